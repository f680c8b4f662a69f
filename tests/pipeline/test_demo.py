"""The bundled case comes out right: terms, readings, tallies, distortions, alarms."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from truceline.model.tally import TallyAccount
from truceline.model.values import Bounds
from truceline.pipeline.run import Outcome, run
from truceline.record import verify

Found = Callable[[str], list[Any]]
DAY = (datetime(2025, 4, 19, 21, tzinfo=UTC), datetime(2025, 4, 20, 21, tzinfo=UTC))
TRUCE = (datetime(2025, 4, 19, 15, tzinfo=UTC), datetime(2025, 4, 20, 21, tzinfo=UTC))


def account(found: Found, number: int) -> TallyAccount:
    """Return the one account whose total is exactly a number."""
    (only,) = [each for each in found("tally_account") if each.quantity == Bounds(number, number)]
    return only


def document(found: Found, given: str) -> str:
    """Return the evidence id of the note with a given id."""
    (only,) = [each.id for each in found("evidence") if each.given_id == given]
    return only


def test_nothing_of_the_bundled_case_is_refused(demo: Outcome) -> None:
    """All of it is readable, and the ledger agrees with what is stored."""
    assert demo.quarantined == ()
    assert verify(demo.folder).ok


def test_the_larger_sides_total_is_for_one_day(found: Found) -> None:
    """2,935 covers 20 April, Kyiv time; its parts, one of them open, admit it."""
    total = account(found, 2935)
    assert (total.side, total.accused) == ("UKR", "RUS")
    assert (total.window.start, total.window.end) == DAY
    assert sorted(part.quantity for part in total.parts) == [(96, 96), (951, None), (1882, 1882)]
    assert total.sum == Bounds(2929, None)
    assert total.verdict == "consistent"


def test_the_other_sides_total_is_for_thirty_hours(found: Found) -> None:
    """4,900 covers the whole truce; its seven parts add up to it exactly."""
    total = account(found, 4900)
    assert (total.side, total.accused) == ("RUS", "UKR")
    assert (total.window.start, total.window.end) == TRUCE
    parts = sorted(int(part.quantity.min) for part in total.parts)
    assert parts == [6, 16, 19, 49, 90, 1404, 3316]
    assert total.sum == Bounds(4900, 4900)
    assert total.verdict == "consistent"


def test_the_two_totals_are_not_comparable(found: Found, page: str) -> None:
    """The report says that they are not, and why."""
    pair = {account(found, 2935).id, account(found, 4900).id}
    (comparison,) = [each for each in found("tally_comparison") if {each.a, each.b} == pair]
    assert comparison.verdict == "not_comparable"
    assert any("window" in reason for reason in comparison.reasons)
    assert "not comparable" in page


def test_changed_windows_and_numbers_are_found_from_the_notes(found: Found) -> None:
    """Outlets that widen the window or change 1,882 are listed, each with both spans."""
    statements = {each.id: each for each in found("statement")}
    changed = {
        (statements[each.b].document, each.distortion)
        for each in found("contradiction")
        if each.distortion
    }
    for note in ("note-thegaze-2104", "note-kyivindependent-2104", "note-upday-2104"):
        assert (document(found, note), "window") in changed
    assert (document(found, "note-meduza-2104"), "number") in changed
    assert (document(found, "note-postimees-1904"), "window") in changed
    assert (document(found, "note-uzalendo-1904"), "zone") in changed
    assert (document(found, "note-timeukraineisrael-2004"), "speaker") in changed
    for note in ("note-babel-2104", "note-uawire-2104", "note-zelensky-2104"):
        assert document(found, note) not in {each for each, _ in changed}


def test_a_total_has_one_origin_however_many_outlets_repeat_it(found: Found) -> None:
    """Nine notes give the same total in their own words: one origin, the speaker's side."""
    total = account(found, 2935)
    (origin,) = [each for each in found("origin") if each.id == total.origin]
    statements = {each.id: each for each in found("statement")}
    notes = {statements[each].document for each in origin.members}
    for note in ("note-zelensky-2104", "note-babel-2104", "note-thegaze-2104", "note-meduza-2104"):
        assert document(found, note) in notes
    assert origin.side == "UKR"


def test_tallies_never_become_incidents(found: Found) -> None:
    """No incident has a tally among its members."""
    kinds = {each.id: each.kind for each in found("statement")}
    members = [kinds[m.statement] for each in found("incident") for m in each.members]
    assert members
    assert set(members) == {"incident_report"}


def test_readings_say_whom_the_truce_binds(found: Found) -> None:
    """The declarant is bound under every reading, the pledger under some only."""
    bindings = found("binding")
    declarant = {each.force for each in bindings if each.party == "RUS"}
    pledger = {each.force for each in bindings if each.party == "UKR"}
    assert "not_bound" not in declarant
    assert {"not_bound", "conditional"} <= pledger


def test_alarms_are_counted_with_their_exact_window(found: Found, page: str) -> None:
    """23 official and 71 volunteer messages, from snapshot to snapshot, as one side's feed."""
    window = (
        datetime(2025, 4, 20, 0, 28, 29, tzinfo=UTC),
        datetime(2025, 4, 21, 0, 27, 58, tzinfo=UTC),
    )
    covering = {
        each.channel: each.quantity
        for each in found("detection")
        if (each.window.start, each.window.end) == window
    }
    assert covering == {"official": Bounds(23, 23), "volunteer": Bounds(71, 71)}
    assert "178" in page
    assert "364.5" in page


def test_findings_are_proposed_and_the_report_is_marked(found: Found, demo: Outcome) -> None:
    """No finding claims a review, and both forms of the report say unreviewed."""
    assert {each.review for each in found("finding")} == {"proposed"}
    assert "unreviewed" in demo.report.read_text(encoding="utf-8").casefold()
    content = json.loads(demo.report.with_suffix(".json").read_text(encoding="utf-8"))
    assert "unreviewed" in json.dumps(content).casefold()


def test_the_same_run_gives_the_same_bytes(demo: Outcome) -> None:
    """Running the case again changes neither the result nor the report."""
    before = demo.report.read_bytes()
    again = run(demo.folder, resume=False)
    assert again.digest == demo.digest
    assert again.report.read_bytes() == before
