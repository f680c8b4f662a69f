"""What stopped and what went on: words follow rates with their doubt, and gaps are no silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.publish import samples
from tests.publish.samples import END, START, sample
from truceline.ground.times import TimeRange
from truceline.model.incident import OriginCount
from truceline.model.statement import Statement
from truceline.model.tally import TallyAccount
from truceline.model.values import Bounds, Span, Window
from truceline.publish import ReportInput, build_report, render_html
from truceline.publish.kinds import known_kinds
from truceline.publish.kinds_rows import KindRow
from truceline.publish.lookup import make_lookup
from truceline.publish.phrases import load_phrases

DAY = timedelta(days=1)
AROUND = 8


def row_of(given: ReportInput, kind: str) -> KindRow:
    """Return a kind's row of the section."""
    return next(each for each in build_report(given).kinds.rows if each.id == kind)


def told(days: dict[int, int], reports: range, p: float = 0.9, **values: object) -> ReportInput:
    """Return a case with so many shellings by day from the start, and reports on some days."""
    incidents = tuple(
        samples.incident(
            f"in-{day}-{i}",
            ("st-1",),
            time=TimeRange(
                earliest=START + day * DAY + timedelta(hours=2),
                latest=START + day * DAY + timedelta(hours=3),
            ),
            p_occurred=p,
            origins=(OriginCount(side=None, origins=(f"or-{day}-{i}",)),),
        )
        for day, number in days.items()
        for i in range(number)
    )
    documents = {
        f"doc-{day}-{i}": samples.document(
            f"doc-{day}-{i}",
            "Said.",
            published=TimeRange(earliest=START + day * DAY, latest=START + day * DAY + DAY / 4),
        )
        for day in reports
        for i in range(5)
    }
    return sample(
        incidents=incidents,
        documents={**sample().documents, **documents},
        tally_accounts=(),
        detections=(),
        **values,
    )


def test_many_around_and_none_within_is_stopped() -> None:
    """Nothing in a truce that was reported on, and fifteen a day around it, is a stop."""
    days = {day: 15 for day in range(-7, 10) if day not in (0, 1)}
    row = row_of(told(days, range(-8, 12)), "shelling")
    assert row.word == "stopped"
    assert row.strands[0].word == "stopped"


def test_a_truce_that_nobody_reported_on_is_not_silent() -> None:
    """The same counts without a report in the truce's days say nothing."""
    days = {day: 10 for day in range(-7, 10) if day not in (0, 1)}
    given = told(days, range(-8, 12))
    kept = {
        name: each
        for name, each in given.documents.items()
        if each.published is None or not (START - DAY < each.published.earliest < END + DAY)
    }
    row = row_of(replace(given, documents=kept), "shelling")
    assert row.word == "not_known"
    assert row.strands[0].share == ""
    assert "no silence" in row.strands[0].sentences[0].text


def test_fewer_reports_of_all_kinds_are_no_fall() -> None:
    """Where all reporting shrinks as much as the reports of a kind, no fall is told."""
    days = {day: (1 if day in (0, 1) else 10) for day in range(-7, 10)}
    given = told(days, range(-8, 12), p=0.4)
    thinned = {
        name: each
        for name, each in given.documents.items()
        if name.endswith("-0")
        or each.published is None
        or not (START - DAY < each.published.earliest < END + DAY)
    }
    assert row_of(given, "shelling").word == "fell"
    assert row_of(replace(given, documents=thinned), "shelling").word != "fell"


def test_what_happened_surely_went_on_and_what_may_have_is_not_known() -> None:
    """As many in the truce as around it went on, if their reports can be believed."""
    days = dict.fromkeys(range(-7, 10), 3)
    assert row_of(told(days, range(-8, 12)), "shelling").word == "went_on"
    assert row_of(told(days, range(-8, 12), p=0.01), "shelling").word == "not_known"


def test_sentences_rest_on_reports() -> None:
    """A kind that went on cites reports that stand in the appendix, and the page shows it."""
    report = build_report(told(dict.fromkeys(range(-7, 10), 3), range(-8, 12)))
    row = next(each for each in report.kinds.rows if each.id == "shelling")
    assert row.sentence.cites
    assert set(row.sentence.cites) <= {each.id for each in report.appendix}
    assert "What stopped, what went on" in render_html(report)


@pytest.mark.parametrize(("in_truce", "word"), [(10.0, "fell"), (200.0, "went_on")])
def test_a_channel_counts_beside_its_neighbours(in_truce: float, word: str) -> None:
    """A tenth of the messages of the days around is a fall; as many as ever is none."""
    counts = tuple(
        samples.count(day, in_truce if day == 0 else 200.0 + (day % 3)) for day in range(-9, 10)
    )
    row = row_of(replace(sample(), detections=counts), "alarms")
    assert row.word == word
    assert row.strands[0].during.startswith(f"{in_truce:.0f} a day")


def test_a_channel_without_the_truce_is_not_known() -> None:
    """A channel whose window of the truce is missing has not counted zero."""
    counts = tuple(samples.count(day, 200.0) for day in range(-9, 10) if day != 0)
    row = row_of(replace(sample(), detections=counts), "alarms")
    assert row.word == "not_known"
    assert row.strands[0].during == "not known"


def launch(day: float, number: float, hours: float = 12.0) -> Statement:
    """Return a row of a table of launches."""
    start = START + day * DAY
    return Statement(
        id=f"st-row-{day}",
        document="doc-table",
        span=Span(0, 3),
        quote="row",
        kind="tally",
        speaker="Air watch",
        weapon="Shahed-136/131",
        perpetrator="AAA",
        quantity=Bounds(number, number),
        unit="launched",
        window=Window(start=start, end=start + timedelta(hours=hours)),
    )


def tabled(rows: tuple[Statement, ...]) -> ReportInput:
    """Return a case with one side's table."""
    given = sample()
    table = samples.document("doc-table", "row", source="alarms", media_type="text/csv-row")
    return replace(
        given,
        statements=(*given.statements, *rows),
        documents={**given.documents, "doc-table": table},
    )


def test_a_missing_row_is_not_a_zero() -> None:
    """Without a row in the truce nothing is known; a row that says zero is a stop."""
    around = tuple(launch(day, 100.0) for day in range(-7, 9) if day not in (0, 1))
    silent = row_of(tabled(around), "drones")
    assert silent.word == "not_known"
    assert "A missing row is not a zero" in silent.strands[0].sentences[0].text
    spoken = row_of(tabled((*around, launch(0.1, 0.0, 24.0))), "drones")
    assert spoken.strands[0].word == "stopped"


def claimed(side: str, other: str, number: float) -> TallyAccount:
    """Return shellings that one party claims of another."""
    return TallyAccount(
        id=f"ta-{side}",
        origin=f"or-{side}",
        claimant="The staff",
        side=side,
        accused=other,
        unit="shellings",
        quantity=Bounds(number, number),
        window=Window(start=START, end=END),
        members=(f"st-{side}",),
    )


def test_what_each_side_says_of_the_other_is_not_disputed() -> None:
    """One side's claim alone settles nothing; both sides' claims mean that it went on."""
    given = sample(incidents=(), detections=())
    words: list[Any] = []
    for accounts in (
        (claimed("AAA", "BBB", 9),),
        (claimed("AAA", "BBB", 9), claimed("BBB", "AAA", 5)),
    ):
        statements = tuple(
            samples.statement(each.members[0], "doc-t", "9", kind="tally", act="shelling")
            for each in accounts
        )
        case = replace(given, statements=statements, tally_accounts=accounts)
        words.append(row_of(case, "shelling").word)
    assert words == ["not_known", "went_on"]


def test_what_attacks_did_is_no_number_of_attacks() -> None:
    """Homes that were cut off are not counted as so many attacks."""
    accounts = [replace(claimed(*pair, 900), unit="homes cut off") for pair in (("AAA", "BBB"),)]
    statements = (samples.statement("st-AAA", "doc-t", "9", kind="tally", act="shelling"),)
    case = replace(
        sample(incidents=(), detections=()), statements=statements, tally_accounts=tuple(accounts)
    )
    assert all(each.id != "shelling" for each in build_report(case).kinds.rows)


def test_swapping_parties_changes_names_only() -> None:
    """The words for the kinds are the same with the two parties exchanged."""
    words = [
        [(each.id, each.word) for each in build_report(sample(*pair)).kinds.rows]
        for pair in (("AAA", "BBB"), ("BBB", "AAA"))
    ]
    assert words[0] == words[1] != []


def test_without_a_window_there_is_nothing_to_tell() -> None:
    """An agreement that never had a window has no before and after."""
    given = sample(agreement=samples.agreement(window=None))
    assert known_kinds(make_lookup(given, load_phrases("en"))) == ()
    assert build_report(given).kinds.notes
