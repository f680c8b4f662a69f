"""The cache of known places: used when whole, rebuilt when broken, never needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.geography import store
from truceline.geography.forms import Forms
from truceline.geography.known import Known, KnownPlace
from truceline.geography.settlements import settlement_radius
from truceline.vocabulary.files import DATA

FOLDER = DATA / "vocabulary"
FORMS = Forms.load()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Replace the slow build by one of a single place; the list counts the builds."""
    built: list[int] = []

    def build(_folder: Path, _forms: Forms) -> Known:
        built.append(1)
        known = Known()
        place = KnownPlace(
            name="Somewhere", lat=1.0, lon=2.0, radius_m=3.0, level="settlement", weight=4.0
        )
        known.add(place, {"somewhere": 1.0})
        return known

    monkeypatch.setattr(store, "build", build)
    return built


def test_second_load_comes_from_the_cache(small: list[int], tmp_path: Path) -> None:
    """The index is built once; what the cache gives back is equal, and no part file is left."""
    first = store.known_places(FOLDER, FORMS, tmp_path)
    assert store.known_places(FOLDER, FORMS, tmp_path) == first
    assert len(small) == 1
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"columns": ["x"], "places": [], "names": {}}']
)
def test_broken_cache_is_built_anew(small: list[int], tmp_path: Path, content: str) -> None:
    """A truncated or foreign cache file costs a rebuild and is replaced."""
    first = store.known_places(FOLDER, FORMS, tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_text(content, encoding="utf-8")
    assert store.known_places(FOLDER, FORMS, tmp_path) == first
    assert len(small) == 2
    assert store.known_places(FOLDER, FORMS, tmp_path) == first
    assert len(small) == 2


def test_works_where_nothing_can_be_written(small: list[int], tmp_path: Path) -> None:
    """A cache folder that cannot be made does not matter."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert store.known_places(FOLDER, FORMS, blocked / "inside").places
    assert len(small) == 1


def test_radius_grows_with_people() -> None:
    """A settlement's radius follows its built-up area and never falls under the least."""
    rule = {"people_per_km2": 3000.0, "least_m": 1500.0}
    assert settlement_radius(0, rule) == 1500
    assert settlement_radius(1_400_000, rule) == pytest.approx(11_600, abs=200)
    assert settlement_radius(300_000, rule) < settlement_radius(3_000_000, rule)
