"""Runs in the helper process: finds the words of PDFs, one after the other, within its limits."""

from __future__ import annotations

import io
import json
import logging
from contextlib import suppress
from multiprocessing.connection import Connection

from pypdf import PdfReader

from truceline.collect.limits import EVIDENCE_LIMIT, PDF_PAGES_LIMIT, WORDS_LIMIT

try:
    import resource
except ImportError:  # Windows has no such limits; time is limited all the same
    resource = None  # type: ignore[assignment] # None is what the next lines ask for


def serve(line: Connection, memory: int) -> None:
    """Answer each PDF that comes down the line with its words as JSON, until the line is closed.

    memory: bytes that this process may hold.
    """
    logging.disable(logging.CRITICAL)  # the package remarks on every odd file
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            line.send_bytes(json.dumps(words_of(line.recv_bytes(EVIDENCE_LIMIT))).encode("ascii"))


def words_of(raw: bytes) -> dict[str, object]:
    """Return {"pages": texts, "title": ...} of a PDF, or {"problem": its name}.

    The text layer as it stands; pictures of words are not read.
    """
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": "locked"}
        if len(reader.pages) > PDF_PAGES_LIMIT:
            return {"problem": "pages"}
        pages, size = [], 0
        for page in reader.pages:
            pages.append(_plain(page.extract_text()))
            size += len(pages[-1])
            if size > WORDS_LIMIT:
                break
        title = reader.metadata.title if reader.metadata else None
    except MemoryError:
        return {"problem": "memory"}
    except Exception:  # hostile files raise far beyond the package's own tree
        return {"problem": "broken"}
    if not any(each.strip() for each in pages):
        return {"problem": "empty"}
    return {"pages": pages, "title": _plain(str(title)) if title else None}


def _plain(text: str) -> str:
    """Return text that can be kept: no NULs and no halves of characters, which bad fonts give."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
