"""Adding torrents, looking at what would be added, and fetching the .torrent file back."""

from __future__ import annotations

from qbtui.sim.bencoding import Bencodable, bencode
from tests.contract.script import UNKNOWN, Script, Value
from tests.live.torrents import Torrent

ALPHA = Torrent("alpha")
FOLDER = Torrent(
    "folder",
    files={"one.bin": 40_000, "sub/two.bin": 50_000},
    trackers=("http://127.0.0.1:9/announce",),
    comment="said of it",
    private=True,
)
STOPPED: dict[str, Value] = {"paused": True, "stopped": True}
STATE = "name state category tags save_path auto_tmm size total_size"
FEW = (
    "name state category tags save_path download_path auto_tmm content_path root_path up_limit"
    " dl_limit ratio_limit seeding_time_limit inactive_seeding_time_limit share_limit_action"
    " share_limits_mode priority completed"
)
OPTIONS = (
    f"{STATE} download_path up_limit dl_limit ratio_limit seeding_time_limit seq_dl f_l_piece_prio"
    " inactive_seeding_time_limit share_limit_action share_limits_mode force_start completed"
    " content_path root_path private comment has_metadata trackers_count max_ratio"
    " max_seeding_time max_inactive_seeding_time num_complete num_incomplete eta priority"
    " completion_on last_activity seen_complete availability progress ratio tracker"
    " created_by creation_date piece_size pieces_num pieces_have connections_limit"
)


def _upload(script: Script, note: str, *contents: bytes, **params: Value) -> None:
    files = [
        ("torrents", (f"{number}.torrent", content)) for number, content in enumerate(contents)
    ]
    data = {key: str(value) for key, value in {**STOPPED, **params}.items()}
    script.send("torrents/add", note, show="*", data=data, files=files)


def files(script: Script) -> None:
    script.log_in()
    script.know(ALPHA)
    script.know(FOLDER)
    _upload(script, "one", ALPHA.metainfo)
    script.read("torrents/info", "one", OPTIONS)
    _upload(script, "the same again", ALPHA.metainfo)
    _upload(script, "junk", b"junk")
    _upload(script, "junk in bencoding", b"d4:infod4:name1:aee")
    _upload(script, "empty", b"")
    _upload(script, "one known and one new", ALPHA.metainfo, FOLDER.metainfo)
    script.read("torrents/info", "two", OPTIONS, sort="name")
    _upload(script, "one new and junk", Torrent("gamma").metainfo, b"junk")
    script.call("torrents/add", "nothing")
    script.call("torrents/add", "no link", urls="")
    script.send("torrents/add", "by GET", method="GET")


def broken(script: Script) -> None:
    """Upload what has not a hash for every piece."""
    script.log_in()
    info: dict[str, Bencodable] = {"piece length": 16_384, "length": 5, "pieces": bytes(20)}
    for note, wrong in _BROKEN.items():
        data = bencode({"info": {**info, "name": note, **wrong}})
        _upload(script, note, data)
    without = {key: value for key, value in info.items() if key != "pieces"}
    _upload(script, "no hashes", bencode({"info": {**without, "name": "without"}}))
    _upload(script, "a long number", b"d4:infod6:lengthi" + b"9" * 5_000 + b"e4:name1:xee")
    script.read("torrents/info", "broken", "name", sort="name")


_BROKEN: dict[str, dict[str, Bencodable]] = {
    "too many hashes": {"pieces": bytes(40)},
    "too few hashes": {"length": 1_000_000},
    "an odd length": {"pieces": bytes(2)},
    "too large": {"length": 10**14, "piece length": 1},
}


def options(script: Script) -> None:
    script.log_in()
    script.know(ALPHA)
    _upload(
        script,
        "all options",
        ALPHA.metainfo,
        savepath=f"{script.subject.downloads}/place",
        downloadPath=f"{script.subject.downloads}/unfinished",
        useDownloadPath=True,
        category="new/one",
        tags="b,a,,c",
        rename="renamed",
        upLimit=4096,
        dlLimit=5000,
        ratioLimit=1.5,
        seedingTimeLimit=90,
        inactiveSeedingTimeLimit=30,
        shareLimitAction="Remove",
        shareLimitsMode="MatchAll",
        sequentialDownload=True,
        firstLastPiecePrio=True,
        contentLayout="Subfolder",
        root_folder=True,
        stopCondition="FilesChecked",
    )
    script.read("torrents/info", "all options", OPTIONS.replace(" tags ", " "))
    script.call("torrents/files", "all options", "name", hash=ALPHA.hash)
    script.read("torrents/categories", "all options", "*")
    script.call("torrents/tags", "all options")


def odd_options(script: Script) -> None:
    script.log_in()
    for number, params in enumerate(_ODD):
        torrent = Torrent(f"odd {number}", files={"a/one": 20_000, "two": 20_000})
        script.know(torrent)
        note = ", ".join(f"{key}={value!r}" for key, value in params.items())
        _upload(script, note, torrent.metainfo, **params)
        script.read("torrents/info", note, FEW, hashes=torrent.hash)
        script.read("torrents/files", note, "name priority", hash=torrent.hash)
    script.read("torrents/categories", "odd", "*")


_ODD: tuple[dict[str, Value], ...] = (
    {},
    {"category": "/wrong/"},
    {"category": " spaces "},
    {"tags": " "},
    {"rename": " "},
    {"upLimit": -5, "dlLimit": "junk"},
    {"ratioLimit": "junk", "seedingTimeLimit": "junk"},
    {"ratioLimit": -1, "seedingTimeLimit": -1, "inactiveSeedingTimeLimit": -1},
    {"ratioLimit": 0, "seedingTimeLimit": 0, "inactiveSeedingTimeLimit": 0},
    {"ratioLimit": 20000, "seedingTimeLimit": 600000},
    {"shareLimitAction": "junk", "shareLimitsMode": "junk"},
    {"autoTMM": True, "category": "tidy"},
    {"autoTMM": True, "savepath": "/tmp/ignored"},
    {"savepath": "relative"},
    {"savepath": "/tmp/slash/"},
    {"useDownloadPath": True},
    {"downloadPath": "/tmp/unfinished"},
    {"contentLayout": "NoSubfolder", "root_folder": False},
    {"contentLayout": "junk"},
    {"stopCondition": "junk"},
    {"filePriorities": "0,1"},
    {"filePriorities": "junk"},
    {"addToTopOfQueue": True},
    {"skip_checking": "junk"},
)


def magnets(script: Script) -> None:
    script.log_in()
    script.know(ALPHA)
    params: dict[str, Value] = {**STOPPED}
    script.call("torrents/add", "magnet", "*", urls=ALPHA.magnet, **params)
    script.read("torrents/info", "magnet", OPTIONS)
    script.call("torrents/add", "magnet again", "*", urls=ALPHA.magnet, **params)
    for endpoint in ("files", "pieceStates", "pieceHashes", "pieceAvailability", "webseeds"):
        script.call(f"torrents/{endpoint}", "of a magnet", "*", hash=ALPHA.hash)
    script.call("torrents/properties", "of a magnet", hash=ALPHA.hash)
    script.call("torrents/export", "of a magnet", hash=ALPHA.hash)
    script.call("torrents/filePrio", "of a magnet", hash=ALPHA.hash, id=0, priority=0)
    script.call("torrents/renameFile", "of a magnet", hash=ALPHA.hash, oldPath="a", newPath="b")
    script.call("torrents/renameFolder", "of a magnet", hash=ALPHA.hash, oldPath="a", newPath="b")
    script.call("torrents/recheck", "of a magnet", hashes=ALPHA.hash)
    script.call("torrents/downloadFile", "of a magnet", hash=ALPHA.hash, file=0)
    trackers = "&tr=http%3A%2F%2F127.0.0.1%3A9%2Fa&tr=http%3A%2F%2F127.0.0.1%3A9%2Fb"
    link = f"magnet:?xt=urn:btih:{'a' * 40}&dn=named%20it{trackers}"
    script.call("torrents/add", "with trackers", "*", urls=link, **params)
    script.read(
        "torrents/info", "with trackers", "name tracker trackers_count magnet_uri", hashes="a" * 40
    )
    script.read("torrents/trackers", "with trackers", "url tier status", hash="a" * 40)
    for note, urls in {
        "bare hash": "b" * 40,
        "base32": "C" * 32,
        "hash in capitals": "D" * 40,
        "second version": "e" * 64,
        "junk": "junk",
        "magnet without a hash": "magnet:?dn=x",
        "magnet with a bad hash": "magnet:?xt=urn:btih:xyz",
        "two links": f"{'1' * 40}\n\n {'2' * 40} ",
        "one new, one known, one junk": f"{'3' * 40}\n{ALPHA.hash}\njunk",
        "web address": "http://127.0.0.1:9/x.torrent",
    }.items():
        script.call("torrents/add", note, "*", urls=urls, **params)
    script.read(
        "torrents/info", "all links", "name hash infohash_v1 infohash_v2 state", sort="hash"
    )


def metadata(script: Script) -> None:
    script.log_in()
    script.know(ALPHA)
    script.know(FOLDER)
    upload = {"torrents": ("one.torrent", FOLDER.metainfo)}
    script.send("torrents/parseMetadata", "a file", files=upload, show="*")
    script.send("torrents/parseMetadata", "junk", files={"torrents": ("junk.torrent", b"junk")})
    script.call("torrents/parseMetadata", "nothing")
    script.call("torrents/fetchMetadata", "magnet", "*", source=ALPHA.magnet)
    script.call("torrents/fetchMetadata", "bare hash", "*", source=ALPHA.hash)
    script.call("torrents/fetchMetadata", "junk", source="junk")
    script.call("torrents/fetchMetadata", "empty", source="")
    script.call("torrents/fetchMetadata", "missing")
    script.call("torrents/fetchMetadata", "web address", "*", source="http://127.0.0.1:9/x")
    two = ("1" * 40, "2" * 40)
    for note, urls, hashes in (
        ("one link", ALPHA.magnet, (ALPHA.hash,)),
        ("two links", "\n".join(two), two),
    ):
        for priorities in ("0", "junk"):
            answer = script.call(
                "torrents/add",
                f"{note} with priorities {priorities}",
                urls=urls,
                filePriorities=priorities,
                **STOPPED,
            )
            if answer.is_success:
                script.wait_until_listed(hashes)
    script.call("torrents/saveMetadata", "not ready", source=ALPHA.magnet)
    script.call("torrents/saveMetadata", "unknown", source="1" * 40)
    script.call("torrents/saveMetadata", "junk", source="junk")
    script.call("torrents/saveMetadata", "missing")
    script.send("torrents/fetchMetadata", "by GET", method="GET", params={"source": ALPHA.hash})


def fetched(script: Script) -> None:
    """Fetch a .torrent from the web, to look at it and to add it."""
    script.log_in()
    script.know(FOLDER)
    url = script.subject.publish("folder.torrent", FOLDER.metainfo)
    script.name(url, "<published>")
    script.read("torrents/fetchMetadata", "published", "*", source=url)
    script.call("torrents/saveMetadata", "published", "", source=url)
    script.call("torrents/add", "published", "*", urls=url, **STOPPED)
    # What was fetched to be looked at has places in the queue too.
    script.read("torrents/info", "published", FEW.replace(" priority", ""))


def export(script: Script) -> None:
    script.log_in()
    script.have(FOLDER)
    script.call("torrents/export", "a file", "", hash=FOLDER.hash)
    script.call("torrents/export", "unknown", hash=UNKNOWN)
    script.call("torrents/export", "missing")


SCENARIOS = (files, broken, options, odd_options, magnets, metadata, fetched, export)
