"""What is done to torrents as a whole."""

from __future__ import annotations

from tests.contract.certificates import CERTIFICATE, GROUP, PRIVATE_KEY
from tests.contract.script import UNKNOWN, Script, Value, joined
from tests.live.torrents import Torrent

ALPHA, BETA, SEED = Torrent("alpha"), Torrent("beta"), Torrent("seed", size=70_000)
CHECKED = Torrent("checked", size=70_000)
STATE = "name state force_start completed progress availability"


def start_and_stop(script: Script) -> None:
    script.log_in()
    script.have(ALPHA)
    script.have(SEED, complete=True)
    both = joined((ALPHA.hash, SEED.hash))
    script.read("torrents/info", "before", STATE, sort="name")
    for endpoint in ("start", "resume"):
        script.call(f"torrents/{endpoint}", "both", hashes=both)
        script.read("torrents/info", f"after {endpoint}", STATE, sort="name")
    for endpoint in ("stop", "pause"):
        script.call(f"torrents/{endpoint}", "all", hashes="all")
        script.read("torrents/info", f"after {endpoint}", STATE, sort="name")
    for value in ("true", "false", "junk", ""):
        script.call("torrents/setForceStart", repr(value), hashes=both, value=value)
        script.read("torrents/info", f"after force start {value!r}", STATE, sort="name")
    for endpoint in ("start", "resume", "stop", "pause"):
        for note, hashes in _ODD_HASHES.items():
            script.call(f"torrents/{endpoint}", note, hashes=hashes)
        script.call(f"torrents/{endpoint}", "missing")
        script.send(f"torrents/{endpoint}", "by GET", method="GET", params={"hashes": UNKNOWN})
    script.call("torrents/setForceStart", "no value", hashes=both)
    script.call("torrents/setForceStart", "no hashes", value=True)
    script.read("torrents/info", "after odd ones", STATE, sort="name")


_ODD_HASHES = {
    "unknown": UNKNOWN,
    "empty": "",
    "junk": "junk",
    "separators": "||",
    "capitals": ALPHA.hash.upper(),
    "known and unknown": f"{UNKNOWN}|{ALPHA.hash}",
    "all and one": f"all|{ALPHA.hash}",
    "commas": f"{ALPHA.hash},{SEED.hash}",
}


def delete(script: Script) -> None:
    script.log_in()
    for torrent in (ALPHA, BETA):
        script.have(torrent)
    script.have(SEED, complete=True)
    script.call("torrents/delete", "no deleteFiles", hashes=ALPHA.hash)
    script.call("torrents/delete", "no hashes", deleteFiles=True)
    script.call("torrents/delete", "unknown", hashes=UNKNOWN, deleteFiles=True)
    script.call("torrents/delete", "empty", hashes="", deleteFiles=True)
    script.send(
        "torrents/delete",
        "by GET",
        method="GET",
        params={"hashes": UNKNOWN, "deleteFiles": "false"},
    )
    script.read("torrents/info", "all there", "name", sort="name")
    script.call("torrents/delete", "junk flag", hashes=ALPHA.hash, deleteFiles="junk")
    script.read("torrents/info", "without one", "name", sort="name")
    script.call("torrents/properties", "of what is gone", hash=ALPHA.hash)
    script.call("torrents/delete", "all", hashes="all", deleteFiles=True)
    script.read("torrents/info", "without any", "name", sort="name")


def recheck(script: Script) -> None:
    script.log_in()
    script.have(ALPHA)
    script.have(SEED, complete=True)
    script.call("torrents/recheck", "both", hashes=joined((ALPHA.hash, SEED.hash)))
    script.rest()
    script.read("torrents/info", "after recheck", STATE, sort="name")
    script.call("torrents/stop", "seed", hashes=SEED.hash)
    script.call("torrents/pause", "seed", hashes=SEED.hash)
    script.read("torrents/info", "stopped", STATE, sort="name")
    script.call("torrents/recheck", "stopped", hashes=SEED.hash)
    script.rest()
    script.read("torrents/info", "after recheck of a stopped one", STATE, sort="name")
    script.call("torrents/recheck", "unknown", hashes=UNKNOWN)
    script.call("torrents/recheck", "missing")
    _stop_condition(script)
    for note, params in {
        "all": {"hashes": "all"},
        "unknown": {"hashes": UNKNOWN},
        "one tracker": {"hashes": SEED.hash, "urls": "http%3A%2F%2F127.0.0.1%3A9%2Fa"},
        "missing": {},
    }.items():
        script.call("torrents/reannounce", note, **params)


def _stop_condition(script: Script) -> None:
    """Have a torrent stop once it is checked, which it does but once."""
    script.know(CHECKED)
    script.subject.put(CHECKED)
    upload = {"torrents": ("upload.torrent", CHECKED.metainfo)}
    data = {"stopCondition": "FilesChecked", "skip_checking": "true", "seedMode": "true"}
    script.send("torrents/add", "to be stopped", show="", data=data, files=upload)
    for endpoint in ("", "start", "resume", "recheck"):
        if endpoint:
            script.call(f"torrents/{endpoint}", "of the stopped", hashes=CHECKED.hash)
        script.rest()
        note = f"stopped, {endpoint or 'added'}"
        script.read("torrents/info", note, "name state progress", hashes=CHECKED.hash)


def rename(script: Script) -> None:
    script.log_in()
    script.have(ALPHA)
    for name in ("other", " spaces ", "two\nlines", "tab\there", "<b>bold</b>", "", " ", "ü|,/\\"):
        script.call("torrents/rename", repr(name), hash=ALPHA.hash, name=name)
        script.read("torrents/info", f"after {name!r}", "name content_path")
        script.read("torrents/files", f"after {name!r}", "name", hash=ALPHA.hash)
    script.call("torrents/rename", "unknown", hash=UNKNOWN, name="x")
    script.call("torrents/rename", "unknown and empty", hash=UNKNOWN, name="")
    script.call("torrents/rename", "no hash", name="x")
    script.call("torrents/rename", "no name", hash=ALPHA.hash)
    for comment in ("said", " spaces ", "two\nlines", ""):
        script.call("torrents/setComment", repr(comment), hashes=ALPHA.hash, comment=comment)
        script.read("torrents/properties", f"after comment {comment!r}", "comment", hash=ALPHA.hash)
    script.call("torrents/setComment", "unknown", hashes=UNKNOWN, comment="x")
    script.call("torrents/setComment", "missing", hashes=ALPHA.hash)


def switches(script: Script) -> None:
    script.log_in()
    script.have(ALPHA)
    script.have(SEED, complete=True)
    both = joined((ALPHA.hash, SEED.hash))
    shown = "name seq_dl f_l_piece_prio super_seeding auto_tmm save_path"
    for endpoint in ("toggleSequentialDownload", "toggleFirstLastPiecePrio"):
        script.call(f"torrents/{endpoint}", "one", hashes=ALPHA.hash)
        script.read("torrents/info", f"after {endpoint}", shown, sort="name")
        script.call(f"torrents/{endpoint}", "both", hashes=both)
        script.read("torrents/info", f"after {endpoint} of both", shown, sort="name")
        script.call(f"torrents/{endpoint}", "unknown", hashes=UNKNOWN)
        script.call(f"torrents/{endpoint}", "missing")
    for endpoint, name in (("setSuperSeeding", "value"), ("setAutoManagement", "enable")):
        for value in ("true", "junk", "false", "1", ""):
            params: dict[str, Value] = {"hashes": both, name: value}
            script.call(f"torrents/{endpoint}", repr(value), **params)
            script.read("torrents/info", f"after {endpoint} {value!r}", shown, sort="name")
        script.call(f"torrents/{endpoint}", "unknown", hashes=UNKNOWN, **{name: True})
        script.call(f"torrents/{endpoint}", "no value", hashes=both)
        script.call(f"torrents/{endpoint}", "no hashes", **{name: True})


def location(script: Script) -> None:
    script.log_in()
    script.have(ALPHA)
    script.have(SEED, complete=True)
    here = script.subject.downloads
    shown = "name state save_path download_path auto_tmm"
    paths = {
        "another folder": f"{here}/moved",
        "the same folder": f"{here}/moved",
        "slash at the end": f"{here}/slash/",
        "spaces": f" {here}/spaces ",
        "relative": "relative",
        "empty": "",
        "blank": " ",
        "impossible": "/dev/null/x",
    }
    for endpoint, hashes, path in (
        ("setLocation", "hashes", "location"),
        ("setSavePath", "id", "path"),
        ("setDownloadPath", "id", "path"),
    ):
        for note, target in paths.items():
            script.call(f"torrents/{endpoint}", note, **{hashes: "all", path: target})
            script.read("torrents/info", f"after {endpoint} to {note}", shown, sort="name")
        script.call(f"torrents/{endpoint}", "unknown", **{hashes: UNKNOWN, path: here})
        script.call(f"torrents/{endpoint}", "no path", **{hashes: "all"})
        script.call(f"torrents/{endpoint}", "no hashes", **{path: here})
    script.call("torrents/setAutoManagement", "on", hashes="all", enable=True)
    script.read("torrents/info", "automatic", shown, sort="name")
    script.call("torrents/setSavePath", "automatic", id="all", path=f"{here}/ignored")
    script.read("torrents/info", "after setSavePath of automatic ones", shown, sort="name")
    script.call("torrents/setLocation", "automatic", hashes="all", location=f"{here}/by hand")
    script.read("torrents/info", "after setLocation of automatic ones", shown, sort="name")


def certificates(script: Script) -> None:
    script.log_in()
    script.have(ALPHA)
    names = ("ssl_certificate", "ssl_private_key", "ssl_dh_params")
    script.call("torrents/SSLParameters", "none", "*", hash=ALPHA.hash)
    script.call("torrents/setSSLParameters", "junk", hash=ALPHA.hash, **dict.fromkeys(names, "x"))
    script.call("torrents/setSSLParameters", "empty", hash=ALPHA.hash, **dict.fromkeys(names, ""))
    script.call("torrents/setSSLParameters", "missing", hash=ALPHA.hash)
    script.call("torrents/setSSLParameters", "unknown", hash=UNKNOWN, **dict.fromkeys(names, "x"))
    given = dict(zip(names, (CERTIFICATE, PRIVATE_KEY, GROUP), strict=True))
    script.call("torrents/setSSLParameters", "all", hash=ALPHA.hash, **given)
    answer = script.post("torrents/SSLParameters", {"hash": ALPHA.hash})
    if answer.is_success:
        found = {name: text == given[name] for name, text in answer.json().items()}
        script.keep("torrents/SSLParameters", "all", {**found})


SCENARIOS = (start_and_stop, delete, recheck, rename, switches, location, certificates)
