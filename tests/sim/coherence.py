"""What holds for every simulated world at any time."""

from __future__ import annotations

from qbtui.sim.content import HAVE
from qbtui.sim.torrent import SimTorrent
from qbtui.sim.world import World

STATES = {
    "downloading", "metaDL", "forcedMetaDL", "forcedDL", "stalledDL", "queuedDL", "checkingDL",
    "stoppedDL", "uploading", "forcedUP", "stalledUP", "queuedUP", "checkingUP", "stoppedUP",
    "checkingResumeData", "moving", "missingFiles", "error",
}  # fmt: skip


def consistent(world: World) -> None:
    """Assert what holds for every world at any time."""
    torrents = list(world.torrents.values())
    places = sorted(torrent.priority for torrent in torrents if torrent.priority)
    assert places == list(range(1, len(places) + 1))
    assert world.disk.free >= 0
    assert world.statistics.dl_info_speed == sum(torrent.dlspeed for torrent in torrents)
    assert world.statistics.up_info_speed == sum(torrent.upspeed for torrent in torrents)
    for torrent in torrents:
        assert torrent.state in STATES
        assert 0 <= torrent.progress <= 1
        assert 0 <= torrent.completed <= max(0, torrent.size)
        assert torrent.content.wanted == torrent.completed + torrent.amount_left
        assert torrent.dlspeed >= 0
        assert torrent.upspeed >= 0
        assert torrent.downloaded >= torrent.downloaded_session >= 0
        assert torrent.seeding_time <= torrent.time_active
        files = torrent.content.files
        assert all(0 <= file.done <= file.size for file in files)
        states = torrent.content.states
        assert states.count(HAVE) == torrent.pieces_have or not torrent.has_metadata
        assert (torrent.priority == 0) == torrent.finished or torrent.check is not None
        if torrent.dl_limit:
            assert torrent.dlspeed <= torrent.dl_limit
        connected(torrent)


def connected(torrent: SimTorrent) -> None:
    """Assert that traffic, peers and swarm of a torrent agree."""
    assert torrent.dlspeed == 0 or torrent.connections_count > 0 or torrent.web_seeds
    assert torrent.upspeed == 0 or torrent.num_leechs > 0
    assert torrent.dlspeed == 0 or not torrent.finished
    peers = list((torrent.known_peers or {}).values())
    if peers:
        assert len(peers) == torrent.connections_count
        assert sum(peer.progress == 1 for peer in peers) == torrent.num_seeds
        lost = 100  # Each share is rounded down, also of those that leave now.
        assert 0 <= torrent.dlspeed - sum(peer.dl_speed for peer in peers) <= lost
        assert 0 <= torrent.upspeed - sum(peer.up_speed for peer in peers) <= lost
