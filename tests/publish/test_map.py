"""The map shows every placed incident, its uncertainty and its doubles, and stays well-formed."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.publish.samples import incident, sample
from truceline.model.incident import IncidentPlace
from truceline.publish import build_report

SVG = "{http://www.w3.org/2000/svg}"


def picture(**values: object) -> ET.Element:
    """Return the map of the sample case as XML."""
    # S314: the XML was made by the code under test, no entity can be declared in it.
    return ET.fromstring(build_report(sample(**values)).map)  # noqa: S314


def placed(name: str, lat: float, lon: float, radius_m: float) -> object:
    """Return an incident at a place of its own."""
    place = IncidentPlace(lat=lat, lon=lon, radius_m=radius_m, name=name, level="settlement")
    return incident(f"in-{name}", (), place=place)


def test_the_picture_says_what_it_is() -> None:
    """The picture has a title, a description with what it leaves out, and a line with its maker."""
    svg = picture()
    said = " ".join(svg.itertext())
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title") == "Map: A spring truce"
    assert "1 have no known place" in (svg.findtext(f"{SVG}desc") or "")
    assert "A line. Drawn by hand." in said
    assert "50° N" in said


def test_rings_hold_the_radius_to_scale() -> None:
    """Two radii of 10 and 5 km are drawn at two to one."""
    records = (placed("a", 49.0, 36.5, 10_000), placed("b", 49.5, 36.5, 5_000))
    circles = picture(incidents=records, layers=()).findall(f".//{SVG}g//{SVG}circle")
    rings = [float(c.get("r") or 0) for c in circles if c.get("fill-opacity") == "0.12"]
    assert rings[0] / rings[1] == pytest.approx(2, rel=0.02)


def test_homonyms_are_dashed_and_areas_are_soft() -> None:
    """A namesake is drawn dashed at its own place, a wide area without a core."""
    dashed = [c for c in picture().iter(f"{SVG}circle") if c.get("stroke-dasharray")]
    assert len(dashed) == 2  # the namesake and the legend
    wide = picture(incidents=(placed("a", 49.0, 36.5, 90_000),), layers=())
    cores = [c for c in wide.findall(f".//{SVG}g//{SVG}circle") if c.get("fill-opacity") == "0.85"]
    assert cores == []


def test_what_lies_far_off_is_counted_and_not_drawn() -> None:
    """An incident a continent away does not shrink the front to a dot; the picture says so."""
    records = (placed("near", 49.0, 36.5, 1000), placed("far", -30.0, 140.0, 1000))
    svg = picture(incidents=records)
    assert "1 lie outside the picture" in (svg.findtext(f"{SVG}desc") or "")
    titles = [t.text or "" for t in svg.iter(f"{SVG}title")]
    assert any(t.startswith("near") for t in titles)
    assert not any(t.startswith("far") for t in titles)


def test_incidents_at_one_spot_are_one_mark() -> None:
    """Three incidents at a place are one mark with the number three."""
    records = tuple(incident(f"in-{i}", ()) for i in range(3))
    said = " ".join(picture(incidents=records).itertext())
    assert "Vesele (3)" in said
    assert "Vesele: 3 reported incidents" in said
