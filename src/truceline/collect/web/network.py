"""Connections that go where the guard looked, and end when their time is up."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from truceline.collect.web.addresses import Guard

_LONGEST_WAIT_S = 10.0  # for one answer of the network; the whole request has its own end


@dataclass(frozen=True, slots=True)
class Until:
    """A moment (seconds of the monotonic clock) at which a request is given up."""

    moment: float

    @staticmethod
    def in_seconds(seconds: float) -> Until:
        """Return the moment so many seconds from now."""
        return Until(time.monotonic() + seconds)

    def left(self) -> float:
        """Return how long one step may take; raises httpcore.ReadTimeout when time is up."""
        left = self.moment - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole request is up")
        return min(left, _LONGEST_WAIT_S)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step has the time that is left, however slowly the server drips."""

    def __init__(self, inner: httpcore.NetworkStream, until: Until) -> None:
        self._inner = inner
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the package's own words
        return self._inner.read(max_bytes, self._until.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        self._inner.write(buffer, self._until.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._until.left())
        return _Stream(inner, self._until)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the package's own words
        return self._inner.get_extra_info(info)


class GuardedNetwork(httpcore.NetworkBackend):
    """Looks a host up once, checks what comes back, and connects to just that.

    A name that is looked up again between check and connection could lead elsewhere (DNS
    rebinding); certificates are still checked against the name.
    """

    def __init__(self, guard: Guard, until: Until) -> None:
        self._guard = guard
        self._until = until
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the package's own words
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to the first checked address that answers; raises EvidenceError."""
        problem: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for number in self._guard.looked_up(host, port):
            try:
                inner = self._plain.connect_tcp(
                    number, port, self._until.left(), local_address, socket_options
                )
                return _Stream(inner, self._until)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                problem = error
        raise problem or httpcore.ConnectError("the host has no address")
