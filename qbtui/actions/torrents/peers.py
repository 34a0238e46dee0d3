"""Actions on the peers of a torrent."""

from __future__ import annotations

from qbtui.actions import answers, checks, words
from qbtui.actions.model import Action, Confirm, Context, Form, Job
from qbtui.actions.needs import public, some_row, some_torrent
from qbtui.api.models.details import Peer
from qbtui.fields import Field, Kind


def ask_peers(_job: Job) -> Form:
    """Ask for the addresses of new peers."""
    return Form(
        "Add peers",
        (
            Field(
                "peers",
                "Peers",
                Kind.WORDS,
                help="Addresses with a port, such as 192.0.2.1:6881 or [2001:db8::1]:6881.",
                required=True,
                check=checks.peer,
            ),
        ),
    )


async def add_peers(job: Job) -> str:
    """Let the torrent connect to the peers."""
    peers = answers.items(job, "peers")
    await job.client.torrents.add_peers(job.hashes, peers)
    told = f"Asked for {words.count(len(peers), 'peer')}"
    return f"{told}: none comes while the torrent is stopped" if job.torrent.is_stopped else told


def ask_ban(job: Job) -> Confirm:
    """Ask, naming the peers."""
    peers = job.rows_of(Peer)
    return Confirm(
        f"Ban {words.count(len(peers), 'peer')} for good?",
        details=tuple(f"{peer.address}  {peer.client}" for peer in peers),
        yes=f"ban {words.count(len(peers), 'peer')}",
        warning="To lift a ban, edit the banned addresses in the server's preferences.",
    )


async def ban_peers(job: Job) -> str:
    """Ban the addresses of the peers, for all torrents."""
    peers = [peer.address for peer in job.rows_of(Peer)]
    await job.client.transfer.ban_peers(peers)
    return f"Banned {words.count(len(peers), 'peer')}"


ACTIONS = (
    Action(
        id="peers.add",
        title="Add peers",
        help="Connect the torrent to peers whose address you know.",
        call=add_peers,
        keys=("a",),
        contexts=(Context.PEERS,),
        mutates=True,
        needs=(some_torrent, public),
        since="4.2.0",
        form=ask_peers,
        footer="add",
    ),
    Action(
        id="peers.ban",
        title="Ban peers",
        help="Never connect to the addresses of the peers again, after a question.",
        call=ban_peers,
        keys=("B",),
        contexts=(Context.PEERS,),
        mutates=True,
        needs=(some_torrent, some_row(Peer, "peer")),
        since="4.2.0",
        confirm=ask_ban,
        footer="ban",
    ),
)
