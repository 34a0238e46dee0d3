"""The header fields that every answer has, and the preferences that change them.

What belongs to single answers, cookies among it, is not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.releases import Release
    from qbtui.sim.world import World

_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "script-src 'self' 'unsafe-inline'; object-src 'none'; form-action 'self';"
)
POLICIES = {"4.1.0": _POLICY, "5.0.0": f"{_POLICY} frame-src 'self' blob:;"}
_FIXED = {
    "X-XSS-Protection": "1; mode=block",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
FIXED = {"4.1.0": _FIXED, "5.0.0": {**_FIXED, "Cross-Origin-Opener-Policy": "same-origin"}}


def common_headers(world: World, release: Release) -> list[tuple[str, str]]:
    """Return what the server tells every browser, and before it what the preferences add."""
    headers = {**release.pick(FIXED), "Content-Security-Policy": release.pick(POLICIES)}
    if world.preferences.get("web_ui_clickjacking_protection_enabled", True):
        headers["X-Frame-Options"] = "SAMEORIGIN"
        headers["Content-Security-Policy"] += " frame-ancestors 'self';"
    own = ""
    if world.flag("web_ui_use_custom_http_headers_enabled"):
        own = world.text("web_ui_custom_http_headers")
    pairs = (line.partition(":") for line in own.splitlines())
    added = [(_latin(name.strip()), _latin(value.strip())) for name, colon, value in pairs if colon]
    return [*added, *headers.items()]


def _latin(text: str) -> str:
    """Return a text as it goes into a header, which has no other characters."""
    return text.encode("latin-1", "replace").decode("latin-1")
