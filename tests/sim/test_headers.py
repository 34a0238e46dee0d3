"""What every answer tells a browser follows the preferences."""

from __future__ import annotations

from tests.sim.visitor import header, visit


def test_pages_may_be_framed_when_the_preference_lets_them() -> None:
    visitor = visit("5.1.0")
    answer = visitor.get("app/version")
    assert header(answer, "X-Frame-Options") == "SAMEORIGIN"
    assert header(answer, "Content-Security-Policy").endswith("frame-ancestors 'self';")
    visitor.server.world.preferences["web_ui_clickjacking_protection_enabled"] = False
    answer = visitor.get("app/version")
    assert header(answer, "X-Frame-Options") == ""
    assert "frame-ancestors" not in header(answer, "Content-Security-Policy")


def test_headers_of_ones_own_stand_before_those_of_the_server() -> None:
    visitor = visit("5.1.0")
    lines = "X-One: 1 €\njunk\nReferrer-Policy: origin"
    visitor.server.world.preferences |= {
        "web_ui_use_custom_http_headers_enabled": True,
        "web_ui_custom_http_headers": lines,
    }
    answer = visitor.get("app/version")
    assert header(answer, "X-One") == "1 ?"
    policies = [value for name, value in answer.headers if name == "Referrer-Policy"]
    assert policies == ["origin", "same-origin"]
