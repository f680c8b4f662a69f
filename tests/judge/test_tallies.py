"""Claimed totals: windows, open parts, distortions, running counts and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.times import TimeRange
from truceline.judge import tally_step
from truceline.judge.tally_accounts import remainder, sum_of
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table, to_table
from truceline.model.doors import to_json
from truceline.model.evidence import Document
from truceline.model.incident import Incident, IncidentPlace, Member
from truceline.model.origin import Contradiction, Origin, Passage
from truceline.model.source import Source
from truceline.model.stage import Params
from truceline.model.statement import Statement
from truceline.model.tally import TallyAccount, TallyComparison
from truceline.model.values import Bounds, Place, Span, Window

MIDNIGHT = datetime(2030, 5, 1, tzinfo=UTC)
TRUCE = Window(start=MIDNIGHT - timedelta(hours=6), end=MIDNIGHT + timedelta(hours=24))
DAY = Window(start=MIDNIGHT, end=MIDNIGHT + timedelta(hours=24))
FIRST, SECOND = "AAA", "BBB"

Row = tuple[str, float, float | None]  # unit, min, max


def until(hour: int) -> Window:
    """Return the window from midnight to an hour."""
    return Window(start=MIDNIGHT, end=MIDNIGHT + timedelta(hours=hour))


def agreement() -> Agreement:
    """Return an agreement that announces the truce's window."""
    return Agreement(
        id="a-truce",
        version="1",
        title="A truce",
        summary="",
        standing="ended",
        zone="UTC",
        parties=(FIRST, SECOND),
        mediators=(),
        window=TimeRange(earliest=TRUCE.start or MIDNIGHT, latest=TRUCE.end or MIDNIGHT),
        instruments=(),
        clauses=(),
        readings=(),
        citations=(),
    )


def note(
    name: str, rows: Sequence[Row], window: Window | None, *, accused: str = SECOND
) -> list[Statement]:
    """Return the tally statements of one document: a total and its parts."""
    return [
        Statement(
            id=f"st-{name}-{i}",
            document=f"doc-{name}",
            span=Span(10 * i, 10 * i + 5),
            quote=f"{low:g} {unit}",
            kind="tally",
            lang="en",
            act="" if unit == "violations" else "shelling",
            perpetrator=accused,
            quantity=Bounds(low, high),
            unit=unit,
            window=window,
        )
        for i, (unit, low, high) in enumerate(rows)
    ]


def origin(name: str, statements: Sequence[Statement], side: str | None = FIRST) -> Origin:
    """Return one origin behind all of the statements."""
    members = tuple(each.id for each in statements)
    return Origin(id=f"or-{name}", members=members, side=side, speaker=f"speaker of {name}")


def changed(a: Statement, b: Statement, kind: Any, parent: bool = True) -> Contradiction:  # noqa: ANN401
    """Return that b changed a field of a."""
    spans = (Passage(document=a.document, span=a.span), Passage(document=b.document, span=b.span))
    return Contradiction(
        id=f"{a.id}/{b.id}",
        a=a.id,
        b=b.id,
        field=kind,
        values=("", ""),
        spans=spans,
        distortion=kind,
        parent=a.id if parent else None,
    )


def told(
    statements: Sequence[Statement],
    origins: Sequence[Origin],
    contradictions: Sequence[Contradiction] = (),
    incidents: Sequence[Incident] = (),
    texts: dict[str, str] | None = None,
) -> tuple[list[TallyAccount], list[TallyComparison]]:
    """Return accounts and comparisons of a batch; documents come from one day and one outlet."""
    names = dict.fromkeys(each.document for each in statements)
    documents = [
        Document(
            id=name,
            evidence=name,
            source="own" if name.startswith("doc-own") else "paper",
            media_type="text/plain",
            text=(texts or {}).get(name, ""),
            published=TimeRange(earliest=MIDNIGHT, latest=MIDNIGHT + timedelta(days=1)),
        )
        for name in names
    ]
    sources = [
        Source(id="paper", name="Paper", kind="outlet"),
        Source(id="own", name="Office", kind="official", allegiance=FIRST),
    ]
    delta = tally_step(
        {
            "statement": to_table(Statement, statements),
            "origin": to_table(Origin, origins),
            "document": to_table(Document, documents),
            "source": to_table(Source, sources),
            "contradiction": to_table(Contradiction, contradictions),
            "incident": to_table(Incident, incidents),
        },
        {},
        {},
        Params(stage="tally", values={"agreement": to_json(agreement())}),
    )
    accounts = from_table(TallyAccount, delta.put["tally_account"])
    return accounts, from_table(TallyComparison, delta.put["tally_comparison"])


OPEN = [("violations", 2935, 2935), ("assaults", 96, 96), ("shellings", 1882, 1882)]
OPEN_PART: Row = ("drones", 951, None)


def test_parts_with_an_open_bound_admit_their_total() -> None:
    """96 + 1,882 + more than 950 is at least 2,929, which admits 2,935."""
    statements = note("a", [*OPEN, OPEN_PART], DAY)
    (account,), _ = told(statements, [origin("a", statements)])
    assert account.quantity == Bounds(2935, 2935)
    assert account.sum == Bounds(2929, None)
    assert account.verdict == "consistent"
    assert len(account.parts) == 3


def test_parts_of_one_act_in_different_areas_all_add() -> None:
    """Two numbers of shellings, on the front and at the border, are two parts of 4,900."""
    numbers = [6, 1404, 3316, 90, 19, 49, 16]
    rows = [("violations", 4900, 4900), *(("shellings", n, n) for n in numbers)]
    statements = note("a", rows, TRUCE)
    (account,), _ = told(statements, [origin("a", statements)])
    assert account.sum == Bounds(4900, 4900)
    assert account.verdict == "consistent"


def test_parts_that_exceed_or_nearly_reach_a_total_are_inconsistent() -> None:
    """A sum above the total, or a list that just misses it, contradicts it."""
    for number in (1500, 950):
        rows = [("violations", 1000, 1000), ("shellings", number - 50, number - 50)]
        statements = note("a", [*rows, ("assaults", 50, 50)], DAY)
        (account,), _ = told(statements, [origin("a", statements)])
        assert account.verdict == "inconsistent"


def test_one_small_part_alone_contradicts_nothing() -> None:
    """A text that names only some of the parts is not held against the total."""
    statements = note("a", [("violations", 1000, 1000), ("assaults", 50, 50)], DAY)
    (account,), _ = told(statements, [origin("a", statements)])
    assert account.verdict == "not_comparable"


def test_a_share_of_a_part_is_not_added() -> None:
    """In "1,882 shellings, 812 of them ..." the 812 belong to the 1,882."""
    rows = [("violations", 200, 200), ("assaults", 100, 100), ("shellings", 100, 100)]
    statements = note("a", [*rows, ("shellings", 60, 60)], DAY)
    for before, parts in ((", of them ", 2), (" and also ", 3)):
        text = before.rjust(30) + "60 sh"
        (account,), _ = told(statements, [origin("a", statements)], texts={"doc-a": text})
        assert len(account.members) == 4
        assert len(account.parts) == parts


def test_outlets_that_changed_the_window_stay_in_one_account() -> None:
    """A widened window is known as such: the account keeps the parent's window and says so."""
    right = note("own", OPEN, DAY)
    wide = note("wide", OPEN, TRUCE)
    contradictions = [changed(right[0], wide[0], "window")]
    (account,), comparisons = told([*right, *wide], [origin("a", [*right, *wide])], contradictions)
    assert account.window == DAY
    assert len(account.members) == 6
    assert account.sum == Bounds(1978, 1978)
    assert any("1 of 2 reports" in each for each in account.reasons)
    assert comparisons == []


def test_without_a_parent_the_majority_gives_the_window() -> None:
    """Where no text is known to be the original, the window is what most reports give."""
    notes = [note(name, OPEN, DAY) for name in "ab"] + [note("wide", OPEN, TRUCE)]
    statements = [each for every in notes for each in every]
    contradictions = [changed(notes[0][0], notes[2][0], "window", parent=False)]
    (account,), _ = told(statements, [origin("a", statements)], contradictions)
    assert account.window == DAY


def test_a_changed_number_is_left_out_of_the_sum() -> None:
    """A report that made 1,882 into 1,883 stays a member, but its parts do not count."""
    right = note("a", OPEN, DAY)
    wrong = note("b", [*OPEN[:2], ("shellings", 1883, 1883), OPEN_PART], DAY)
    contradictions = [changed(right[2], wrong[2], "number")]
    (account,), _ = told([*right, *wrong], [origin("a", [*right, *wrong])], contradictions)
    assert {part.quantity.min for part in account.parts} == {96, 1882}


def test_a_rounded_total_does_not_hide_the_exact_one() -> None:
    """Of 2,935, nearly 3,000 and over 2,900 the one that all admit and is narrowest stands."""
    statements = [
        *note("a", [("violations", 2700, 2999)], DAY),
        *note("b", [("violations", 2935, 2935)], DAY),
        *note("c", [("violations", 2901, None)], DAY),
    ]
    (account,), _ = told(statements, [origin("a", statements)])
    assert account.quantity == Bounds(2935, 2935)


def test_a_later_running_count_replaces_the_earlier() -> None:
    """A count to 20:00 gives way to that of the whole day; an evening before stays apart."""
    before = Window(start=TRUCE.start, end=MIDNIGHT)
    parts = {
        "evening": note("evening", [("shellings", 387, 387)], before),
        "morning": note("morning", [("shellings", 59, 59)], until(6)),
        "eight": note("eight", [("violations", 2001, None), ("shellings", 1355, 1355)], until(20)),
        "day": note("day", OPEN, DAY),
    }
    statements = [each for every in parts.values() for each in every]
    origins = [origin(name, every) for name, every in parts.items()]
    accounts, comparisons = told(statements, origins)
    by_origin = {each.origin: each for each in accounts}
    day = by_origin["or-day"].id
    assert by_origin["or-eight"].replaced_by == day
    assert by_origin["or-morning"].replaced_by == day
    assert by_origin["or-evening"].replaced_by is None
    assert by_origin["or-day"].replaced_by is None
    (pair,) = comparisons
    assert pair.verdict == "consistent"


def test_totals_of_two_sides_are_not_comparable_and_the_reasons_are_said() -> None:
    """24 hours against 30, each accusing the other by its own definition."""
    mine, theirs = (
        note("a", OPEN, DAY),
        note("b", [("violations", 4900, 4900)], TRUCE, accused=FIRST),
    )
    _, (pair,) = told([*mine, *theirs], [origin("a", mine), origin("b", theirs, SECOND)])
    assert pair.verdict == "not_comparable"
    assert len(pair.reasons) == 3
    assert "24 hours" in pair.reasons[0]
    assert "30 hours (the whole announced time)" in pair.reasons[0]


def test_two_voices_on_one_conduct_in_one_window_can_be_compared() -> None:
    """A party and an observer who count the same thing either fit or clash."""
    mine = note("a", [("violations", 100, 100)], DAY)
    for number, verdict in ((100, "consistent"), (90, "inconsistent")):
        other = note("b", [("violations", number, number)], DAY)
        _, (pair,) = told([*mine, *other], [origin("a", mine), origin("b", other, None)])
        assert pair.verdict == verdict


def test_a_number_that_nobody_is_named_for_is_set_against_nothing() -> None:
    """Without a speaker it may be the other side's own number, so no comparison is drawn."""
    mine, bare = note("a", OPEN, DAY), note("b", [("violations", 2935, 2935)], DAY)
    nobody = replace(origin("b", bare, None), speaker="")
    accounts, comparisons = told([*mine, *bare], [origin("a", mine), nobody])
    assert (len(accounts), comparisons) == (2, [])


def test_numbers_of_different_weapons_are_not_compared() -> None:
    """Two launched of one kind and six of another are two numbers, neither a running count."""
    small = [replace(each, weapon="K1") for each in note("a", [("launched", 6, 6)], until(6))]
    large = [replace(each, weapon="K2") for each in note("b", [("launched", 2, 2)], DAY)]
    accounts, comparisons = told([*small, *large], [origin("a", small), origin("b", large)])
    assert [each.replaced_by for each in accounts] == [None, None]
    assert comparisons == []


def test_people_are_never_parts_of_a_total_of_acts() -> None:
    """Three killed do not add to the violations claimed; they are a number of their own."""
    statements = note("a", [*OPEN, ("persons", 3, 3)], DAY)
    accounts, _ = told(statements, [origin("a", statements)])
    assert [each.unit for each in accounts] == ["violations", "persons"]
    assert len(accounts[0].parts) == 2


def incident(name: str, start: int, attribution: dict[str, float]) -> Incident:
    """Return an incident of one hour that begins so many hours after midnight."""
    begin = MIDNIGHT + timedelta(hours=start)
    return Incident(
        id=name,
        proposition="",
        act="shelling",
        members=(Member(statement="st", p=1.0),),
        origins=(),
        place=IncidentPlace(lat=None, lon=None, radius_m=None),
        time=TimeRange(earliest=begin, latest=begin + timedelta(hours=1)),
        status="reported",
        attribution=attribution,
    )


def test_only_incidents_inside_window_and_accusation_are_contained() -> None:
    """What lies outside the window, or at nobody's or the other's door, is not counted."""
    statements = note("a", [("violations", 2, 2)], DAY)
    incidents = [
        incident("in-inside", 3, {SECOND: 0.5}),
        incident("in-edge", 23, {SECOND: 0.5}),
        incident("in-early", -1, {SECOND: 0.5}),
        incident("in-other", 3, {FIRST: 0.6, SECOND: 0.2}),
        incident("in-nobody", 3, {}),
    ]
    (account,), _ = told(statements, [origin("a", statements)], incidents=incidents)
    assert account.contained == ("in-inside", "in-edge")
    assert remainder(account) == Bounds(0, 0)


BOUNDS = st.tuples(st.integers(0, 5000), st.none() | st.integers(0, 5000)).map(
    lambda pair: Bounds(pair[0], None if pair[1] is None else pair[0] + pair[1])
)


@given(st.lists(BOUNDS, min_size=1, max_size=8), st.data())
def test_a_sum_admits_every_choice_from_its_parts(parts: list[Bounds], data: st.DataObject) -> None:
    """Whatever the parts truly were, their sum lies within the stated bounds of the sum."""
    total = sum_of(parts)
    assert total is not None
    chosen = [
        data.draw(
            st.integers(int(each.min), int(each.max if each.max is not None else each.min + 99))
        )
        for each in parts
    ]
    assert total.admits(sum(chosen))


def test_swapping_the_parties_swaps_them_and_changes_nothing_else() -> None:
    """The same claims with the two sides exchanged give the mirrored accounts."""

    def outcome(one: str, two: str) -> list[tuple[Any, ...]]:
        mine, theirs = note("a", OPEN, DAY, accused=two), note("b", OPEN, TRUCE, accused=one)
        accounts, _ = told([*mine, *theirs], [origin("a", mine, one), origin("b", theirs, two)])
        return [(a.side, a.accused, a.quantity, a.window, a.verdict, a.sum) for a in accounts]

    turn = {FIRST: SECOND, SECOND: FIRST}
    mirrored = [(turn[a], turn[b], *rest) for a, b, *rest in outcome(SECOND, FIRST)]
    assert mirrored == outcome(FIRST, SECOND)


DONETSK = Place(name="Donetsk Oblast", lat=48.1, lon=37.72, radius_m=105_000, level="region")
KHARKIV = Place(name="Kharkiv Oblast", lat=49.78, lon=36.47, radius_m=96_000, level="region")
POKROVSK = Place(name="Pokrovsk sector", lat=48.28, lon=37.18, radius_m=25_000, level="sector")


def there(statements: Sequence[Statement], *places: Place) -> list[Statement]:
    """Return statements as counts in places, each named by words of its own."""
    named = tuple(replace(each, mention=i) for i, each in enumerate(places))
    return [replace(each, places=named) for each in statements]


def at(name: str, lat: float, lon: float, radius_m: float, hour: int = 3) -> Incident:
    """Return an incident at a place (degrees, metres), laid at the second party's door."""
    place = IncidentPlace(lat=lat, lon=lon, radius_m=radius_m, name=name, level="settlement")
    return replace(incident(name, hour, {SECOND: 0.5}), place=place)


def test_totals_of_two_regions_are_two_totals() -> None:
    """26 in one region and 12 in another, said in one breath, are neither parts nor rivals."""
    here = there(note("a", [("violations", 26, 26)], DAY), DONETSK)
    far = there(note("b", [("violations", 12, 12)], DAY), KHARKIV)
    both = [*here, *(replace(each, document="doc-a") for each in far)]
    accounts, comparisons = told(both, [origin("a", both)])
    named = {(each.places, each.quantity.min) for each in accounts}
    assert named == {(("Donetsk Oblast",), 26), (("Kharkiv Oblast",), 12)}
    assert comparisons == []


def test_totals_of_two_voices_on_two_regions_are_not_comparable() -> None:
    """The regions are named as the reason."""
    mine = there(note("a", [("violations", 26, 26)], DAY), DONETSK)
    other = there(note("b", [("violations", 26, 26)], DAY), KHARKIV)
    _, (pair,) = told([*mine, *other], [origin("a", mine), origin("b", other, None)])
    assert pair.verdict == "not_comparable"
    assert any("Donetsk Oblast" in each and "Kharkiv Oblast" in each for each in pair.reasons)


def test_the_whole_must_not_be_smaller_than_a_region() -> None:
    """A count of the whole area admits one of a region up to its own number, and no more."""
    region = there(note("a", [("violations", 26, 26)], DAY), DONETSK)
    for side, number, verdict in (
        (FIRST, 30, "consistent"),
        (FIRST, 20, "inconsistent"),
        (None, 30, "consistent"),
        (None, 20, "inconsistent"),
    ):
        whole = note("b", [("violations", number, number)], DAY)
        _, (pair,) = told([*region, *whole], [origin("a", region), origin("b", whole, side)])
        assert pair.verdict == verdict
        assert "Donetsk Oblast, which lies in" in pair.reasons[0]
        assert "the whole area" in pair.reasons[0]


def test_a_sector_inside_a_region_is_a_part_of_it() -> None:
    """The towns about a sector lie in its region, so the region's number must hold the sector's."""
    sector = there(note("a", [("shellings", 9, 9)], DAY), POKROVSK)
    for place, drawn in ((DONETSK, ["inconsistent"]), (KHARKIV, [])):
        region = there(note("b", [("shellings", 5, 5)], DAY), place)
        _, pairs = told([*sector, *region], [origin("a", sector), origin("b", region)])
        assert [each.verdict for each in pairs] == drawn


def test_a_running_count_replaces_only_one_of_its_own_region() -> None:
    """The day's count of one region takes in the morning's there, not that of another or of all."""
    day = there(note("day", [("shellings", 30, 30)], DAY), DONETSK)
    earlier = {
        "same": there(note("same", [("shellings", 5, 5)], until(6)), DONETSK),
        "other": there(note("other", [("shellings", 5, 5)], until(6)), KHARKIV),
        "all": note("all", [("shellings", 5, 5)], until(6)),
    }
    statements = [*day, *(each for every in earlier.values() for each in every)]
    origins = [origin("day", day), *(origin(name, every) for name, every in earlier.items())]
    accounts, _ = told(statements, origins)
    by_origin = {each.origin: each for each in accounts}
    assert by_origin["or-same"].replaced_by == by_origin["or-day"].id
    assert by_origin["or-other"].replaced_by is None
    assert by_origin["or-all"].replaced_by is None


def test_a_part_belongs_to_the_total_of_its_own_region() -> None:
    """Beside a total of all and one of a region, the region's parts add up under the region's."""
    rows: list[Row] = [("violations", 10, 10), ("shellings", 10, 10)]
    whole = note("a", [("violations", 100, 100), ("shellings", 90, 90)], DAY)
    region = [
        replace(each, document="doc-a", span=Span(100 + i, 105 + i))
        for i, each in enumerate(there(note("b", rows, DAY), DONETSK))
    ]
    accounts, _ = told([*whole, *region], [origin("a", [*whole, *region])])
    assert {(each.quantity.min, each.sum) for each in accounts} == {
        (100, Bounds(90, 90)),
        (10, Bounds(10, 10)),
    }


def test_only_incidents_in_the_region_are_taken_off_its_number() -> None:
    """In: counted; elsewhere: not; at a place that may be either or unknown: an open bound."""
    statements = there(note("a", [("shellings", 9, 9)], DAY), DONETSK)
    nowhere = incident("in-nowhere", 3, {SECOND: 0.5})
    incidents = [
        at("in-pokrovsk", 48.28, 37.18, 2_000),
        at("in-kharkiv", 49.99, 36.23, 5_000),
        at("in-between", 49.0, 37.1, 60_000),
        nowhere,
        replace(
            nowhere,
            id="in-region",
            place=IncidentPlace(
                lat=48.1, lon=37.72, radius_m=105_000, name="Donetsk Oblast", level="region"
            ),
        ),
    ]
    (account,), _ = told(statements, [origin("a", statements)], incidents=incidents)
    assert account.contained == ("in-pokrovsk", "in-region")
    assert account.possible == ("in-between", "in-nowhere")
    assert remainder(account) == Bounds(5, 7)
    assert any("2 more may" in each and "5 to 7" in each for each in account.reasons)


def test_without_a_place_a_total_is_for_the_whole_area() -> None:
    """Incidents of unknown place lie inside of it."""
    statements = note("a", [("shellings", 9, 9)], DAY)
    incidents = [incident("in-nowhere", 3, {SECOND: 0.5}), at("in-k", 49.99, 36.23, 5_000)]
    (account,), _ = told(statements, [origin("a", statements)], incidents=incidents)
    assert (account.contained, account.possible) == (("in-nowhere", "in-k"), ())
