"""What was read but is not about the agreement, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ground = Literal["before", "elsewhere", "others", "unnamed", "not_then", "binds_nobody", "another"]
Excluded = Literal["incident", "statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An incident or statement that is out of an agreement's scope; a person may overrule it.

    kind, subject: which record, by its id. ground: why: "before": long before the agreement's
    first act; "elsewhere": on nobody's land who is a party; "others": between others; "unnamed":
    nothing near it names a party; "not_then": said when another agreement was spoken of;
    "binds_nobody": by somebody who binds no party; "another": about another conflict's matter.
    reason: the same as a plain sentence. What is in scope, or may be, has no exclusion.
    """

    id: str
    agreement: str
    kind: Excluded
    subject: str
    ground: Ground
    reason: str
