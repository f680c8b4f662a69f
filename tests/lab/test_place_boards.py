"""Boards of places: labels are read, figures count what they say."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from truceline.geography import Gazetteer
from truceline.ground.errors import InputError
from truceline.lab.airwars_places import load_strikes, place_of
from truceline.lab.geoparsing import Said, Toponym, hits, load_articles, near

XML = """<articles><article><text>Fire in Springfield.</text><toponyms><toponym>
<start>{}</start><end>{}</end><phrase>Springfield</phrase><gaztag><lat>39.8</lat><lon>-89.6</lon>
</gaztag></toponym></toponyms></article></articles>"""


@pytest.mark.parametrize("first", [8, 9])
def test_labels_that_count_from_one_are_set_right(tmp_path: Path, first: int) -> None:
    """The letters of a name tell from where its set counts."""
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(XML.format(first, first + 11).encode()))
    ((article),) = load_articles(path)
    assert article.toponyms == (Toponym(8, 19, 39.8, -89.6),)


def test_hits_want_the_letters_and_nearness_the_place() -> None:
    """A longer span is no hit but may be near; a far place is a hit and not near."""
    gold = [Toponym(8, 19, 39.8, -89.6)]
    assert hits(gold, [Said(8, 19, None, None)]) == 1
    assert hits(gold, [Said(7, 19, 39.8, -89.6)]) == 0
    assert near(gold, [Said(7, 19, 39.8, -88.6)]) == (1, 1)
    assert near(gold, [Said(8, 19, 37.2, -93.3)]) == (1, 0)


@pytest.mark.parametrize("load", [load_articles, load_strikes])
def test_broken_labels_are_refused(tmp_path: Path, load: object) -> None:
    """The error says where and how to mend it."""
    path = tmp_path / "broken.gz"
    path.write_bytes(b"\x1f\x8bnothing")
    with pytest.raises(InputError) as error:
        load(path)  # type: ignore[operator] # one of the two functions above
    assert str(path) in error.value.where


def test_a_text_about_one_strike_is_put_where_it_says_first() -> None:
    """The town of the first words beats one that is named later, and nothing gives nothing."""
    gazetteer = Gazetteer.load(places=())
    text = "A house in Rafah, Gaza Strip, was hit. " + "Words follow. " * 60 + "Jabalia mourned."
    place = place_of(gazetteer.find(text, "en"))
    assert place is not None
    assert place.lat == pytest.approx(31.28, abs=0.05)
    assert place_of([]) is None
