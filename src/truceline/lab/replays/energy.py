"""The scoreboard of a truce on strikes against energy: verdicts from text under every reading."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from truceline.agreements import load as load_agreement
from truceline.ground.times import TimeRange
from truceline.judge.verdicts.periods import cut
from truceline.lab.headlines import documents_of, load_gold
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import Truths, Values, ratio
from truceline.lab.replays.folder import KYIV, Cut
from truceline.lab.replays.labelled import (
    OPEN,
    OTHER,
    Labelled,
    labelled_incidents,
    leaning,
    matched,
    tables_of_labels,
    verdicts_of,
)
from truceline.lab.replays.replayed import (
    FILE,
    TRUCE,
    captured_from,
    derived,
    judged,
    laid_out,
    read,
    replay_named,
)
from truceline.lab.replays.stopping import verdict_rows
from truceline.lab.rows import Row, counted, row_of
from truceline.lab.training.folds import without
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.columns import from_table
from truceline.model.finding import Finding
from truceline.model.incident import Incident
from truceline.model.statement import Statement
from truceline.model.terms import Period
from truceline.model.values import Window
from truceline.publish import ReportInput
from truceline.read import Reader
from truceline.vocabulary.files import DATA
from truceline.vocabulary.sources import load_sources
from truceline.vocabulary.untold_times import likely_time

NAME = "energy"
BREACH = "breach"
JUDGED, LEANING = "as judged", "leaning"
ROW = "text/csv-row"
CALENDAR = "every strike on energy in the calendar window is a breach"
DISPUTED = timedelta(days=9)  # from the first possible start: the readings' starts lie in them
Verdicts = dict[tuple[str, str], dict[str, str]]


def score_energy(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows: verdicts from text against verdicts from labels, then what readings change.

    data: a folder with gold/, viina/, truces/. The model that reads never saw the labelled set.
    """
    replay = replay_named(NAME)
    agreement = load_agreement(replay.agreement)
    sources = load_sources(DATA / FILE)
    anchors = {TRUCE: agreement.window} if agreement.window else {}
    model = without(replay.labelled, data)
    reader = Reader.load(sources=sources, anchors=anchors, zone=KYIV, model=model)
    gold = load_gold(data / "gold" / f"{replay.labelled}.jsonl")
    documents = documents_of(gold)
    tables = derived(agreement, *read(documents, reader, watch), documents, sources)
    labelled = labelled_incidents(gold)
    right = judged(agreement, tables_of_labels(labelled))["finding"]
    wanted = verdicts_of(from_table(Finding, right))
    home = {each.id: each.document for each in from_table(Statement, tables["statement"])}
    found = matched(labelled, from_table(Incident, tables["incident"]), home)
    findings = from_table(Finding, tables["finding"])
    rows: list[Row] = []
    for how, judged_, apart in ((JUDGED, findings, False), (LEANING, leaning(findings), True)):
        board = _Board(agreement, labelled, found, verdicts_of(judged_), wanted)
        rows += board.rows(how, apart=apart)
    given = _disputed_days(agreement, reader, data, watch)
    struck = {each.id for each in given.incidents if each.target_class == NAME}
    rows += _moved(given.findings, struck, f"disputed days, {JUDGED}")
    among = [each for each in given.findings if each.incident in struck]
    rows += verdict_rows(agreement, among, f"disputed days, {JUDGED}")
    rows += verdict_rows(agreement, leaning(among), f"disputed days, {LEANING}")
    return [*rows, *_claimed(agreement, given)]


def _disputed_days(agreement: Agreement, reader: Reader, data: Path, watch: Watch) -> ReportInput:
    """Return what the feed and the claims tell of the days on which the starts differ."""
    replay = replay_named(NAME)
    first = agreement.window.earliest if agreement.window else None
    if first is None:
        raise ValueError("a replay of an agreement without a window")  # shipped data: never
    days = TimeRange(earliest=first, latest=first + DISPUTED)
    sources = load_sources(DATA / FILE)
    with tempfile.TemporaryDirectory() as folder:
        inputs = Cut(days=days, claims=replay.claims).write(data, Path(folder))
        captured = captured_from(inputs)
    return laid_out(agreement, reader, sources, captured, days.latest, watch)


@dataclass(frozen=True, slots=True)
class _Board:
    """Labelled incidents, what was read of each, and the verdicts on both by reading."""

    agreement: Agreement
    labelled: Sequence[Labelled]
    read_of: Sequence[Incident | None]
    told: Verdicts
    wanted: Verdicts

    def rows(self, how: str, *, apart: bool) -> Iterator[Row]:
        """Yield how often what was read leads to the verdicts that the labels lead to.

        apart: for each reading too, not for their mean alone.
        """
        energy = np.array([each.target != OTHER for each in self.labelled], dtype=np.bool_)
        readings = [each.id for each in self.agreement.readings]
        # Other targets are coded as no energy only: labels cannot be judged by the wider scope.
        narrow = [each for each in readings if _only_energy(self.agreement, each)]
        yield from self._among(f"strikes on energy, {how}", energy, readings, apart)
        yield from self._among(f"all incidents, {how}", np.ones_like(energy), narrow, apart)

    def _among(
        self, where: str, chosen: Truths, readings: Sequence[str], apart: bool
    ) -> Iterator[Row]:
        ours, usual = self._hits(readings, calendar=False), self._hits(readings, calendar=True)
        ours, usual, one = ours[chosen], usual[chosen], np.ones(int(chosen.sum()))
        number = len(one)
        columns = [("mean of readings", ours.mean(axis=1), usual.mean(axis=1))]
        columns += [(each, ours[:, i], usual[:, i]) for i, each in enumerate(readings) if apart]
        for name, mine, theirs in columns:
            found = paired_bootstrap(ratio(mine, one), ratio(theirs, one))
            yield row_of(f"{name}: verdicts as from the labels", where, number, found, CALENDAR)
        wrong = [self._wrong(i, each) for i in np.flatnonzero(chosen).tolist() for each in readings]
        title = "decided otherwise than from the labels (lower is better)"
        yield counted(title, where, sum(wrong), len(wrong))
        lost = sum(self.read_of[i] is None for i in np.flatnonzero(chosen).tolist())
        yield counted("labelled incidents of which none was read", where, lost, number)

    def _hits(self, readings: Sequence[str], *, calendar: bool) -> Values:
        """Return 1 where verdicts are those of the labels; shape (incidents, readings)."""
        found = [
            [self._said(i, each, calendar=calendar) == self._wanted(i, each) for each in readings]
            for i in range(len(self.labelled))
        ]
        return np.array(found, dtype=np.float64)

    def _wanted(self, i: int, reading: str) -> dict[str, str]:
        return self.wanted.get((self.labelled[i].id, reading), {})

    def _said(self, i: int, reading: str, *, calendar: bool = False) -> dict[str, str]:
        """Return the verdicts on what was read of a labelled incident, by respondent."""
        incident = self.read_of[i]
        if incident is None:
            return {"": "not read"}
        if calendar:
            return _by_calendar(self.agreement, incident)
        return self.told.get((incident.id, reading), {})

    def _wrong(self, i: int, reading: str) -> bool:
        """Tell whether something is decided about a party that the labels decide otherwise."""
        wanted = self._wanted(i, reading)
        return any(
            verdict != OPEN and wanted.get(party, OPEN) not in (OPEN, verdict)
            for party, verdict in self._said(i, reading).items()
        )


def _only_energy(agreement: Agreement, reading: str) -> bool:
    """Tell whether a reading takes all prohibitions for the class of targets asked for alone."""
    taken = next(each for each in agreement.readings if each.id == reading)
    clauses = [taken.clause(each) for each in agreement.clauses if each.scope == "prohibits"]
    return all(set(each.targets) == {NAME} for each in clauses)


def _by_calendar(agreement: Agreement, incident: Incident) -> dict[str, str]:
    """Return what a calendar alone says of what was read: energy and in the window is a breach."""
    window, when = agreement.window, likely_time(incident)
    away = window is not None and when is not None and when[0].share_inside(window) == 0
    verdict = "outside" if away or incident.target_class != NAME else BREACH
    named = [each for each in agreement.parties if incident.attribution.get(each, 0.0) > 0]
    return dict.fromkeys(named or agreement.parties, verdict)


def _moved(findings: Sequence[Finding], struck: set[str], where: str) -> Iterator[Row]:
    """Yield of how many of the strikes on energy the verdict depends on the reading."""
    changed = sum(_differs(each, findings) for each in struck)
    yield counted("strikes whose verdict depends on the reading", where, changed, len(struck))


def _differs(incident: str, findings: Sequence[Finding]) -> bool:
    by_reading: dict[str, dict[str, str]] = {}
    for each in findings:
        if each.incident == incident:
            by_reading.setdefault(each.reading, {})[each.respondent] = each.verdict
    return len({tuple(sorted(each.items())) for each in by_reading.values()}) > 1


def _claimed(agreement: Agreement, given: ReportInput) -> Iterator[Row]:
    """Yield which of the sides' claimed totals lie wholly in each reading's time.

    Only choices of the time differ in that; the first reading of each start stands for it.
    """
    rows = {
        each.id
        for each in given.statements
        if given.documents[each.document].media_type == ROW
        and given.documents[each.document].source not in given.sources
    }
    starts = {each.options[0]: each for each in reversed(agreement.readings) if each.options}
    for start, reading in starts.items():
        for duty in reading.duties:
            claims = [
                each.window
                for each in given.tally_accounts
                if each.accused == duty.party and set(each.members) <= rows
            ]
            time = _time_of(agreement, reading, duty)
            name = f"{start}, of {duty.party}: totals wholly in its time"
            yield counted(name, "claims", sum(_within(time, e) for e in claims), len(claims))


def _time_of(agreement: Agreement, reading: Reading, duty: Duty) -> Period | None:
    """Return when a duty binds under a reading, its prohibition's own limits in it."""
    for each in agreement.clauses:
        taken = reading.clause(each)
        if taken.scope == "prohibits" and duty.party in taken.respondents:
            return cut(duty.within, taken.within)
    return duty.within


def _within(time: Period | None, window: Window) -> bool:
    """Tell whether a claim's window lies wholly in a duty's time, whenever that began."""
    if time is None or time.end is None or not (window.start and window.end):
        return False
    return time.start.latest <= window.start and window.end <= time.end.earliest
