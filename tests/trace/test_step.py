"""The stage: every statement has one origin, whatever the order; changes are named."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trace.build import (
    PARAMS,
    Traced,
    document,
    exactly,
    place,
    statement,
    tables,
    trace,
    window,
)
from truceline.ground.errors import VocabularyError
from truceline.model.columns import from_table
from truceline.model.evidence import Document
from truceline.model.origin import Contradiction, Origin
from truceline.model.source import Source
from truceline.model.stage import Params
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Window
from truceline.trace import step

DAY = window("2025-04-19T21:00", "2025-04-20T21:00")
WHOLE = window("2025-04-19T15:00", "2025-04-20T21:00")
STAFF = Source(id="staff", name="Staff", kind="party", allegiance="UKR")


def report(
    name: str,
    total: Bounds,
    parts: dict[str, Bounds] | None = None,
    *,
    within: Window | None = DAY,
    speaker: str = "Zelensky",
    accused: str = "RUS",
    published: str = "2025-04-21",
) -> tuple[Document, list[Statement]]:
    """Return an outlet's text about a total, with the statements that a reader takes from it."""
    words = {"total": "TOTAL", **{act: act.upper() for act in parts or {}}}
    text = f"{name} has it from {speaker}: TOTAL in all. " + ", ".join(list(words.values())[1:])
    made = document(name, text, published=published)
    common = {"speaker": speaker, "perpetrator": accused, "window": within}
    found = [statement(made, "TOTAL", "tally", quantity=total, unit="violations", **common)]
    for act, number in (parts or {}).items():
        part = statement(made, words[act], "tally", quantity=number, unit=act, act=act, **common)
        found.append(part)
    return made, found


def run(*reports: tuple[Document, list[Statement]], sources: tuple[Source, ...] = ()) -> Traced:
    """Trace the statements of several outlets."""
    return trace([one for _, each in reports for one in each], [one for one, _ in reports], sources)


PARTS = {"clash": exactly(96), "shelling": exactly(1882)}


def test_a_total_and_its_parts_have_one_origin_in_every_outlet() -> None:
    """Whoever repeats it, exactly or rounded, adds no origin and changes nothing."""
    own = report("staff", exactly(2935), PARTS)
    exact = report("a", exactly(2935), PARTS)
    rounded = report("b", Bounds(2901, None))
    nearly = report("c", Bounds(2701, 2999), speaker="Президент Зеленський")
    found = run(own, exact, rounded, nearly, sources=(STAFF,))
    assert len(found.origins) == 1
    assert found.origins[0].side == "UKR"
    assert {each.from_document for each in found.edges() if each.directed} == {"staff"}
    assert found.contradictions == []


def test_the_first_member_is_the_speakers_own_text() -> None:
    """Of one utterance the party's own publication stands first."""
    own = report("staff", exactly(2935))
    found = run(report("a", exactly(2935), published="2025-04-20"), own, sources=(STAFF,))
    assert found.origins[0].members[0] == own[1][0].id


def test_a_widened_window_and_a_changed_number_are_named() -> None:
    """Against the speaker's own text both are distortions whose parent is known."""
    own = report("staff", exactly(2935), PARTS)
    wide = report("wide", exactly(2935), within=WHOLE)
    slip = report("slip", exactly(2935), {"clash": exactly(96), "shelling": exactly(1883)})
    found = run(own, wide, slip, sources=(STAFF,))
    assert len(found.origins) == 1
    assert found.changes() == {("window", "window", "wide"), ("quantity", "number", "slip")}
    assert {each.parent for each in found.contradictions} <= {one.id for one in own[1]}
    (number,) = [each for each in found.contradictions if each.field == "quantity"]
    assert number.values == ("1882 shelling", "1883 shelling")


def test_most_outlets_outvote_one_where_nobody_has_the_original() -> None:
    """Without the speaker's own text the majority is held against the rest, parent unknown."""
    same = [report(name, exactly(2935), PARTS) for name in ("a", "b", "c")]
    slip = report("slip", exactly(2935), {"clash": exactly(96), "shelling": exactly(1883)})
    found = run(*same, slip)
    assert found.changes() == {("quantity", "number", "slip")}
    assert [each.parent for each in found.contradictions] == [None]


def test_one_against_one_is_no_distortion() -> None:
    """Two windows from two outlets: both are shown, neither is called right."""
    found = run(report("a", exactly(2935)), report("b", exactly(2935), within=WHOLE))
    assert len(found.origins) == 1
    (only,) = found.contradictions
    assert (only.field, only.distortion, only.parent) == ("window", None, None)


def test_a_mistaken_zone_is_a_zone() -> None:
    """A window that is two hours off at one end was read in another zone."""
    same = [report(name, exactly(2935)) for name in ("a", "b")]
    moved = report("moved", exactly(2935), within=window("2025-04-19T19:00", "2025-04-20T21:00"))
    assert run(*same, moved).changes() == {("window", "zone", "moved")}


def test_numbers_in_another_mouth_are_a_changed_speaker() -> None:
    """Two telling numbers over one window, accused and accuser swapped, are one utterance."""
    parts = {"shelling": exactly(444), "drone_strike": Bounds(901, None)}
    common = {"accused": "UKR", "within": WHOLE}
    told = [
        report(name, Bounds(1301, None), parts, speaker="Russian MoD", **common)  # type: ignore[arg-type]  # mixed fields
        for name in ("a", "b")
    ]
    swapped = report("swapped", exactly(444), parts, speaker="Ukrainian MoD", **common)  # type: ignore[arg-type]  # mixed fields
    swapped = (swapped[0], swapped[1][1:])
    found = run(*told, swapped)
    assert len(found.origins) == 1
    assert found.origins[0].side == "RUS"
    assert found.changes() == {("speaker", "speaker", "swapped")}


def test_two_sides_totals_are_two_origins() -> None:
    """Each side accuses the other: nothing is shared, nothing contradicts."""
    ours = report("a", exactly(2935))
    theirs = report("b", exactly(2935), speaker="Russian MoD", accused="UKR")
    found = run(ours, theirs)
    assert {each.side for each in found.origins} == {"UKR", "RUS"}
    assert found.contradictions == []


def test_a_later_total_is_another_occasion() -> None:
    """Over 2,000 by the evening and 2,935 for the day are not one utterance."""
    evening = window("2025-04-19T21:00", "2025-04-20T17:00")
    found = run(report("a", exactly(2935)), report("b", Bounds(2001, None), within=evening))
    assert len(found.origins) == 2


def test_small_numbers_recur_on_other_days() -> None:
    """Eight strikes on Monday and eight on Friday are two utterances."""
    monday = window("2025-03-24T00:00", "2025-03-25T00:00")
    friday = window("2025-03-28T00:00", "2025-03-29T00:00")
    first = report("a", exactly(8), within=monday, published="2025-03-25")
    second = report("b", exactly(8), within=friday, published="2025-03-29")
    assert len(run(first, second).origins) == 2


MIRROR = (
    "Overnight shelling by {actor} hit the market of {town}, killing four people, officials said."
)


@pytest.mark.parametrize(("actor", "town"), [("BBB", "Oldhaven"), ("AAA", "Newport")])
def test_mirrored_accusations_are_two_origins(actor: str, town: str) -> None:
    """The same sentence with the side or the city swapped is another claim."""
    towns = {"Oldhaven": place("Oldhaven", 48.0, 37.0), "Newport": place("Newport", 50.0, 36.0)}

    def told(name: str, by: str, where: str) -> tuple[Document, list[Statement]]:
        made = document(name, MIRROR.format(actor=by, town=where), published="2025-04-20")
        known = {"act": "shelling", "perpetrator": by, "places": (towns[where],)}
        return made, [statement(made, made.text, "incident_report", **known)]

    same = run(told("a", "AAA", "Oldhaven"), told("b", "AAA", "Oldhaven"))
    assert len(same.origins) == 1
    assert len(run(told("a", "AAA", "Oldhaven"), told("b", actor, town)).origins) == 2


def share(name: str, percent: float, more: str) -> tuple[Document, list[Statement]]:
    """Return a text with a figure in the third of its sentences."""
    lines = [
        "The envoy Rita Stone met ministers in Westmark for the second time on Tuesday.",
        "Stone said that 30 days of quiet were within reach of both delegations.",
        f"Eastmark holds about {percent}% of the land of Westmark since the winter of 2014.",
        more,
    ]
    made = document(name, "\n".join(lines))
    known = {"unit": "percent", "about": "share of territory held"}
    figure = statement(made, lines[2], "figure", quantity=exactly(percent), **known)
    return made, [figure, statement(made, more, "posture", perpetrator="EAS")]


def test_a_figure_that_differs_in_a_copy_is_shown_and_not_judged() -> None:
    """20 % and 5 % in two versions of one text: one origin, both spans, no parent."""
    first = share("a", 20, "Snow fell on the eastern hills.")
    second = share("b", 5, "A market opened by the lake.")
    found = run(first, second)
    assert found.together(first[1][0], second[1][0])
    (only,) = found.contradictions
    assert (only.field, only.distortion, only.parent) == ("quantity", None, None)
    assert set(only.values) == {"20 percent", "5 percent"}
    spans = {each.document: each.span for each in only.spans}
    assert spans == {"a": first[1][0].span, "b": second[1][0].span}


def test_each_copy_keeps_what_only_it_has() -> None:
    """The sentence that only one version has is that outlet's own."""
    first, second = share("a", 20, "Snow fell on the hills."), share("b", 20, "A market opened.")
    found = run(first, second)
    assert found.together(first[1][0], second[1][0])
    assert found.origin(first[1][1]).members == (first[1][1].id,)
    assert found.origin(second[1][1]).members == (second[1][1].id,)


def test_rival_figures_of_two_reports_contradict() -> None:
    """Bounds that do not meet on one subject, days close together: neither is called right."""
    about = {"unit": "hours", "about": "duration of talks"}
    a = document("a", "Talks went on for over eight hours.", published="2025-03-11")
    b = document("b", "They sat for nearly eight hours, a waiter said.", published="2025-03-12")
    later = document("c", "They sat for two hours.", published="2026-01-09")
    told = [
        statement(a, "over eight hours", "figure", quantity=Bounds(8.01, None), **about),
        statement(b, "nearly eight hours", "figure", quantity=Bounds(7.2, 7.99), **about),
        statement(later, "two hours", "figure", quantity=exactly(2), **about),
    ]
    found = trace(told, [a, b, later])
    assert len(found.origins) == 3
    (only,) = found.contradictions
    assert {only.a, only.b} == {told[0].id, told[1].id}
    assert (only.distortion, only.parent) == (None, None)


def test_a_joint_statement_is_one_origin_wherever_it_is_quoted() -> None:
    """Two outlets in their own words, one occasion; what each adds is its own."""
    said = "Both agreed to a pause of 30 days, the two countries said in a joint statement."
    again = "In a joint statement the two countries agreed to a pause lasting 30 days."
    a = document("a", f"{said} Rain fell.", published="2025-03-11")
    b = document("b", f"{again} Shops closed.", published="2025-03-12")
    known = {"stance": "accepts", "perpetrator": "UKR", "about": "ceasefire"}
    first, second = (
        statement(of, quote, "position", **known) for of, quote in ((a, said), (b, again))
    )
    own = statement(a, "Rain fell.", "position", stance="rejects", perpetrator="RUS")
    found = trace([first, second, own], [a, b])
    assert found.together(first, second)
    assert not found.together(first, own)
    assert found.origin(first).side is None


def test_one_report_captured_twice_is_one_publication() -> None:
    """A table row and a text with one address are not two outlets."""
    row = document("row", "x,2935", url="https://a.test/1", published="2025-04-21", fields="{}")
    text = document("text", "TOTAL", url="https://a.test/1", published="2025-04-21")
    known = {"quantity": exactly(3), "unit": "persons", "act": "", "perpetrator": "RUS"}
    told = [statement(row, "2935", "tally", **known), statement(text, "TOTAL", "tally", **known)]
    assert len(trace(told, [row, text]).origins) == 1


def test_seeing_it_makes_an_origin_direct() -> None:
    """A witness in the text, or a source that watches, is direct; hearsay is not."""
    patrol = Source(id="patrol", name="Patrol", kind="monitor", directness="saw")
    a, b = document("patrol", "We saw smoke."), document("b", "Smoke, he heard.")
    told = [
        statement(a, "smoke", "incident_report"),
        statement(b, "Smoke", "incident_report", speaker="a neighbour"),
    ]
    found = trace(told, [a, b], [patrol])
    assert found.origin(told[0]).direct
    assert not found.origin(told[1]).direct


CASE = [
    report("staff", exactly(2935), PARTS),
    report("a", exactly(2935), PARTS),
    report("b", Bounds(2901, None), within=WHOLE),
    report("c", exactly(4900), speaker="Russian MoD", accused="UKR", within=WHOLE),
    share("d", 20, "Snow fell on the eastern hills."),
    share("e", 5, "A market opened by the lake."),
]


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(chance: random.Random) -> None:
    """Documents, statements and sources in any order give the very same records."""
    documents = [one for one, _ in CASE]
    statements = [one for _, each in CASE for one in each]
    expected = trace(statements, documents, [STAFF])
    chance.shuffle(documents)
    chance.shuffle(statements)
    again = trace(statements, documents, [STAFF])
    assert again.origins == expected.origins
    assert again.contradictions == expected.contradictions


KINDS = st.sampled_from(["tally", "figure", "position", "incident_report", "threat"])
ANY = st.tuples(
    KINDS,
    st.integers(0, 3),
    st.sampled_from(["", "Zelensky", "Russian MoD"]),
    st.sampled_from([None, exactly(3), exactly(2935), Bounds(2900, None)]),
    st.sampled_from(["RUS", "UKR", ""]),
    st.sampled_from([None, DAY, WHOLE]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ANY, max_size=8))
def test_every_statement_has_exactly_one_origin(drawn: list[tuple[object, ...]]) -> None:
    """Whatever the statements hold, the origins are a partition of them."""
    documents = [
        document(str(i), f"Text {i} says this and that.", published="2025-04-20") for i in range(4)
    ]
    told = [
        statement(
            documents[of],  # type: ignore[index]  # drawn as an index
            "this and that",
            kind,
            part=i,
            speaker=speaker,
            quantity=number,
            perpetrator=actor,
            window=within,
            unit="times",
        )
        for i, (kind, of, speaker, number, actor, within) in enumerate(drawn)
    ]
    members = [each for one in trace(told, documents).origins for each in one.members]
    assert sorted(members) == sorted(each.id for each in told)


def test_what_is_near_joins_and_what_no_longer_holds_goes() -> None:
    """Tracing a new document beside old ones gives what tracing all at once gives."""
    old, new = CASE[1:3], CASE[:1]
    before = run(*old, sources=(STAFF,))
    batch = tables([one for _, each in new for one in each], [one for one, _ in new], [STAFF])
    near = {
        **tables([one for _, each in old for one in each], [one for one, _ in old]),
        **step(
            tables([one for _, each in old for one in each], [one for one, _ in old]),
            {},
            {},
            PARAMS,
        ).put,
    }
    delta = step(batch, near, {}, PARAMS)
    whole = run(*new, *old, sources=(STAFF,))
    assert from_table(Origin, delta.put["origin"]) == whole.origins
    gone = {each.id for each in before.origins} - {each.id for each in whole.origins}
    assert set(delta.withdraw["origin"]) == gone
    standing = {each.id for each in from_table(Contradiction, delta.put["contradiction"])}
    assert not standing & set(delta.withdraw["contradiction"])


def test_swapping_the_parties_swaps_the_sides() -> None:
    """With speakers, accused and sources exchanged, the partition stays and the sides swap."""
    other = {"RUS": "UKR", "UKR": "RUS"}
    speakers = {"Zelensky": "Russian MoD", "Russian MoD": "Zelensky"}
    documents = [one for one, _ in CASE]
    told = [one for _, each in CASE for one in each]
    swapped = [
        replace(
            one,
            perpetrator=other.get(one.perpetrator, one.perpetrator),
            speaker=speakers.get(one.speaker, one.speaker),
        )
        for one in told
    ]
    plain = trace(told, documents, [STAFF])
    mirrored = trace(swapped, documents, [replace(STAFF, allegiance="RUS")])
    assert plain.groups() == mirrored.groups()
    assert [each.side for each in mirrored.origins] == [
        other.get(each.side or "", each.side) for each in plain.origins
    ]
    assert plain.changes() == mirrored.changes()


def test_unknown_thresholds_are_refused() -> None:
    """A setting that there is not is named, with the mend."""
    params = Params(stage="trace", values={"thresholds": {"magic": 1}})
    with pytest.raises(VocabularyError, match="magic"):
        step(tables([], []), {}, {}, params)


def test_nothing_gives_nothing() -> None:
    """An empty batch has no origins."""
    assert run().origins == []
