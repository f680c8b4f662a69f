"""The connector for PDF files: the words of their text layer, found in a process of its own."""

from __future__ import annotations

import atexit
import json
import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Lock
from typing import Any

from truceline.collect import pdf_words
from truceline.collect.extracted import captured_words, whole_file
from truceline.collect.flowing import reflowed
from truceline.collect.items import Context, Item
from truceline.collect.limits import PDF_MEMORY_LIMIT, PDF_PAGES_LIMIT, PDF_SECONDS_LIMIT
from truceline.collect.streams import Bytes
from truceline.ground.errors import EvidenceError

_MAGIC = b"%PDF-"
_HEAD = 1024  # the mark may stand behind a little rubbish
_PROBLEMS = {
    "locked": (
        "The PDF is locked by a password.",
        "Unlock it with whoever has the password, and save it without one.",
    ),
    "pages": (
        f"The PDF has more than {PDF_PAGES_LIMIT:,} pages.",
        "Split it.",
    ),
    "memory": (
        "Finding the PDF's words took more memory than it may.",
        "Print it to a new PDF, or save its text as a .txt.",
    ),
    "empty": (
        "The PDF holds no words, only pictures of pages (or nothing).",
        "Run text recognition over it (OCR) and save the result, or type what matters as a .txt.",
    ),
}


@dataclass(slots=True)
class _Helper:
    """A process that finds words, started when first needed and killed if it takes too long.

    A PDF is a program of sorts: a hostile one runs for hours or asks for all memory. What it can
    do is then done to the helper. Only bytes cross the line between the two, no objects.
    """

    seconds: float = PDF_SECONDS_LIMIT
    memory: int = PDF_MEMORY_LIMIT
    process: SpawnProcess | None = None
    line: Connection | None = None
    lock: Lock = field(default_factory=Lock)

    def ask(self, raw: bytes) -> dict[str, Any]:
        """Return what the helper found in a PDF; raises EvidenceError if it was lost over it."""
        with self.lock:
            line = self._ready()
            try:
                line.send_bytes(raw)
                if line.poll(self.seconds):
                    found: dict[str, Any] = json.loads(line.recv_bytes(_MOST_BACK))
                    return found
                what = f"Finding the PDF's words took over {self.seconds:.0f} seconds."
            except (EOFError, OSError):
                what, _ = _PROBLEMS["memory"]
            self.stop()
        raise EvidenceError(what, mend="Print it to a new PDF, or save its text as a .txt.")

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        if self.line is not None:
            self.line.close()
        self.process = self.line = None

    def _ready(self) -> Connection:
        if self.line is not None and self.process is not None and self.process.is_alive():
            return self.line
        self.stop()
        context = multiprocessing.get_context("spawn")
        self.line, other = context.Pipe()
        self.process = context.Process(
            target=pdf_words.serve, args=(other, self.memory), daemon=True
        )
        self.process.start()
        other.close()
        return self.line


_MOST_BACK = 64 * 1024 * 1024
HELPER = _Helper()
atexit.register(HELPER.stop)


def read_pdf(stream: Bytes, context: Context) -> Iterator[Item]:
    """Yield the one item that a PDF is; raises EvidenceError for one without words to be had."""
    raw = whole_file(stream)
    if _MAGIC not in raw[:_HEAD]:
        raise EvidenceError("The file is no PDF.", mend="Give it the ending of what it is.")
    found = HELPER.ask(raw)
    if "problem" in found:
        what, mend = _PROBLEMS.get(
            found["problem"],
            ("The PDF is damaged or truncated.", "Get it again, or print it to a new PDF."),
        )
        raise EvidenceError(what, mend=mend)
    words = "\n\n".join(reflowed(page) for page in found["pages"])
    yield captured_words(
        raw, words, media_type="application/pdf", context=context, title=found["title"]
    )
