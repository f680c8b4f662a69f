"""Turns ids into anchors of the page, and addresses into links only if they are safe to follow."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from truceline.ground.canonical import sha256_hex

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,79}$")
_BROKEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\"'<>\\`\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
MAX_URL = 2000


def anchor(name: str) -> str:
    """Return an id as an HTML id: itself where it is plain, else a hash of it."""
    if _PLAIN.match(name):
        return name
    return f"x-{sha256_hex(name.encode('utf-8', 'surrogatepass'))[:16]}"


def web_address(url: str) -> str:
    """Return an address that may become a link (http or https with a host), else ""."""
    if len(url) > MAX_URL or _BROKEN.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host else ""
