"""The actions of the torrent list and of the detail tabs, one module per matter."""

from qbtui.actions.torrents import (
    adding,
    comments,
    content,
    control,
    copying,
    labels,
    limits,
    options,
    peers,
    removing,
    trackers,
)

ACTIONS = (
    *adding.ACTIONS,
    *control.ACTIONS,
    *removing.ACTIONS,
    *labels.ACTIONS,
    *limits.ACTIONS,
    *options.ACTIONS,
    *comments.ACTIONS,
    *copying.ACTIONS,
    *content.ACTIONS,
    *trackers.ACTIONS,
    *peers.ACTIONS,
)
"""Every action on torrents and on what belongs to one."""
