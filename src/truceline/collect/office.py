"""Office files (.docx, .xlsx) are zip archives of XML: what is checked before one is opened."""

from __future__ import annotations

import io
import re
import zipfile

from truceline.collect.limits import OFFICE_PARTS_LIMIT, RATIO_FREE, RATIO_LIMIT
from truceline.ground.errors import EvidenceError

_LOCKED = bytes.fromhex(
    "d0cf11e0a1b11ae1"
)  # the container of locked files and of those before 2007
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HEAD = 4096
_PIECE = 1 << 20
# Declarations of types and entities: office programs write none, bombs are made of them. With
# NULs taken out, ASCII and UTF-16 look alike.
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS = ("vbaproject.bin", "vbadata.xml")


def checked_office_file(raw: bytes, kind: str, main: str, limit: int) -> None:
    """Raise EvidenceError for an office file that must not be opened.

    kind: what it is called in messages; main: the part that makes it one; limit: bytes that its
    parts may unfold to. Sizes in the list of parts bind: the unpacker stops there.
    """
    if raw.startswith(_LOCKED):
        raise EvidenceError(
            f"The {kind} is locked by a password, or of a kind from before 2007.",
            mend="Open it and save it as a new file without a password.",
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        parts = archive.infolist()
        _check_sizes(parts, kind, limit)
        _check_parts(archive, parts, kind, main)
    except EvidenceError:
        raise
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            f"The {kind} is damaged or truncated.", mend="Get it again or save it anew."
        ) from error


def _check_sizes(parts: list[zipfile.ZipInfo], kind: str, limit: int) -> None:
    if len(parts) > OFFICE_PARTS_LIMIT:
        raise EvidenceError(f"The {kind} has {len(parts):,} parts.", mend="Save it anew.")
    whole = sum(each.file_size for each in parts)
    packed = sum(each.compress_size for each in parts)
    if whole > limit or whole > max(RATIO_FREE, RATIO_LIMIT * packed):
        raise EvidenceError(
            f"The {kind} unfolds to {whole:,} bytes (a zip bomb); {limit:,} are read at most.",
            mend="Split it, or save what matters as text or CSV.",
        )


def _check_parts(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], kind: str, main: str
) -> None:
    names = [each.filename.replace("\\", "/").lower() for each in parts]
    if main not in names:
        raise EvidenceError(
            f"The file is no {kind}: it lacks “{main}”.", mend="Give it the ending of what it is."
        )
    if len(set(names)) < len(names):
        raise EvidenceError(f"A part stands twice in the {kind}.", mend="Save it anew.")
    for part, name in zip(parts, names, strict=True):
        if name.rsplit("/", 1)[-1] in _MACROS:
            raise EvidenceError(
                f"The {kind} holds macros (programs).", mend="Save it without macros."
            )
        if part.compress_type not in _METHODS or part.flag_bits & 1:
            raise EvidenceError(
                f"A part of the {kind} is packed in an unusual way or locked.",
                mend="Save it anew without a password.",
            )
        if name.endswith((".xml", ".rels")):
            with archive.open(part) as content:
                head = content.read(_HEAD).replace(b"\0", b"")
            if _DECLARES.search(head):
                raise EvidenceError(
                    f"The {kind} declares entities, which no office program does.",
                    mend="Do not open it; ask whoever sent it what it is.",
                )


def check_tags(raw: bytes, limit: int) -> None:
    """Raise EvidenceError for a workbook with more tags than are read; raw: one that is checked.

    Counting costs a hundredth of reading them.
    """
    tags = 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for part in archive.namelist():
                with archive.open(part) as content:
                    while tags <= limit and (piece := content.read(_PIECE)):
                        tags += piece.count(b"<")
    except Exception as error:  # the package raises far beyond its own tree on hostile bytes
        raise EvidenceError(
            "The workbook is damaged or truncated.", mend="Get it again or save it anew."
        ) from error
    if tags > limit:
        raise EvidenceError(
            f"A workbook of over {limit:,} tags: some two million cells.",
            mend="Save its sheets as CSV, which has no such limit, or split it.",
        )
