"""A report says what the records say, leads every sentence to its evidence, and takes no side."""

from __future__ import annotations

import dataclasses
import json
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publish.samples import agreement, sample
from truceline.model.finding import Finding
from truceline.publish import Report, build_report, render_html, render_json
from truceline.publish.appendix import cited
from truceline.publish.build import is_signed

COLLECTIONS = (
    "statements",
    "origins",
    "contradictions",
    "incidents",
    "tally_accounts",
    "tally_comparisons",
    "bindings",
    "findings",
    "detections",
    "rejected",
)


def texts(value: Any) -> str:  # noqa: ANN401 - any part of a report is meant
    """Return all that a part of a report says, as one text."""
    return json.dumps(dataclasses.asdict(value), ensure_ascii=False)


def swapped(text: str) -> str:
    """Return a text with the two party ids exchanged."""
    return text.replace("AAA", "\0").replace("BBB", "AAA").replace("\0", "BBB")


def test_the_same_input_gives_the_same_bytes() -> None:
    """Two builds of one case are equal to the byte, in both forms."""
    one, two = build_report(sample()), build_report(sample())
    assert render_json(one) == render_json(two)
    assert render_html(one) == render_html(two)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(shuffle: random.Random) -> None:
    """Whatever order a store gives records in, the report is the same."""
    plain = sample()
    mixed = {}
    for name in COLLECTIONS:
        records = list(getattr(plain, name))
        shuffle.shuffle(records)
        mixed[name] = tuple(records)
    assert render_json(build_report(sample(**mixed))) == render_json(build_report(plain))


def test_swapping_the_parties_swaps_them_and_nothing_else() -> None:
    """With ids exchanged throughout, names follow the ids and not a word else moves.

    The first party is called AAA in one case and BBB in the other, its name stays with it: a
    report that sorted by id, or knew one, would differ.
    """
    one = render_json(build_report(sample("AAA", "BBB"))).decode()
    two = render_json(build_report(sample("BBB", "AAA"))).decode()
    assert swapped(one) == two


def test_names_never_decide_an_order() -> None:
    """With only the display names exchanged, the report differs by those names alone."""
    names = {"AAA": "Bedland", "BBB": "Alland", "MMM": "Medland"}
    one = render_json(build_report(sample())).decode()
    two = render_json(build_report(sample(parties=names))).decode()
    exchanged = two.replace("Bedland", "\0").replace("Alland", "Bedland").replace("\0", "Alland")
    assert one == exchanged


def test_every_citation_leads_to_an_entry_with_a_hash() -> None:
    """Each id that any sentence cites is a numbered entry; its evidence is listed with a hash."""
    report = build_report(sample())
    numbers = {each.id: each.number for each in report.appendix}
    hashes = {each.sha256 for each in report.evidence}
    parts = [getattr(report, field.name) for field in dataclasses.fields(Report)]
    assert set(cited(tuple(parts))) == set(numbers)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    for entry in report.appendix:
        assert len(entry.sha256) == 64
        assert entry.sha256 in hashes


def test_unsigned_findings_are_watermarked() -> None:
    """A report is marked until a person has decided every finding, and without findings too."""
    assert build_report(sample()).header.watermark
    assert build_report(sample(findings=())).header.watermark
    signed = tuple(dataclasses.replace(each, review="confirmed") for each in sample().findings)
    assert build_report(sample(findings=signed)).header.watermark == ""


def test_one_open_finding_keeps_the_mark() -> None:
    """Signing some findings does not sign the others."""
    first = sample().findings[0]
    second: Finding = dataclasses.replace(first, id="fi-2", review="confirmed")
    assert not is_signed((second, first))


def test_no_unreviewed_act_is_called_a_violation() -> None:
    """The report's own words never call anything a violation: only claimants' quoted units do."""
    said = texts(build_report(sample())).casefold().replace("“violations”", "")
    assert "violation" not in said


def test_not_in_force_means_no_breach_and_says_why() -> None:
    """Where a party is not bound, the assessment gives the binding's reason and counts nothing."""
    block = build_report(sample()).assessments.blocks[0]
    row = next(each for each in block.rows if each.sentence.text.startswith("No breach"))
    assert (row.respondent, block.readings) == ("Bedland", ("Declaration alone",))
    assert "It declared nothing." in row.sentence.text


def test_without_a_window_the_report_still_stands() -> None:
    """An agreement that never fixed a window gives a report that says so."""
    report = build_report(sample(agreement=agreement(window=None, standing="proposed")))
    assert report.header.window == "No window was ever fixed."
    assert report.sensors.channels == ()
    assert "no sensor count can be laid on it" in report.sensors.notes[0]


def test_an_empty_case_is_a_report_too() -> None:
    """A case without any record says of each section that there is nothing."""
    empty: dict[str, Any] = dict.fromkeys((*COLLECTIONS, "groups", "layers", "coverage"), ())
    report = build_report(sample(**empty, documents={}, evidence={}, sources={}))
    page = render_html(report)
    assert report.map == ""
    for words in ("No report of an incident", "No claimed total", "There is no finding"):
        assert words in page


def test_links_between_records_may_be_broken() -> None:
    """Records that name others which the case does not hold never bring the report down."""
    report = build_report(sample(statements=(), origins=(), documents={}, groups=()))
    assert "not held in this case" in texts(report)
