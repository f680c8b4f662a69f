"""Fetches one address: politely, within limits, and only from where the guard allows."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpcore
import httpx

import truceline
from truceline.collect.limits import EVIDENCE_LIMIT
from truceline.collect.web.addresses import Guard, port_of
from truceline.collect.web.network import GuardedNetwork, Until
from truceline.collect.web.robots import EVERYTHING, Robots, parsed
from truceline.collect.web.visits import Visit
from truceline.ground.canonical import sha256_hex
from truceline.ground.errors import EvidenceError

NAME = "truceline"
AGENT = f"Truceline/{truceline.__version__} (monitors ceasefires; fetches what a person named)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_ROBOTS_LIMIT = 512 * 1024
_OK, _UNCHANGED = 200, 304
_CLIENT_ERRORS = range(400, 500)
_LATER = "Try again later."
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the body, what the server calls it, and the visit to remember.

    body None: nothing changed since the last visit.
    """

    body: bytes | None
    media_type: str
    visit: Visit


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches addresses one after the other.

    seconds: for one address, redirects included; most: bytes of one body, once unpacked; delay_s:
    between two requests to one host, longer where its robots.txt asks for it.
    """

    guard: Guard = field(default_factory=Guard)
    seconds: float = 60.0
    most: int = EVIDENCE_LIMIT
    delay_s: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, Robots] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, address: str, known: Visit | None = None) -> Answer:
        """Return what an address holds; raises EvidenceError, whatever the server does.

        known: the last visit; what has not changed since is not sent again.
        """
        url = self.guard.checked(address)
        for _ in range(_MOST_REDIRECTS + 1):
            robots = self._robots_of(url)
            if not robots.allows(url.raw_path.decode("ascii")):
                raise EvidenceError(
                    "The site's robots.txt asks not to fetch this.",
                    mend="Ask the site, or save the page by hand.",
                )
            self._wait(url.host, robots.delay_s)
            again = known if known and known.final == str(url) else None
            status, headers, body = self._get(url, self.most, again)
            if status in _REDIRECTS:
                url = self._next(url, headers.get("location", ""))
                continue
            return _answer(url, status, headers, body, again)
        raise EvidenceError("The address redirects without end.", mend="Check it in a browser.")

    def _next(self, url: httpx.URL, location: str) -> httpx.URL:
        """Return where a redirect leads, checked like any address; raises EvidenceError."""
        try:
            target = str(url.join(location))
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise EvidenceError(
                "The server redirects to no address.", mend="Check it in a browser."
            ) from error
        following = self.guard.checked(target)
        if url.scheme == "https" and following.scheme == "http":
            raise EvidenceError(
                "The server redirects from https to http.", mend="Give the address it means."
            )
        return following

    def _robots_of(self, url: httpx.URL) -> Robots:
        """Return a site's rules; raises EvidenceError if the site cannot say whether it has any."""
        site = f"{url.scheme}://{url.host}:{port_of(url)}"
        if site not in self._robots:
            self._robots[site] = self._asked_robots(url.copy_with(raw_path=b"/robots.txt"))
        return self._robots[site]

    def _asked_robots(self, url: httpx.URL) -> Robots:
        for _ in range(_MOST_REDIRECTS + 1):
            self._wait(url.host, 0.0)
            status, headers, body = self._get(url, _ROBOTS_LIMIT, None)
            if status == _OK:
                return parsed(body.decode("utf-8", "replace"), NAME)
            if status in _CLIENT_ERRORS:
                return EVERYTHING
            if status not in _REDIRECTS:
                break
            url = self._next(url, headers.get("location", ""))
        raise EvidenceError(
            "The site cannot say now what may be fetched (robots.txt).", mend=_LATER
        )

    def _wait(self, host: str, asked_s: float) -> None:
        """Wait until the host was left alone for long enough."""
        now = time.monotonic()
        rest = self._last.get(host, -1e9) + max(self.delay_s, asked_s) - now
        if rest > 0:
            self.sleep(rest)
        self._last[host] = time.monotonic()

    def _get(
        self, url: httpx.URL, most: int, known: Visit | None
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers (lower case) and body of one request; raises EvidenceError."""
        until = Until.in_seconds(self.seconds)
        target = httpcore.URL(
            scheme=url.scheme.encode(),
            host=url.raw_host,
            port=port_of(url),
            target=url.raw_path,
        )
        try:
            with (
                httpcore.ConnectionPool(network_backend=GuardedNetwork(self.guard, until)) as pool,
                pool.stream("GET", target, headers=_headers(url, known)) as response,
            ):
                headers = {
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in response.headers
                }
                body = b""
                if response.status == _OK:
                    pieces = _unpacked(response.iter_stream(), headers, most)
                    body = b"".join(pieces)
                return response.status, headers, body
        except httpcore.TimeoutException as error:
            raise EvidenceError(
                f"The server was too slow (over {self.seconds:.0f} seconds, or silent).",
                mend=_LATER,
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise EvidenceError(
                f"The server cannot be read: {type(error).__name__}.", mend=_LATER
            ) from error


def _headers(url: httpx.URL, known: Visit | None) -> list[tuple[bytes, bytes]]:
    """Return the headers of a request; with a known visit, what makes it conditional."""
    headers = [
        (b"Host", url.netloc),
        (b"User-Agent", AGENT.encode("ascii")),
        (b"Accept", b"*/*"),
        (b"Accept-Encoding", b"gzip"),
        (b"Connection", b"close"),
    ]
    if known and known.etag:
        headers.append((b"If-None-Match", known.etag.encode("ascii")))
    if known and known.last_modified:
        headers.append((b"If-Modified-Since", known.last_modified.encode("ascii")))
    return headers


def _unpacked(pieces: Iterator[bytes], headers: dict[str, str], most: int) -> Iterator[bytes]:
    """Yield a body piece by piece, unpacked; raises EvidenceError once it exceeds its limit."""
    packing = headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise EvidenceError(
            f"The server packs the page by “{packing[:30]}”, which was not asked for.",
            mend="Save the page by hand.",
        )
    unpacker = zlib.decompressobj(_GZIP) if "gzip" in packing else None
    left = most
    for piece in pieces:
        try:
            # One byte more than may come: a bomb is known by it and unfolds no further.
            data = unpacker.decompress(piece, left + 1) if unpacker else piece
        except zlib.error as error:
            raise EvidenceError("The page came damaged.", mend=_LATER) from error
        left -= len(data)
        if left < 0:
            raise EvidenceError(
                f"The page has over {most:,} bytes.", mend="Save by hand what matters of it."
            )
        yield data
    if unpacker and not unpacker.eof:
        raise EvidenceError("The page breaks off.", mend=_LATER)


def _answer(
    url: httpx.URL, status: int, headers: dict[str, str], body: bytes, known: Visit | None
) -> Answer:
    """Return the answer that a last response is; raises EvidenceError for one that is no page."""
    if status == _UNCHANGED and known:
        return Answer(body=None, media_type="", visit=known)
    if status != _OK:
        raise EvidenceError(f"The server answered {status}, not with a page.", mend=_LATER)
    visit = Visit(
        final=str(url),
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        sha256=sha256_hex(body),
    )
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(body=body, media_type=kind, visit=visit)
