"""A language model's endpoint on loopback: answers as a test tells it, keeps what was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[dict[str, Any]], tuple[int, bytes]]


@dataclass
class Served:
    """A running endpoint: its base address, the bodies and the keys that it was sent."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def completion(*statements: dict[str, Any]) -> tuple[int, bytes]:
    """Return a chat completion whose message lists statements."""
    return written(json.dumps({"statements": statements}, ensure_ascii=False))


def written(content: str) -> tuple[int, bytes]:
    """Return a chat completion whose message is any text."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}}
    return 200, json.dumps({"choices": [choice]}).encode()


@contextmanager
def endpoint(reply: Reply, drip: int = 0) -> Iterator[Served]:
    """Serve on a free loopback port for as long as the block runs.

    drip: bytes at a time, twenty times a second; 0 for all at once.
    """
    served = Served(url="")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            served.bodies.append(body)
            served.keys.append(self.headers.get("Authorization", ""))
            status, data = reply(body)
            self.send_response(status)
            if status in (301, 302, 307, 308):
                self.send_header("Location", data.decode())
                data = b""
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(ConnectionError):  # who asked may have gone
                for start in range(0, len(data), drip or len(data)):
                    self.wfile.write(data[start : start + (drip or len(data))])
                    self.wfile.flush()
                    time.sleep(0.05 if drip else 0)

        def log_message(self, *_: object) -> None:
            """Keep still."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
