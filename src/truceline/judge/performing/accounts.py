"""What the evidence says of one obligation: one account for each origin, whoever repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.judge.performing.deliveries import Subject, is_total, load
from truceline.judge.performing.fares import on_the_way
from truceline.language.words import words
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.statement import Statement
from truceline.model.values import Bounds

Signal = Literal["done", "begun", "promised", "suspended", "refused", "failed"]
_STANCES: Mapping[str, Signal] = {
    "done": "done",
    "begun": "begun",
    "promised": "promised",
    "suspended": "suspended",
    "refused": "refused",
}
WILL = ("promised", "refused", "suspended")
NOBODY = ("", "unknown")
_TOLD = ("asserted", "alleged")
READ = ("undertaking", "posture", "position", "denial", "tally", "figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one origin says of an obligation.

    side: the party whose voice it is, "" for none; performer: who did or would do it, "" where
    nobody is named; time: when it happened, None if not known; published: when it was told, the
    earliest; amount: how many, None where not said; total: of all so far, up to `time`;
    named: a speaker is named, who can bind `binds` ("" nobody); statements: ids of all that repeat
    it, the first utterance first. hit: fire on what was on the way, as an incident tells it: it
    tells of a failure where nobody is told to have got through.
    """

    side: str
    signal: Signal
    performer: str
    time: TimeRange | None
    published: TimeRange | None
    amount: Bounds | None
    total: bool
    named: bool
    binds: str
    statements: tuple[str, ...]
    hit: bool = False

    @property
    def moment(self) -> datetime | None:
        """Return by when at the latest what it tells had happened, None if nothing says."""
        known = self.time or self.published
        return known.latest if known else None


@dataclass(frozen=True, slots=True)
class Archive:
    """The statements of a batch that may tell of obligations, with documents and origins.

    reports: of incidents, which may tell of fire on what moves by a corridor.
    """

    statements: Sequence[Statement]
    documents: Mapping[str, Document]
    origins: Mapping[str, Origin]
    reports: Sequence[Statement] = ()

    @classmethod
    def of(
        cls,
        statements: Iterable[Statement],
        documents: Mapping[str, Document],
        origins: Iterable[Origin],
    ) -> Archive:
        """Return an archive; background and kinds that tell of no obligation are left out."""
        fresh = [each for each in statements if not each.background]
        kept = [each for each in fresh if each.kind in READ]
        reports = [each for each in fresh if each.kind == "incident_report"]
        return cls(kept, documents, {m: each for each in origins for m in each.members}, reports)

    @property
    def by_id(self) -> dict[str, Statement]:
        """Return the statements by id."""
        return {each.id: each for each in (*self.statements, *self.reports)}

    @property
    def reach(self) -> datetime | None:
        """Return up to when the evidence reaches, None if nothing tells.

        The time by which its latest document was published; without any such, that by which the
        latest deed told of was done.
        """
        published = [each.published.earliest for each in self.documents.values() if each.published]
        if published:
            return max(published)
        deeds = [each for each in self.statements if each.stance in ("done", "begun") or _sum(each)]
        told = [time.latest for each in deeds if each.modality in _TOLD and (time := _time(each))]
        return max(told, default=None)

    def accounts(self, subject: Subject) -> list[Account]:
        """Return the accounts of what a subject is about, one for each origin and signal."""
        told: dict[tuple[str, str, str], list[tuple[Statement, Signal]]] = {}
        for each in self.statements:
            signal = signal_of(each, subject)
            if signal is None or not subject.fits(each):
                continue
            origin = self.origins.get(each.id)
            name = origin.id if origin else each.id
            key = (name, signal, each.perpetrator if origin else "")
            told.setdefault(key, []).append((each, signal))
        found = [self._account(group, subject) for group in told.values()]
        return sorted([*found, *self._hits(subject)], key=_order)

    def _hits(self, subject: Subject) -> list[Account]:
        """Return the accounts of fire on what moved by a corridor, one for each origin."""
        told: dict[str, list[tuple[Statement, Signal]]] = {}
        for each in self.reports if subject.kind == "corridor" else ():
            if each.time is not None and each.modality in _TOLD and on_the_way(each):
                origin = self.origins.get(each.id)
                told.setdefault(origin.id if origin else each.id, []).append((each, "failed"))
        # Who fired is not thereby told to have refused: nobody is named.
        found = (self._account(group, subject) for group in told.values())
        return [replace(each, hit=True, performer="", amount=None, total=False) for each in found]

    def _account(self, group: list[tuple[Statement, Signal]], subject: Subject) -> Account:
        """Return the account of one origin: its first utterance that gives most counts."""
        origin = self.origins.get(group[0][0].id)
        members = origin.members if origin else ()
        ranks = {name: at for at, name in enumerate(members)}
        ordered = sorted(group, key=lambda each: (ranks.get(each[0].id, 0), each[0].id))
        first, signal = ordered[0]
        dated = (each for each, _ in ordered if each.time is not None)
        counted = (n for each, _ in ordered if (n := subject.amount(each)) is not None)
        spread = [d.published for e, _ in group if (d := self.documents.get(e.document))]
        published = min((p for p in spread if p), key=lambda p: p.latest, default=None)
        total = is_total(first)
        time = _time(next(dated, first)) or (published if total else None)
        return Account(
            side=(origin.side if origin else first.authority) or "",
            signal=signal,
            performer="" if first.perpetrator in NOBODY else first.perpetrator,
            time=time,
            published=published,
            amount=next(counted, None),
            total=total,
            named=bool(first.speaker),
            binds=first.authority or "",
            statements=tuple(each.id for each, _ in ordered),
        )


def _sum(said: Statement) -> bool:
    """Tell whether a statement counts what has come within a window or a day."""
    return said.kind == "tally" and (said.quantity or said.count) is not None


def _time(said: Statement) -> TimeRange | None:
    """Return when it happened; of a total up to some moment that moment."""
    if said.time is not None or said.window is None or said.window.end is None:
        return said.time
    start = said.window.start or said.window.end
    return TimeRange(earliest=min(start, said.window.end), latest=said.window.end)


def _order(account: Account) -> tuple[str, str]:
    moment = account.moment
    return (moment.isoformat() if moment else "~", account.statements[0])


def signal_of(said: Statement, subject: Subject) -> Signal | None:
    """Return what a statement says about an obligation of a subject's kind, None if nothing."""
    if said.modality == "threatened":
        return None
    if said.kind == "denial":
        return "failed" if said.denies == "event" else None
    if said.modality == "ordered":
        return "promised"
    signal = _told(said, subject)
    if signal == "begun" and subject.kind in load().flows and subject.amount(said) is not None:
        signal = "done"  # so many have come
    stopped = ("refused", "suspended") if subject.kind == "corridor" else ("refused",)
    if signal in stopped and said.perpetrator in NOBODY:
        signal = "failed"  # nobody is named who would not
    if said.modality == "denied":
        return "failed" if signal in ("done", "begun") else None
    return signal


def _told(said: Statement, subject: Subject) -> Signal | None:
    if said.stance in _STANCES:
        return _STANCES[said.stance]
    folded = [each.folded for each in words(f"{said.quote} \n {said.about}"[:4_000])]
    if said.kind == "position":
        known = load().positions.get(subject.kind)
        return "done" if known is not None and known.within(folded, said.lang) else None
    if _sum(said) and subject.kind in load().flows:
        return "done" if subject.names(said) and subject.amount(said) is not None else None
    told = load().postures.get(subject.kind, {})
    if said.kind != "posture":
        return None
    if "failed" in told and told["failed"].within(folded, said.lang):
        return "refused" if subject.kind == "movement" else "failed"
    return "done" if "done" in told and told["done"].within(folded, said.lang) else None
