"""The scope `transfer`."""

from __future__ import annotations

import pytest

from tests.sim.visitor import visit


def test_limits_are_those_of_the_mode_in_force() -> None:
    visitor = visit("5.1.0")
    visitor.post("transfer/setDownloadLimit", limit=2048)
    assert visitor.post("transfer/downloadLimit").body == b"2048"
    visitor.post("transfer/toggleSpeedLimitsMode")
    assert visitor.post("transfer/speedLimitsMode").body == b"1"
    visitor.post("transfer/setDownloadLimit", limit=4096)
    assert visitor.post("transfer/downloadLimit").body == b"4096"
    visitor.post("transfer/setSpeedLimitsMode", mode=0)
    assert visitor.post("transfer/downloadLimit").body == b"2048"
    assert visitor.json("transfer/info")["dl_rate_limit"] == 2048


def test_upload_limits_are_separate() -> None:
    visitor = visit("4.5.2")
    visitor.post("transfer/setUploadLimit", limit=100_000)
    assert visitor.post("transfer/uploadLimit").body == b"99328"
    assert visitor.post("transfer/downloadLimit").body == b"0"


def test_a_mode_is_a_number() -> None:
    assert visit().post("transfer/setSpeedLimitsMode", mode="x").status == 400


def test_all_limits_at_once_are_at_least_a_kibibyte() -> None:
    visitor = visit("5.3.0")
    response = visitor.post(
        "transfer/setSpeedLimits", up_limit=1, dl_limit=0, alt_up_limit=4096, alt_dl_limit=5000
    )
    assert response.status == 204
    assert visitor.json("transfer/getSpeedLimits") == {
        "up_limit": 1024,
        "dl_limit": 0,
        "alt_up_limit": 4096,
        "alt_dl_limit": 4096,
    }


@pytest.mark.parametrize(("release", "status"), [("4.1.9", 404), ("4.2.0", 200)])
def test_peers_can_be_banned_from_4_2_on(release: str, status: int) -> None:
    visitor = visit(release)
    assert visitor.post("transfer/banPeers", peers="192.0.2.1:6881").status == status
    assert ("192.0.2.1" in visitor.server.world.banned) == (status == 200)
