"""One tree of errors; each message says what, where and how to mend it."""

from __future__ import annotations

from truceline.ground.printable import printable, shortened


class TrucelineError(Exception):
    """The root of every error that Truceline raises on purpose.

    what: what went wrong, in one sentence.
    where: the file, line, field or command that it is about ("" if it has no place).
    mend: what the user can do about it.
    All three may quote hostile input: what could act on a terminal is written out, and what is
    longer than a message is cut.
    """

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = shortened(what)
        self.where = printable(where)
        self.mend = shortened(mend)
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """Return the whole message on one line: where, what, and how to mend it."""
        place = f"{self.where}: " if self.where else ""
        mend = f" Mend: {self.mend}" if self.mend else ""
        return f"{place}{self.what}{mend}"


class UsageError(TrucelineError):
    """The command was called with words that it does not know or that do not fit together."""

    exit_code = 2


class InputError(TrucelineError):
    """Something given from outside cannot be used; it goes to quarantine, the rest goes on."""


class EvidenceError(InputError):
    """A piece of evidence cannot be opened or decoded."""


class TableError(InputError):
    """A table or its mapping does not fit."""


class TimeError(InputError):
    """A time cannot be understood or lies outside what the record can hold."""


class PlaceError(InputError):
    """A place or a shape on the ground cannot be used."""


class AgreementError(InputError):
    """An agreement file is broken or contradicts itself."""


class VocabularyError(InputError):
    """A vocabulary, phrase or mapping file is broken."""


class CaseError(InputError):
    """A case folder is missing, broken or of another version."""


class CheckFailedError(TrucelineError):
    """A check that the user asked for (verify, agreements check) found something wrong."""

    exit_code = 1
