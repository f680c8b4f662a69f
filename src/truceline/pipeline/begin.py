"""Makes case folders: an empty one for an agreement, or a copy of the bundled case."""

from __future__ import annotations

import shutil
from pathlib import Path

from truceline.agreements import load
from truceline.ground.errors import CaseError
from truceline.pipeline.case import FILE, SCHEMA
from truceline.vocabulary.files import DATA

INBOX = "inbox"
TEMPLATE = """# What this case judges and what it collects; times without an offset are UTC.
schema = "{schema}"
title = "{title}"
agreement = "{agreement}"
zone = "{zone}"
# as_of = "2025-04-22T06:00:00Z"   # cut-off of the report; without it, the last capture
# standard = {standard:g}   # probability that a verdict must reach; without it, the agreement’s

# Put files (.txt .html .pdf .docx .eml .jsonl .csv .xlsx .rss .warc .zip ...) into inbox/, or name
# other files and folders here; what lies outside of this folder is taken only by
# `truceline run --outside`. An input with `url` is fetched only by `truceline run --fetch`.
[[input]]
path = "{inbox}"
"""
SOURCES = """# Who reports. kind: wire outlet official party monitor civil_society social sensor;
# allegiance: the party whose feed it is, sensors and maps included; leave out if unknown.
sources: []
"""


def new_case(folder: Path, agreement: str) -> Path:
    """Make a case folder for an agreement and return the folder to put files into.

    Raises CaseError if the folder already holds a case, AgreementError for an unknown agreement.
    """
    terms = load(agreement)
    if (folder / FILE).exists():
        raise CaseError(
            "There is already a case here.", where=str(folder), mend="Choose another folder."
        )
    (folder / INBOX).mkdir(parents=True, exist_ok=True)
    named = Path(agreement)
    if named.is_file():
        shutil.copyfile(named, folder / "agreement.yaml")
        agreement = "agreement.yaml"
    title = terms.title.replace("\\", "").replace('"', "'")
    text = TEMPLATE.format(
        schema=SCHEMA,
        title=title,
        agreement=agreement,
        zone=terms.zone,
        standard=terms.standard,
        inbox=INBOX,
    )
    (folder / FILE).write_text(text, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return folder / INBOX


def bundled_case(folder: Path, name: str = "easter-2025") -> Path:
    """Copy a bundled case into a folder, over an earlier copy, and return the folder.

    Raises CaseError if the folder holds something else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / FILE).exists():
        raise CaseError(
            "The folder is not empty and holds no case.",
            where=str(folder),
            mend="Choose another with --dir.",
        )
    shutil.copytree(DATA / "cases" / name, folder, dirs_exist_ok=True)
    return folder
