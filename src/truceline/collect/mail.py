"""The connector for saved mails (.eml): the words, and each attachment as evidence of its own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, MessageDefect, NoBoundaryInMultipartDefect
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from typing import Any

from truceline.collect.archive import with_budgets
from truceline.collect.capture import Said, capture, checked
from truceline.collect.decoding import check_text
from truceline.collect.extracted import fields_of_words, shortened_title, whole_file
from truceline.collect.flowing import reflowed
from truceline.collect.items import Context, Item, quarantined
from truceline.collect.limits import (
    DEPTH_LIMIT,
    KEPT_LIMIT,
    MAIL_BOUNDARIES_LIMIT,
    MAIL_HEADER_LIMIT,
    MEMBER_NAME_LIMIT,
)
from truceline.collect.moments import mail_date
from truceline.collect.streams import Bytes
from truceline.ground.errors import EvidenceError, InputError
from truceline.ground.printable import printable
from truceline.language.encoding import decoded

Reader = Callable[[Bytes, Context], Iterator[Item]]

_HEADERS = ("From", "Date", "Subject", "Message-ID", "Received")
_AGAIN = "Save the mail again from the mail program."
_SHOWN = 200


class _Bounded(EmailPolicy):
    """The standard policy, but no header is longer than a mail program would show.

    Headers are parsed by the words of a grammar, which takes its time on a megabyte of them.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return a header's name and value, the value cut."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAIL_HEADER_LIMIT]


def read_mail(stream: Bytes, context: Context, read: Reader) -> Iterator[Item]:
    """Yield a mail's words as one item, and the items of what is attached to it.

    read: what reads one attachment, by its name or media type. The plain text is preferred; a
    mail in HTML alone is read as a page. Raises EvidenceError for what is no mail, or breaks off.
    """
    raw = whole_file(stream)
    message = _parsed(raw)
    words = _words(message)
    attached = list(_attachments(message))
    if words is None and not attached:
        raise EvidenceError("The mail says nothing: it has no text.", mend=_AGAIN)
    if words is not None:
        said = _said(message, words, context)
        note = printable(f"a mail, by its own word from: {_header(message, 'From')[:_SHOWN]}")
        yield capture(
            raw,
            media_type="message/rfc822",
            locator=context.locator,
            context=context,
            said=said,
            note=note,
        )
    around = with_budgets(context)
    if around.members:
        around.members.spend(len(attached), context.locator)
    for number, part in enumerate(attached, start=1):
        yield from _attachment(part, number, around, read)


def _parsed(raw: bytes) -> EmailMessage:
    """Return bytes as a mail; raises EvidenceError."""
    if raw.count(b"\n--") > MAIL_BOUNDARIES_LIMIT:
        raise EvidenceError("A mail of more parts than are read.", mend="Save its attachments.")
    try:
        message = message_from_bytes(raw, policy=_Bounded())
        broken = [each for part in message.walk() for each in part.defects if _breaks(each)]
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"The mail cannot be taken apart: {type(error).__name__}.", mend=_AGAIN
        ) from error
    if not isinstance(message, EmailMessage) or not any(message.get(name) for name in _HEADERS):
        raise EvidenceError("The file has no headers of a mail.", mend=_AGAIN)
    if broken:
        raise EvidenceError("The mail is truncated: it ends inside one of its parts.", mend=_AGAIN)
    return message


def _breaks(defect: MessageDefect) -> bool:
    return isinstance(defect, CloseBoundaryNotFoundDefect | NoBoundaryInMultipartDefect)


def _header(message: Message[Any, Any], name: str) -> str:
    """Return a header's value on one line, "" if it is missing or cannot be parsed."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # the grammar of headers raises IndexError and more on hostile ones
        return ""


def _as_written(message: EmailMessage, name: str) -> str:
    """Return a header's value as it stands; the package would give a date a zone that lacks one."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _said(message: EmailMessage, words: tuple[str, bool], context: Context) -> Said:
    text, page = words
    sender = _header(message, "From").rpartition("<")[2].rstrip("> ").lower()
    return checked(
        Said(
            given_id=_header(message, "Message-ID").strip("<>")[:MEMBER_NAME_LIMIT] or context.name,
            usual_source=sender[:_SHOWN] if "@" in sender else None,
            title=shortened_title(_header(message, "Subject")),
            published=mail_date(_as_written(message, "date")),
            fields=fields_of_words(text, page=page),
        )
    )


def _words(message: EmailMessage) -> tuple[str, bool] | None:
    """Return a mail's words and whether they are HTML, None if it has none."""
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        text = _text(part) if part is not None else ""
        if text.strip():
            return (text, True) if kind == "html" else (reflowed(text), False)
    return None


def _text(part: Message[Any, Any]) -> str:
    """Return the text of a part by what it declares if that fits, else by its letters."""
    raw = _content(part)
    declared = part.get_content_charset() or ""
    if declared in ("utf-8", "us-ascii", "ascii", ""):
        text = decoded(raw)
    else:
        # Looked up as a page's declaration is: codecs that are no encodings are not believed.
        meta = f'<meta charset="{declared[:30]}">'.encode("ascii", "replace")
        text = decoded(meta + raw, page=True)
        text = text[len(meta) :] if text is not None else None
    if text is None:
        raise EvidenceError("The mail's text is in no encoding that can be told.", mend=_AGAIN)
    text = text.replace("\r\n", "\n")
    check_text(text, where="")
    return text


def _content(part: Message[Any, Any]) -> bytes:
    """Return a part's bytes, its transfer encoding undone; raises EvidenceError."""
    try:
        if part.get_content_maintype() == "message":
            inner = part.get_payload(0)
            return inner.as_bytes() if isinstance(inner, Message) else b""
        content = part.get_payload(decode=True)
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"A part of the mail cannot be unpacked: {type(error).__name__}.", mend=_AGAIN
        ) from error
    return content if isinstance(content, bytes) else b""


def _attachments(message: EmailMessage) -> Iterator[Message[Any, Any]]:
    """Yield the parts that are no body: files and forwarded mails, the pictures of a page not."""
    bodies = [message.get_body(preferencelist=(kind,)) for kind in ("plain", "html")]
    shown = {id(part) for part in bodies if part is not None}
    waiting: list[Message[Any, Any]] = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            parts = part.get_payload()
            waiting += reversed([each for each in parts if isinstance(each, Message)])
        elif id(part) not in shown and part is not message and not _pictured(part):
            yield part


def _pictured(part: Message[Any, Any]) -> bool:
    """Tell whether a part is a picture that the page of the mail shows."""
    return part.get_content_maintype() == "image" and part.get("Content-ID") is not None


def _attachment(
    part: Message[Any, Any], number: int, context: Context, read: Reader
) -> Iterator[Item]:
    """Yield the items of an attachment; one that cannot be read costs only itself."""
    name = _name(part, number)
    locator = f"{context.locator}!{name}"
    raw = b""
    try:
        raw = _content(part)
        if context.depth >= DEPTH_LIMIT:
            raise EvidenceError(
                f"An attachment inside {context.depth} others.", mend="Save it and give the file."
            )
        if context.unfolding:
            context.unfolding.spend(len(raw), locator)
        inside = context.inside(name, size=len(raw), original=lambda limit: raw[:limit])
        # Mail programs know a file's name better than its type.
        kind = None if "." in name else part.get_content_type()
        yield from read(io.BytesIO(raw), replace(inside, media_type=kind))
    except InputError as error:
        yield quarantined(error, locator=locator, kept=raw[:KEPT_LIMIT], size=len(raw))


def _name(part: Message[Any, Any], number: int) -> str:
    """Return an attachment's own name without any folder, or a number."""
    try:
        given = part.get_filename() or ""
    except Exception:  # as in _header
        given = ""
    last = given.replace("\\", "/").rsplit("/", 1)[-1].strip(". ")
    suffix = ".eml" if part.get_content_maintype() == "message" else ""
    return printable(last[:_SHOWN]) if last else f"part {number}{suffix}"
