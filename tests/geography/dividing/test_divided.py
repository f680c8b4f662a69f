"""Zones by day and the shares of a table's rows."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.geography.dividing.towns import DAY, SQUARE, columns, square_line
from truceline.geography.dividing import Divided, Places, shares_by_day
from truceline.ground.errors import PlaceError
from truceline.model.zones import Belt, Circle, Line, LineFiles, Side, Zone

INSIDE = Zone(id="in", title="In", side=Side(line="border", of="inside"))
OUTSIDE = Zone(id="out", title="Out", side=Side(line="border", of="outside"))
BELT = Zone(id="belt", title="Belt", belt=Belt(line="border", to_m=5_000, of="outside"))
ROUND = Zone(id="round", title="Round", circle=Circle(lat=1.5, lon=10.0, radius_m=20_000))
UNMAPPED = Zone(id="nowhere", title="?", unknown="No map of it is public.")
BOTH = Zone(id="both", title="Both", all_of=("in", "round"))
EITHER = Zone(id="either", title="Either", any_of=("in", "round"), none_of=("belt",))
DOUBTFUL = Zone(id="doubtful", title="Doubtful", any_of=("round", "nowhere"), none_of=("in",))
ZONES = (INSIDE, OUTSIDE, BELT, ROUND, UNMAPPED, BOTH, EITHER, DOUBTFUL)
LATER = DAY + timedelta(4)


def at(divided: Divided, zone: str, day: date | None, lon: float, lat: float) -> tuple[float, ...]:
    """Return P(inside) and P(unknown) of an exact point."""
    lats, lons, radius = columns((lat, lon, 0))
    days = np.array([day], dtype="datetime64[D]")
    places = Places(lat=lats, lon=lons, radius_m=radius)
    found = shares_by_day(divided, zone, places, np.array([0]), days)
    return float(found.inside[0]), float(found.unknown[0])


@pytest.fixture
def divided() -> Divided:
    """Return ground whose border moves a tenth of a degree east on the fourth day."""
    return Divided([square_line(DAY, LATER)], ZONES)


def test_a_zone_follows_its_line(divided: Divided) -> None:
    """What was inside before the line moved is outside after."""
    assert at(divided, "in", DAY, 10.05, 1.5) == (1, 0)
    assert at(divided, "in", LATER, 10.05, 1.5) == (0, 0)
    assert at(divided, "belt", LATER, 10.08, 1.5) == (1, 0)
    assert at(divided, "belt", LATER, 10.12, 1.5) == (0, 0)


@pytest.mark.parametrize(
    ("zone", "lon", "expected"),
    [
        ("both", 10.05, (1, 0)),
        ("both", 9.95, (0, 0)),
        ("either", 10.5, (1, 0)),
        ("either", 9.99, (0, 0)),  # in the circle, but in the belt too
        ("either", 9.9, (1, 0)),
        ("doubtful", 9.9, (1, 0)),  # surely in one of them
        ("doubtful", 10.05, (0, 0)),  # surely in the excluded one
        ("doubtful", 12.0, (0, 1)),  # perhaps in the one that nobody has mapped
    ],
)
def test_zones_combine(
    divided: Divided, zone: str, lon: float, expected: tuple[float, float]
) -> None:
    """all_of, any_of and none_of; what is unknown stays so only where it matters."""
    assert at(divided, zone, DAY, lon, 1.5) == expected


def test_between_versions_only_what_both_say_is_known() -> None:
    """Ground of both is in, of neither out, of one unknown; a row without a day likewise."""
    ground = Divided([square_line(DAY, LATER, missing="between")], ZONES)
    middle = DAY + timedelta(2)
    assert at(ground, "in", middle, 10.5, 1.5) == (1, 0)
    assert at(ground, "in", middle, 10.05, 1.5) == (0, 1)
    assert at(ground, "out", middle, 10.05, 1.5) == (0, 1)
    assert at(ground, "in", middle, 9.9, 1.5) == (0, 0)
    assert at(ground, "out", middle, 9.9, 1.5) == (1, 0)
    assert at(ground, "in", DAY - timedelta(1), 10.5, 1.5) == (0, 1)
    assert at(ground, "in", None, 10.5, 1.5) == (0, 1)
    assert at(ground, "round", None, 10.0, 1.5) == (1, 0)


def test_rows_are_judged_by_their_own_place_and_day(divided: Divided) -> None:
    """A table in any order, places used many times: each row as if asked alone."""
    dice = np.random.default_rng(11)
    lat, lon = dice.uniform(0.9, 2.1, 40).round(1), dice.uniform(9.9, 11.2, 40).round(1)
    radius = dice.choice([0.0, 500.0, 8_000.0, np.nan], 40)
    rows, later = dice.integers(0, 40, 500), dice.integers(-2, 9, 500)
    days = np.datetime64(DAY) + later.astype("timedelta64[D]")
    found = shares_by_day(divided, "either", Places(lat=lat, lon=lon, radius_m=radius), rows, days)
    for row in range(0, 500, 7):
        point = rows[[row]]
        alone = divided.prepared("either", divided.version("either", days[row].item())).shares(
            lat[point], lon[point], radius[point]
        )
        assert (found.inside[row], found.unknown[row]) == (alone.inside[0], alone.unknown[0])


def test_a_contested_line_leaves_exact_points_near_it_in_doubt() -> None:
    """Within the strip a point of radius 0 is neither in nor out; the circle's edge stays sharp."""
    ground = Divided([square_line(DAY, contested_m=2_000)], ZONES)
    inside, unknown = at(ground, "in", DAY, 10.005, 1.5)
    assert 0.5 < inside < 0.9
    assert unknown == 0
    assert at(ground, "both", DAY, 10.178, 1.5)[0] > 0.999
    assert at(ground, "both", DAY, 10.181, 1.5)[0] < 0.001


def test_no_rows_no_shares(divided: Divided) -> None:
    """An empty table gives empty columns."""
    none = np.array([])
    found = shares_by_day(
        divided,
        "in",
        Places(lat=none, lon=none, radius_m=none),
        np.array([], dtype=np.int64),
        np.array([], dtype="datetime64[D]"),
    )
    assert found.inside.tolist() == found.unknown.tolist() == []


@pytest.mark.parametrize(
    "zones",
    [
        [Zone(id="a", title="A", all_of=("b",)), Zone(id="b", title="B", none_of=("a",))],
        [Zone(id="a", title="A", any_of=("a",))],
        [Zone(id="a", title="A", any_of=("lost",))],
        [Zone(id="a", title="A", side=Side(line="lost", of="inside"))],
    ],
)
def test_zones_that_lead_nowhere_are_refused(zones: list[Zone]) -> None:
    """Made of themselves, of unknown zones, along unknown lines."""
    with pytest.raises(PlaceError, match="Mend"):
        Divided([], zones)


def test_a_zone_that_there_is_not_is_refused(divided: Divided) -> None:
    """Asking for it says so."""
    with pytest.raises(PlaceError, match="no zone “lost”"):
        divided.extent("lost", DAY)


def _folder_of_days(folder: Path, broken: int) -> Line:
    for number in range(6):
        held = [[lon + number / 10, lat] for lon, lat in SQUARE]
        shape = {"type": "Polygon", "coordinates": [[*held, held[0]]]}
        text = "not a map" if number == broken else json.dumps(shape)
        day = DAY + timedelta(number)
        (folder / f"border_{day:%Y%m%d}.geojson").write_text(text)
    files = LineFiles(pattern="border_{day}.geojson", first=DAY, last=DAY + timedelta(30))
    return Line(id="border", title="Border", closed=True, files=files)


def test_a_broken_file_costs_its_day_only(tmp_path: Path) -> None:
    """It is named among the problems, and the day before it stands in."""
    divided = Divided([_folder_of_days(tmp_path, broken=2)], ZONES, tmp_path)
    assert at(divided, "in", DAY + timedelta(2), 10.12, 1.5) == (1, 0)
    assert at(divided, "in", DAY + timedelta(3), 10.25, 1.5) == (0, 0)
    assert at(divided, "in", DAY + timedelta(12), 10.55, 1.5) == (1, 0)
    assert at(divided, "in", DAY + timedelta(13), 10.55, 1.5) == (0, 1)
    assert ["border_20310506.geojson" in each.where for each in divided.problems] == [True]


def test_without_the_folder_a_line_of_files_is_unknown(tmp_path: Path) -> None:
    """Nothing is made up where the user has not said where the files are."""
    line = _folder_of_days(tmp_path, broken=9)
    assert at(Divided([line], ZONES), "in", DAY, 10.5, 1.5) == (0, 1)


@pytest.mark.shared
def test_daily_lines_as_published(shared_data: Path) -> None:
    """Real daily polygons: the two days that were not published stand between their neighbours."""
    files = LineFiles(
        pattern="control_{day}.geojson.gz", first=date(2025, 3, 10), last=date(2025, 5, 31)
    )
    line = Line(id="border", title="Line", closed=True, missing="between", files=files)
    divided = Divided([line], ZONES, shared_data / "control")
    before, missing = (divided.extent("in", date(2025, 3, day)) for day in (30, 31))
    assert before.surely is before.possibly
    assert missing.surely.within(missing.possibly)
    assert 0 < missing.possibly.area - missing.surely.area < 0.05
    assert divided.version("in", date(2025, 3, 31)) == divided.version("in", date(2025, 4, 1))
    assert divided.extent("in", date(2025, 5, 29)).surely.is_empty
    assert divided.problems == []
