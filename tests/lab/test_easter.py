"""The scoreboard of headlines on a handful of its own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from truceline.ground.errors import InputError
from truceline.lab.baselines import load_machine, months_of
from truceline.lab.easter import score_headlines
from truceline.lab.headlines import load_gold
from truceline.lab.rows import Row
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.model.values import Place, Span
from truceline.read import ReadResult


class Parrot:
    """A reader that reports a shelling of Alpha whenever the text says so."""

    def read(self, document: Document) -> ReadResult:
        """Return one report if the headline begins with the word."""
        if not document.text.startswith("shelling"):
            return ReadResult()
        place = Place(name="Alpha", lat=50.0, lon=30.0, radius_m=2000.0, level="settlement")
        said = Statement(
            id=f"st-{document.id}",
            document=document.id,
            span=Span(0, 8),
            quote=document.text,
            kind="incident_report",
            lang="en",
            act="shelling",
            perpetrator="unknown",
            places=(place,),
        )
        return ReadResult(statements=(said,))


def label(name: str, headline: str, incident: bool, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a labelled headline as the codebook has it."""
    row = {
        "id": name,
        "date": "2030-05-01",
        "headline": headline,
        "kind": "incident" if incident else "other",
        "incident_row": incident,
        "contested": [],
    }
    if incident:
        place = {"name": "Alpha", "lat": 50.01, "lon": 30.0, "level": "settlement", "role": "event"}
        row |= {
            "act": "shelling",
            "act_either": ["shelling"],
            "perpetrator": "unknown",
            "places": [place],
            "killed": None,
            "injured": None,
            "cluster_a": "I1",
            "cluster_b": "I1",
        }
    return row | fields


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with four labelled headlines and the feed's machine labels."""
    rows = [
        label("H1", "shelling in the town of Alpha, east", True),
        label("H2", "shelling in the town of Alpha, west", True, killed=[2, 2]),
        label("H3", "football in Alpha", False),
        label("H4", "a quiet strike on Alpha", True, contested=["killed", "act"], act=None),
    ]
    (tmp_path / "gold").mkdir()
    text = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "gold" / "easter.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "viina").mkdir()
    table = (
        "datetime,lon,lat,place_name,event_type,headline\n"
        '2030-05-01 00:00:00,30.0,50.0,Alpha,property,"football in Alpha"\n'
        '2030-05-01 00:00:00,31.0,50.0,Beta,artillery,"a quiet strike on Alpha"\n'
    )
    with gzip.open(tmp_path / "viina" / "viina_203005.csv.gz", "wt", encoding="utf-8") as out:
        out.write(table)
    return tmp_path


def rows_of(folder: Path) -> dict[str, Row]:
    """Return the board of the folder by figure, read by the parrot."""
    gold = load_gold(folder / "gold" / "easter.jsonl")
    machine = load_machine(folder / "viina", months_of(each.date for each in gold))
    reader: Any = Parrot()
    return {each.name: each for each in score_headlines("easter", gold, machine, reader)}


def test_every_figure_is_what_a_hand_count_gives(folder: Path) -> None:
    """Two of three incidents read, none made up; the machine takes football for an event."""
    rows = rows_of(folder)
    assert rows["incident precision"].figure == 1.0
    assert rows["incident recall"].figure == pytest.approx(2 / 3)
    assert rows["incident precision"].baseline_figure == 0.5
    assert rows["incident recall"].baseline_figure == pytest.approx(1 / 3)
    assert rows["act accuracy"].figure == pytest.approx(2 / 3)
    assert rows["act accuracy"].baseline_figure == pytest.approx(1 / 3)
    assert rows["place within 5 km"].figure == pytest.approx(2 / 3)
    assert rows["place within 5 km"].baseline_figure == 0.0


def test_contested_fields_are_not_scored(folder: Path) -> None:
    """A toll on which the coders differ counts neither as stated nor as silent."""
    rows = rows_of(folder)
    assert (rows["killed exact"].n, rows["killed exact"].figure) == (1, 0.0)
    assert (rows["killed not made up"].n, rows["killed not made up"].figure) == (1, 1.0)


def test_a_broken_file_of_labels_is_named(folder: Path) -> None:
    """A line that is not JSON ends in an error with the file's name."""
    path = folder / "gold" / "easter.jsonl"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_gold(path)
    assert error.value.where == str(path)
