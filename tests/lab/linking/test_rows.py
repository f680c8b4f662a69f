"""Reports as columns: the best place, the middle of the time, unknown where nothing is said."""

from __future__ import annotations

import numpy as np

from tests.lab.linking.made import START, Said, tables
from truceline.lab.linking.rows import NO_REPORT, rows_of
from truceline.model.columns import from_table, to_table
from truceline.model.statement import Statement
from truceline.model.values import Place


def test_what_is_not_said_is_unknown_and_what_is_no_report_has_no_label() -> None:
    """Publication stands in for an unstated time; denials are no reports."""
    rows = rows_of(
        tables(
            [
                Said(hour=None, published=3.0, act="", by="unknown"),
                Said(kind="denial"),
                Said(km=None, hour=None, act="mine", by="one", source="s2"),
            ]
        )
    )
    assert rows.row.tolist() == [0, 2]
    assert rows.at[0] == START.timestamp() + 3 * 3600
    assert np.isnan(rows.at[1])
    assert rows.stated.tolist() == [False, False]
    assert rows.act.tolist() == [-1, 0]
    assert rows.acts == ("mine",)
    assert rows.perpetrator.tolist() == [-1, 0]
    assert rows.place.tolist() == [0, -1]
    assert rows.located.tolist() == [True, False]
    assert rows.labels(np.array([7, 3])).tolist() == [1, NO_REPORT, 0]


def test_the_likeliest_event_place_is_taken_and_the_finest_of_equals() -> None:
    """A region beside its village, a less likely homonym and a place of no event lose."""
    batch = dict(tables([Said(), Said()]))
    first, second = from_table(Statement, batch["statement"])
    places = (
        Place(name="Region", lat=1.0, lon=1.0, radius_m=50_000.0, level="region"),
        Place(name="Village", lat=2.0, lon=2.0, radius_m=1000.0, level="settlement"),
        Place(name="Twin", lat=3.0, lon=3.0, radius_m=500.0, level="settlement", p=0.4),
        Place(name="Desk", lat=4.0, lon=4.0, radius_m=10.0, level="point", role="other"),
    )
    nowhere = (Place(name="Far", lat=None, lon=None, radius_m=None, level="settlement"),)
    batch["statement"] = to_table(
        Statement,
        [Statement(**{**_fields(first), "places": each}) for each in (places, nowhere)],
    )
    assert second.id == "st-1"
    rows = rows_of(batch)
    assert rows.lat[0] == rows.lon[0] == 2.0
    assert np.isnan(rows.lat[1])
    assert rows.place[1] == -1


def _fields(said: Statement) -> dict[str, object]:
    return {name: getattr(said, name) for name in Statement.__dataclass_fields__}


def test_an_empty_table_has_no_rows() -> None:
    """Nothing said, nothing found, and no error."""
    batch = tables([])
    assert len(rows_of(batch)) == 0
