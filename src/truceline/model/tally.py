"""Claimed totals as they are reported: gathered by origin, checked against their own parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from truceline.model.values import Bounds, Window

TallyVerdict = Literal["consistent", "inconsistent", "not_comparable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyPart:
    """One stated part of a total, such as 96 assaults."""

    statement: str
    act: str
    unit: str
    quantity: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyAccount:
    """A total that one side claims, in one window, from one origin, with its stated parts.

    claimant: who claims it; side: party id of the claimant; accused: party id of the accused;
    sum: bounds of the parts added up, None without parts; verdict: whether the parts admit the
    total; replaced_by: a later cumulative account of the same side, None if it stands.
    contained: incident ids that fall inside, the rest of the total is the remainder; possible:
    those that may, where it is not known well enough where they were.
    places: what the total is limited to, as its text names it; none for the whole area.
    """

    id: str
    origin: str
    claimant: str
    side: str | None
    accused: str
    unit: str
    quantity: Bounds
    window: Window
    members: tuple[str, ...]
    parts: tuple[TallyPart, ...] = ()
    sum: Bounds | None = None
    verdict: TallyVerdict = "not_comparable"
    reasons: tuple[str, ...] = ()
    replaced_by: str | None = None
    contained: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyComparison:
    """Two accounts side by side, and why they can or cannot be compared."""

    a: str
    b: str
    verdict: TallyVerdict
    reasons: tuple[str, ...]
