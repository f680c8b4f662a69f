"""A real web server on the loopback that answers as a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from truceline.collect.web.addresses import Guard
from truceline.collect.web.fetching import Fetcher

Answering = Callable[[BaseHTTPRequestHandler], None]
PAGE = b"<html lang='en'><head><title>N</title></head><body><p>Shells fell.</p></body></html>"


@dataclass(slots=True)
class Site:
    """The server's answers by path, and the requests that came: (path, headers)."""

    port: int = 0
    answers: dict[str, Answering] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def fetcher(self, **known: float) -> Fetcher:
        """Return a fetcher that may fetch from this server alone, and need not wait."""
        guard = Guard(allowed=frozenset({f"127.0.0.1:{self.port}"}))
        settings = {"seconds": 5.0, "delay_s": 0.0, **known}
        return Fetcher(
            guard=guard,
            seconds=settings["seconds"],
            delay_s=settings["delay_s"],
            most=int(settings.get("most", 1_000_000)),
        )


def page(
    body: bytes = PAGE, kind: str = "text/html", status: int = 200, **headers: str
) -> Answering:
    """Return an answer with a body; headers are written with _ for -."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect(target: str) -> Answering:
    """Return an answer that sends elsewhere."""
    return page(b"", status=302, Location=target)


@contextmanager
def serving() -> Iterator[Site]:
    """Run a server for as long as the block lasts."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        """Answers from the site's table, 404 for the rest."""

        def do_GET(self) -> None:
            """Answer one request."""
            site.requests.append((self.path, dict(self.headers.items())))
            site.answers.get(self.path, page(b"", status=404))(self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            """Answer, and do not mind a client that went away."""
            try:
                super().handle()
            except OSError:
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
