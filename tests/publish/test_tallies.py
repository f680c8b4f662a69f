"""Claimed totals keep their bounds, their window and their claimant."""

from __future__ import annotations

import dataclasses

from tests.publish.samples import sample
from truceline.publish import build_report


def test_a_total_and_its_parts() -> None:
    """The row states window, hours, parts with open bounds, their sum and the verdict."""
    row = next(each for each in build_report(sample()).tallies if each.id == "ta-b")
    assert (row.side, row.accused, row.claimant) == ("Bedland", "Alland", "The president")
    assert (row.quantity, row.unit, row.hours) == ("2,935", "“violations”", "24 h")
    assert [part.text for part in row.parts] == ["96 assaults", "more than 950 drone strikes"]
    assert row.sum == "96 + more than 950 = at least 1,047"
    assert row.verdict_text == "consistent"
    assert row.carriers == "carried by 1 source: Gazette"


def test_sides_come_in_the_agreements_order() -> None:
    """The agreement's first party's claim comes first, whatever its number."""
    assert [each.side for each in build_report(sample()).tallies] == ["Alland", "Bedland"]


def test_totals_that_cannot_be_compared_say_why() -> None:
    """The comparison gives both totals, its verdict and the reasons as recorded."""
    row = build_report(sample()).comparisons[0]
    assert row.main
    assert "4,900" in row.a
    assert "2,935" in row.b
    assert (row.verdict_text, row.reasons) == ("not comparable", ("The windows differ.",))


def test_a_replaced_total_comes_last_and_never_leads() -> None:
    """A total that a later one replaces is marked and is not what a side leads with."""
    plain = sample()
    later = dataclasses.replace(plain.tally_accounts[0], id="ta-c", replaced_by="ta-b")
    rows = build_report(sample(tally_accounts=(later, *plain.tally_accounts))).tallies
    assert (rows[-1].id, rows[-1].replaced, rows[-1].main) == ("ta-c", True, False)


def test_a_claimant_whom_nobody_names_is_not_made_up() -> None:
    """Without a named claimant the row says in whose report the number stands."""
    unnamed = tuple(dataclasses.replace(each, claimant="") for each in sample().tally_accounts)
    rows = build_report(sample(tally_accounts=unnamed)).tallies
    assert rows[1].claimant == "Gazette (it names no claimant)"


def test_a_total_of_a_region_says_so_and_never_leads() -> None:
    """Where it counts stands with its unit and in its sentence; a side leads with its whole."""
    plain = sample()
    whole = next(each for each in plain.tally_accounts if each.id == "ta-b")
    region = dataclasses.replace(whole, id="ta-r", places=("The east", "The north"))
    rows = build_report(sample(tally_accounts=(region, *plain.tally_accounts))).tallies
    found = {each.id: each for each in rows}
    assert found["ta-r"].unit == "“violations” in The east and The north"
    assert (found["ta-r"].main, found["ta-b"].main) == (False, True)
