"""The standard of proof that a mission chooses for its case, in place of the agreement's."""

from __future__ import annotations

from dataclasses import replace

from truceline.ground.errors import TrucelineError
from truceline.model.agreement import Agreement

_ABOVE = 0.5  # at or below it two opposite verdicts could both be reached
_HIGHEST = 1.0


def checked_standard(value: object, where: str, kind: type[TrucelineError]) -> float:
    """Return a probability as a standard of proof.

    where: the file or option that it stands in. Raises an error of the given kind if it is no
    number above 0.5 and up to 1.
    """
    known = isinstance(value, int | float) and not isinstance(value, bool)
    if not (known and _ABOVE < float(str(value)) <= _HIGHEST):
        raise kind(
            f"The standard of proof is {value!r}, which is no number above 0.5 and up to 1.",
            where=where,
            mend="Give a probability above 0.5 and up to 1, such as 0.95.",
        )
    return float(str(value))


def held_to(agreement: Agreement, standard: float | None) -> Agreement:
    """Return an agreement with the standard that a case chose; None: as the agreement's file says.

    Whatever is hashed over the agreement then holds the standard too.
    """
    return agreement if standard is None else replace(agreement, standard=standard)
