"""What preferences may be: whatever else is written becomes something of this. Data alone."""

from __future__ import annotations

from collections.abc import Mapping

MOST = 1 << 31

RANGES: Mapping[str, tuple[int, int]] = {
    "checking_memory_use": (1, MOST),
    "file_log_age": (1, 365),
    "file_log_max_size": (1, 1_024_000),
    "i2p_inbound_length": (0, 7),
    "i2p_inbound_length_variance": (-7, 7),
    "i2p_inbound_quantity": (1, 16),
    "i2p_outbound_length": (0, 7),
    "i2p_outbound_length_variance": (-7, 7),
    "i2p_outbound_quantity": (1, 16),
    "max_active_downloads": (-1, MOST),
    "max_active_torrents": (-1, MOST),
    "max_active_uploads": (-1, MOST),
    "max_inactive_seeding_time": (-1, MOST),
    "max_seeding_time": (-1, MOST),
}
"""The lowest and the highest number; what is beyond becomes the nearer one."""

RANGES_SINCE = {
    "i2p_inbound_length": "5.3.0",
    "i2p_inbound_quantity": "5.3.0",
    "i2p_outbound_length": "5.3.0",
    "i2p_outbound_quantity": "5.3.0",
}
"""Where older releases take any number."""

NONE_BELOW_ONE = frozenset(
    {"max_connec", "max_connec_per_torrent", "max_uploads", "max_uploads_per_torrent"}
)
"""Numbers that are -1 when they are not positive."""

CHOICES: Mapping[str, tuple[range, int, str]] = {
    "auto_delete_mode": (range(3), 0, "4.3.0"),
    "bittorrent_protocol": (range(3), 0, "4.1.0"),
    "dyndns_service": (range(-1, 2), 0, "4.3.0"),
    "file_log_age_type": (range(3), 1, "4.6.0"),
    "max_ratio_act": (range(4), 0, "4.6.0"),
    "scheduler_days": (range(10), 0, "4.3.0"),
}
"""The numbers that mean something, what others become, and since when they do."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "mail_notification_encryption_type": ("SMTPS", "STARTTLS", "None"),
    "proxy_type": ("None", "SOCKS4", "SOCKS5", "HTTP"),
    "share_limits_mode": ("MatchAny", "MatchAll"),
    "torrent_content_layout": ("Original", "Subfolder", "NoSubfolder"),
    "torrent_content_remove_option": ("MoveToTrash", "Delete"),
    "torrent_stop_condition": ("None", "MetadataReceived", "FilesChecked"),
}
"""The words that mean something; others become the first."""

NOT_NEGATIVE_SINCE = {
    "rss_max_articles_per_feed": "5.3.0",
    "shutdown_timeout": "5.3.0",
}
"""Numbers that are 0 at least, from a release on."""

FOUR_BYTES_UNTIL = {"rss_refresh_interval": "4.3.0", "save_resume_data_interval": "4.3.0"}
"""Numbers that went around below 0, until a release."""

EIGHT_BYTES = frozenset({"disk_queue_size", "file_log_max_size", "rss_fetch_delay"})
"""Numbers of 64 bits; all others have 32."""

TWO_BYTES = frozenset({"proxy_port"})
"""Numbers that go around below 0 and above 65535."""

IF_EMPTY: Mapping[str, str] = {
    "torrent_files_backup_dir": "backup",
    "torrent_files_finished_backup_dir": "backup",
}
"""Texts that are never empty."""

ADDRESSES = frozenset({"announce_ip", "banned_IPs"})
"""Texts of IP addresses, one a line."""
NETWORKS = frozenset({"bypass_auth_subnet_whitelist"})
"""Texts of networks; read with one a line."""
FOLDERS = frozenset({"save_path", "temp_path"})
"""Paths, kept without a slash at the end."""
