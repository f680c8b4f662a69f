"""The stage: who repeats whom, and what a repetition changed."""

from __future__ import annotations

import pytest

from tests.trace.build import (
    PARTS,
    STAFF,
    WHOLE,
    document,
    exactly,
    place,
    report,
    run,
    share,
    statement,
    trace,
    window,
)
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.model.values import Bounds


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


def test_an_exact_total_needs_no_named_speaker() -> None:
    """An outlet that gives 2,935, or a round total over the same window, repeats it."""
    odd = run(report("a", exactly(2935)), report("b", exactly(2935), speaker="", within=None))
    assert len(odd.origins) == 1
    same = run(report("a", exactly(4900)), report("b", exactly(4900), speaker=""))
    assert len(same.origins) == 1
    evening = window("2025-04-20T12:00", "2025-04-20T21:00")
    rounded = report("b", exactly(4900), speaker="", within=evening)
    assert len(run(report("a", exactly(4900)), rounded).origins) == 2


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


def test_partial_figures_of_one_utterance_are_one_origin() -> None:
    """Two stretches of one night, told in one breath, stay one origin in copies and in rows."""
    evening, night = (
        window("2025-04-19T15:00", "2025-04-19T21:00"),
        window("2025-04-19T21:00", "2025-04-20T03:00"),
    )
    parts = [
        ("387 shellings", 387, "shelling", evening),
        ("19 assaults", 19, "clash", evening),
        ("59 shellings", 59, "shelling", night),
    ]
    common = {"speaker": "Zelensky", "perpetrator": "RUS"}
    documents, told = [], []
    for name in ("a", "b"):
        text = f"{name}: 387 shellings and 19 assaults until midnight. Then 59 shellings, he said."
        documents.append(document(name, text, published="2025-04-20"))
        told += [
            statement(
                documents[-1],
                words,
                "tally",
                quantity=exactly(number),
                unit=act,
                act=act,
                window=within,
                **common,
            )
            for words, number, act, within in parts
        ]
    for words, number, act, within in parts:
        made = document(f"row {number}", words, published="2025-04-25", url="https://c.test/1")
        known = {"quantity": exactly(number), "unit": act, "act": act, "window": within}
        documents.append(made)
        told.append(statement(made, words, "tally", **known, **common))
    found = trace(told, documents)
    assert len(found.origins) == 1
    assert found.contradictions == []


def test_two_names_of_one_body_are_no_changed_speaker() -> None:
    """A spokesman whom no register knows may speak for the ministry: nothing is distorted."""
    parts = {"shelling": exactly(444), "drone_strike": Bounds(901, None)}
    common = {"accused": "UKR", "within": WHOLE}
    names = ("Russian MoD", "Russia's Ministry of Defence", "Nikodim Ferapontov")
    told = [
        report(f"{i}", Bounds(1301, None), parts, speaker=name, **common)  # type: ignore[arg-type]  # mixed fields
        for i, name in enumerate((*names[:2], *names))
    ]
    found = run(*told)
    assert len(found.origins) == 1
    assert found.contradictions == []


def attack(name: str, where: str, *, by: str = "AAA", hurt: int = 4) -> tuple[Document, Statement]:
    """Return one of several copies of a text about a strike, with the report of the strike."""
    towns = {"Oldhaven": place("Oldhaven", 48.0, 37.0), "Newport": place("Newport", 50.0, 36.0)}
    lines = [
        f"Shelling hit the covered market of {where} on Sunday morning, wounding {hurt} people.",
        "Prosecutor Rita Stone opened a case and sent 12 experts from Westmark to the site.",
        "Stone said that fragments of 3 shells were found between the stalls and the church.",
        "The Red Cross of Westmark brought blankets, water and 40 tents for the families.",
    ]
    made = document(name, "\n".join(lines), published="2025-04-20")
    harm = exactly(hurt)
    known = {"act": "shelling", "perpetrator": by, "places": (towns[where],), "injured": harm}
    return made, statement(made, lines[0], "incident_report", **known)


def test_another_settlement_in_a_copy_is_shown() -> None:
    """Three copies against one: the lone other town is a changed place; one to one, neither."""
    told = [attack(name, "Oldhaven") for name in "abc"] + [attack("d", "Newport")]
    found = trace([one for _, one in told], [one for one, _ in told])
    assert len(found.origins) == 1
    assert found.changes() == {("place", "place", "d")}
    (only,) = found.contradictions
    assert only.values == ("Oldhaven", "Newport")
    pair = [attack("a", "Oldhaven"), attack("d", "Newport")]
    (shown,) = trace([one for _, one in pair], [one for one, _ in pair]).contradictions
    assert (shown.field, shown.distortion, shown.parent) == ("place", None, None)


def test_another_settlement_with_another_side_or_toll_is_another_event() -> None:
    """A mirrored accusation and a like event elsewhere share nothing, however alike the words."""
    first = attack("a", "Oldhaven")
    for other in (attack("b", "Newport", by="BBB"), attack("b", "Newport", hurt=5)):
        found = trace([first[1], other[1]], [first[0], other[0]])
        assert len(found.origins) == 2
        assert found.contradictions == []


def test_a_text_that_tells_of_both_settlements_changed_neither() -> None:
    """Who lists both towns did not mistake one for the other."""
    first, other = attack("a", "Oldhaven"), attack("b", "Newport")
    both = document("b", other[0].text + "\nOldhaven was shelled at night.", published="2025-04-20")
    oldhaven = (place("Oldhaven", 48.0, 37.0),)
    known = {"act": "shelling", "perpetrator": "AAA", "places": oldhaven}
    second = statement(both, "Oldhaven was shelled at night.", "incident_report", **known)
    found = trace([first[1], other[1], second], [first[0], both])
    assert not found.together(first[1], other[1])
    assert {each.field for each in found.contradictions} <= {"quantity"}


def test_a_headline_of_everyday_words_repeated_is_one_origin() -> None:
    """Word for word in two feeds within two days, though each of its words is in every text."""
    words = ("shelling", "market", "killed", "people", "Oldhaven", "district")
    filler = [
        document(f"f{i:03}", " ".join((*words[i % 6 :], *words[: i % 6], f"w{i}", f"v{i}")))
        for i in range(90)
    ]
    line = "Shelling killed people in Oldhaven"
    days = {"x": "2025-04-20", "y": "2025-04-21", "z": "2025-05-20"}
    feeds = [document(name, line, published=day) for name, day in days.items()]
    told = [statement(each, line, "incident_report", act="shelling") for each in feeds]
    found = trace(told, [*filler, *feeds])
    assert found.together(told[0], told[1])
    assert not found.together(told[0], told[2])
