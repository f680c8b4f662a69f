"""Makes files of the kinds that are collected, for benchmarks and tests: mails, PDFs, feeds."""

from __future__ import annotations

import gzip
import io
import textwrap
from collections.abc import Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

import docx
import openpyxl

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LINE = 76
_LINES_A_PAGE = 50


def mail_of(
    text: str, *, subject: str = "A report", attached: Sequence[tuple[str, bytes]] = ()
) -> bytes:
    """Return a mail with a plain text, wrapped as mail programs wrap, and files attached to it."""
    message = EmailMessage()
    message["From"] = "Patrol East <patrol@mission.example>"
    message["To"] = "desk@observatory.example"
    message["Date"] = "Sun, 20 Apr 2025 14:30:00 +0300"
    message["Message-ID"] = "<20250420.1@mission.example>"
    message["Subject"] = subject
    message.set_content("\n\n".join(textwrap.fill(each, _LINE) for each in text.split("\n\n")))
    for name, content in attached:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def pdf_of(text: str, *, title: str = "") -> bytes:
    """Return a PDF of Latin text in the standard font, 50 lines a page."""
    lines = [line for each in text.split("\n") for line in textwrap.wrap(each, _LINE) or [""]]
    pages = [lines[at : at + _LINES_A_PAGE] for at in range(0, len(lines), _LINES_A_PAGE)] or [[]]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        shown = b"".join(b"(" + _pdf_line(line) + b") Tj T*\n" for line in page)
        content = b"BT /F1 11 Tf 14 TL 50 780 Td\n" + shown + b"ET" if page else b""
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number}"
                " 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            ).encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    objects.append(b"<< /Title (" + _pdf_line(title) + b") >>")
    return _pdf_file(objects)


def _pdf_line(line: str) -> bytes:
    plain = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return plain.encode("cp1252", "replace")


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    held = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(held))
        held += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return held + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
    ) % (len(objects) + 1, table, len(objects) + 1, len(objects), len(held))


def word_of(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a Word file of paragraphs, and a table behind the first of them if there are rows."""
    document = docx.Document()
    document.core_properties.title = "A daily report"
    for number, paragraph in enumerate(paragraphs):
        document.add_paragraph(paragraph)
        if number == 0 and rows:
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = words
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def workbook_of(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """Return a workbook of sheets by name, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def crawl_of(
    pages: Sequence[tuple[str, bytes]],
    *,
    kind: str = "text/html",
    status: str = "200 OK",
    more: str = "",
    packed: bool = False,
) -> bytes:
    """Return a web archive of responses: (address, body); more: a further header of each."""
    records = []
    for address, body in pages:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode()
        block = head + body
        told = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2025-04-20T12:00:00Z\r\n"
            f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        record = told.encode() + block + b"\r\n\r\n"
        records.append(gzip.compress(record, mtime=0) if packed else record)
    return b"".join(records)


def feed_of(entries: Sequence[tuple[str, str, str]]) -> bytes:
    """Return an RSS feed of entries: (address, headline, words)."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{escape(address)}</link>"
        f"<guid>{escape(address)}</guid><pubDate>Sun, 20 Apr 2025 11:30:00 +0000</pubDate>"
        f"<description>{escape(words)}</description></item>"
        for address, title, words in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>'
        f"<link>https://news.example/</link><language>en</language>{items}</channel></rss>"
    ).encode()
