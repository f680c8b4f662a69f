"""What two reports say beside place, time and act: each part by itself, the same both ways."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from tests.fuse.likeness.made import SETTINGS
from tests.fuse.records import NORTHTOWN, SOUTHTOWN, killed, report, tables
from tests.fuse.reported.batches import batches
from truceline.fuse.likeness.fields import FIELDS, fields_of
from truceline.fuse.likeness.wording import word_table
from truceline.fuse.reported import Reports, reports_of
from truceline.model.arrow import column
from truceline.model.stage import Tables

SCORE: dict[str, Any] = dict(SETTINGS.score)


def parts(reports: Reports, pairs: np.ndarray, **changes: dict[str, float]) -> np.ndarray:
    """Return the parts of pairs of reports, with some rules changed."""
    rows = np.arange(len(reports.row))
    quotes = [column(reports.said, "quote").to_pylist()[i] for i in reports.row]
    table = word_table(quotes, rows, SCORE["text"])
    settings = replace(SETTINGS, score={**SCORE, **changes})
    return fields_of(reports, table, rows, pairs, settings)


def between(one: dict[str, Any], two: dict[str, Any]) -> dict[str, float]:
    """Return the parts of two reports that differ in the fields given."""
    quotes = {"quote": "red barn"}, {"quote": "blue house"}
    reports = reports_of(
        tables([report("a", **{**quotes[0], **one}), report("b", **{**quotes[1], **two})])
    )
    return dict(zip(FIELDS, parts(reports, np.array([[0, 1]]))[0].tolist(), strict=True))


def test_what_is_not_said_tells_nothing() -> None:
    """An author, a target or a toll that only one report gives counts neither way."""
    told = {"perpetrator": "AAA", "target_class": "school", "killed": killed(3)}
    assert set(between(told, {}).values()) == {0.0}
    assert set(between({}, {}).values()) == {0.0}


@pytest.mark.parametrize("field", ["perpetrator", "target"])
def test_equal_names_bind_and_other_names_part(field: str) -> None:
    """By what the rule says, whichever names they are."""
    given_name = {"perpetrator": "perpetrator", "target": "target_class"}[field]
    same = between({given_name: "AAA"}, {given_name: "AAA"})[field]
    clash = between({given_name: "AAA"}, {given_name: "BBB"})[field]
    turned = between({given_name: "BBB"}, {given_name: "AAA"})[field]
    assert (same, clash, turned) == (SCORE[field]["same"], SCORE[field]["clash"], clash)
    assert clash < 0 < same


def harm(one: dict[str, Any], two: dict[str, Any]) -> float:
    """Return what two tolls say."""
    return between(one, two)["harm"]


def test_a_toll_tells_the_more_the_larger_it_is() -> None:
    """Both equal: more than overlapping; none killed in both: no more than that; to a bound."""
    tolls = [harm({"killed": killed(n)}, {"killed": killed(n)}) for n in (1, 5, 20)]
    assert tolls == sorted(tolls)
    overlap = harm({"killed": killed(4)}, {"killed": killed(3, None)})
    assert tolls[0] > overlap == SCORE["harm"]["overlap"]
    assert harm({"killed": killed(0)}, {"killed": killed(0)}) == overlap
    huge = {"killed": killed(10**6), "injured": killed(10**6)}
    assert harm(huge, huge) == SCORE["harm"]["highest"]


def test_tolls_that_clash_part_unless_one_report_follows_up() -> None:
    """A toll grows: three today, five tomorrow is no other incident."""
    apart = harm({"killed": killed(3)}, {"killed": killed(5)})
    grown = harm({"killed": killed(3)}, {"killed": killed(5), "followup": True})
    assert apart == SCORE["harm"]["clash"] < 0
    assert grown == SCORE["harm"]["growing"] > apart


def test_one_document_tells_of_itself() -> None:
    """Two reports of one document get what the rule gives, those of two documents nothing."""
    reports = reports_of(tables([report(n, document="doc") for n in "ab"] + [report("c")]))
    pairs = np.array([[0, 1], [0, 2], [1, 2]])
    found = parts(reports, pairs, same_document=-1.5)[:, FIELDS.index("document")]  # type: ignore[arg-type]
    assert sorted(found.tolist()) == [-1.5, 0.0, 0.0]


def test_words_of_a_statement_of_several_places_count_less() -> None:
    """They are shared by all of its places."""
    quote = {"quote": "the old grain silo"}
    one = between(quote, quote)["text"]
    said = [
        report("a", **quote, places=(NORTHTOWN, replace(SOUTHTOWN, mention=1))),
        report("b", **quote),
    ]
    reports = reports_of(tables(said))
    several = int(np.flatnonzero(reports.parts > 1)[0])
    single = int(np.flatnonzero(reports.parts == 1)[0])
    found = parts(reports, np.array([[several, single]]))[0, FIELDS.index("text")]
    assert one == pytest.approx(SCORE["text"]["weight"])
    assert found == pytest.approx(one / np.sqrt(2))


@given(batches())
def test_no_order_of_a_pair_matters(batch: Tables) -> None:
    """What a says of b is what b says of a, to the last bit."""
    reports = reports_of(batch)
    number = len(reports.row)
    pairs = np.stack(np.triu_indices(number, 1), axis=1)
    assert (parts(reports, pairs) == parts(reports, pairs[:, ::-1])).all()
