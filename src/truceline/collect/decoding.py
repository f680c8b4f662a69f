"""Whether bytes are text that can be trusted: their encoding, mojibake, lost letters, broken pages.

The reader decodes for itself; here is decided what may reach it.
"""

from __future__ import annotations

import re

from truceline.ground.errors import EvidenceError
from truceline.language.encoding import decoded

_MOST_LOST = 0.01
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]{1,200}")
_CHECKED = 200_000
# Pairs in which UTF-8 is most often misread: (encoding, how people call it).
_MISREADINGS = (("cp1251", "windows-1251"), ("cp1252", "windows-1252"), ("latin-1", "latin-1"))
_MOJIBAKE_SHARE = 0.5
_MOJIBAKE_LETTERS = 6  # one garbled name costs no page
_RAW_ELEMENTS = {
    name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE) for name in ("script", "style", "textarea")
}
_MARKUP = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9-]{0,40})|[!?])")


def decode(raw: bytes, *, where: str, page: bool = False) -> str:
    """Return bytes as text by their mark, as UTF-8, by a page's declaration, or by statistics.

    Raises EvidenceError if they are no text, cannot be told apart, or are mojibake.
    """
    text = decoded(raw, page=page)
    if text is None:
        raise EvidenceError(
            "The bytes are no text in an encoding that can be told for certain.",
            where=where,
            mend="Save the file again as UTF-8 text.",
        )
    check_text(text, where=where)
    return text


def check_text(text: str, *, where: str) -> None:
    """Raise EvidenceError for text that holds NULs, half characters, lost letters or mojibake."""
    if "\0" in text:
        raise EvidenceError(
            "The text holds NUL characters: it is binary data or another encoding.",
            where=where,
            mend="Save the file again as UTF-8 text.",
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EvidenceError(
            f"The text holds half a character (a lone surrogate) at code point {error.start}.",
            where=where,
            mend="Export the text again from where it came from.",
        ) from error
    lost = text.count("\ufffd")
    if lost > _MOST_LOST * len(text):
        raise EvidenceError(
            f"{lost} of {len(text)} characters were lost before the text came here "
            "(replacement characters).",
            where=where,
            mend="Save the original again as UTF-8; what was lost cannot be restored here.",
        )
    misread = misread_as(text)
    if misread:
        raise EvidenceError(
            f"The text is garbled: UTF-8 that was read as {misread} and saved again (mojibake).",
            where=where,
            mend=f"Save the original again as UTF-8, or undo the reading as {misread}.",
        )


def misread_as(text: str) -> str | None:
    """Return the encoding as which a text's UTF-8 was once misread, None if it was not.

    Runs of letters beyond ASCII are turned back into bytes; in true text these are almost never
    valid UTF-8 (a run of n Cyrillic letters in windows-1251 by chance: below 2^-n), in mojibake
    nearly all are. A text misread twice is found by its outer layer. Where only dashes, spaces
    and other signs are garbled, as happens to English pages, the words stand and can be read.
    """
    runs = [found.group() for found in _FOREIGN_RUN.finditer(text, 0, _CHECKED)]
    total = sum(len(run) for run in runs)
    for encoding, name in _MISREADINGS:
        turned = sum(len(run) for run in runs if _turns_back(run, encoding))
        if turned >= _MOJIBAKE_LETTERS and turned > _MOJIBAKE_SHARE * total:
            return name
    return None


def _turns_back(run: str, encoding: str) -> bool:
    """Return whether a run is UTF-8 misread in an encoding, and names a letter if it is not."""
    try:
        raw = b"".join(_byte(letter, encoding) for letter in run)
        meant = raw.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return False
    return len(meant) < len(run) and any(each.isalpha() for each in meant)


def _byte(letter: str, encoding: str) -> bytes:
    """Return a letter's byte; control characters stand for bytes that the encoding leaves out."""
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else encoding)


def cut_off_inside(page: str) -> str | None:
    """Return what a page's markup breaks off in ("a tag", "a comment", ...), None if it is whole.

    A page that opens html or body and closes neither counts as broken off; HTML lets both stand
    open, but only 4 of 923 real pages that we looked at do, two of them plainly cut.
    """
    position = 0
    opened, closed = set(), set()
    while found := _MARKUP.search(page, position):
        stop = page.find("-->" if found[1] else ">", found.end() - (2 if found[1] else 0))
        if stop < 0:
            return "a comment" if found[1] else "a tag"
        position = max(stop + 1, found.end())
        name = (found[3] or "").lower()
        if found[2]:
            closed.add(name)
            continue
        opened.add(name)
        if name in _RAW_ELEMENTS:
            end = _RAW_ELEMENTS[name].search(page, position)
            if end is None:
                return f"a {name} element"
            position = end.start()
    frame = {"html", "body"}
    if opened & frame and not closed & frame:
        return "its body, which is never closed"
    return None


def check_page(page: str, *, where: str) -> None:
    """Raise EvidenceError for a page that breaks off."""
    inside = cut_off_inside(page)
    if inside:
        raise EvidenceError(
            f"The page is truncated: it ends inside {inside}.",
            where=where,
            mend="Fetch or save the page again; the bytes are kept.",
        )
