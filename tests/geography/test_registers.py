"""Registers without coordinates: rows join the one known place they fit, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.geography import Gazetteer, imported
from truceline.geography.imported import Taken, rows_of, tables_in, take
from truceline.ground.errors import PlaceError

# Invented villages around two invented districts, north and south of one region.
NORTH = [f"Пiвнiчна Нивка {n}".replace("i", "і") for n in "абвгдежз"]
SOUTH = [f"Південна Балка {n}" for n in "абвгдежз"]
KNOWN = "name,lat,lon,population,country,admin1,alternatenames\n"


def known_villages() -> str:
    """Return a table with coordinates of all invented villages, and homonyms among them."""
    rows = [f"{name},{49.9 + 0.01 * n:.2f},36.2,90,UA,07," for n, name in enumerate(NORTH)]
    rows += [f"{name},{49.1 + 0.01 * n:.2f},36.2,90,UA,07," for n, name in enumerate(SOUTH)]
    rows += ["Тихе Жниво,49.93,36.21,,UA,07,", "Тихе Жниво,49.13,36.21,,UA,07,"]
    rows += ["Lisova Hromivka,49.94,36.22,70,UA,07,", "Далека Межа,49.12,36.19,,UA,07,"]
    return KNOWN + "\n".join(rows) + "\n"


def register(*rows: str, header: str = "Name;Region;District;Category;Code") -> str:
    """Return a register of the invented villages and further rows, below a title."""
    places = [f"{name};Харківська область;Північний;village;N{n}" for n, name in enumerate(NORTH)]
    places += [f"{name};Харківська область;Південний;village;S{n}" for n, name in enumerate(SOUTH)]
    return "\n".join(["A register of villages", ";;;;", header, *places, *rows]) + "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which the invented villages, and no others, are already known."""
    monkeypatch.setattr(imported, "_shipped", tuple)  # the world's table takes seconds to load
    (tmp_path / "known.csv").write_text(known_villages(), encoding="utf-8")
    take(tmp_path / "known.csv", tmp_path / "kept")
    return tmp_path / "kept"


def joined(folder: Path, text: str, **columns: str) -> tuple[Taken, dict[str, tuple[float, str]]]:
    """Return what an import of a register did, and by name the latitude and code of its rows."""
    source = folder.parent / "register.csv"
    source.write_text(text, encoding="utf-8")
    done = take(source, folder, columns=columns)
    rows = rows_of([folder / "register.csv"])
    return done, {row.name: (row.lat, row.code) for row in rows}


def test_a_register_takes_the_coordinates_of_known_places(folder: Path) -> None:
    """By its letters or romanised, within its region; the official name and its code are kept."""
    rows = ("Лісова Громівка;Харківська область;Північний;village;X1",)
    done, found = joined(folder, register(*rows, "Північний;Харківська область;;district;D"))
    assert found["Лісова Громівка"] == (49.94, "X1")
    assert found[NORTH[0]] == (49.9, "N0")
    assert (done.register, done.refusals, done.areas) == (True, 0, 1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Тихе Жниво;Харківська область;;village;X", "2 known places of this name"),
        ("Лісова Громівка;Сумська область;;village;X", "no known place of this name"),
        ("Зовсім Невідоме;Харківська область;;village;X", "no known place of this name"),
        ("Далека Межа;Харківська область;Північний;village;X", "lies in another district"),
        ("Лісова Громівка;Невідомщина;;village;X", "region is not known"),
        ("Лісова Громівка;Харківська область", "not the 5 cells"),
        (";Харківська область;;village;X", "without a name"),
    ],
)
def test_a_row_that_fits_none_or_several_is_refused(folder: Path, row: str, why: str) -> None:
    """The reason is counted, the line is kept beside the table, all other rows are used."""
    done, found = joined(folder, register(row))
    assert len(found) == len(NORTH) + len(SOUTH)
    assert [why in reason for reason, _ in done.reasons] == [True]
    assert done.refused[0].line == 4 + len(found)
    assert done.quarantine is not None
    assert why in done.quarantine.read_text(encoding="utf-8")


def test_two_rows_of_one_name_never_share_a_place(folder: Path) -> None:
    """One known village and two in the register: which it is cannot be told without districts."""
    rows = [f"Лісова Громівка;Харківська область;;village;X{n}" for n in (1, 2)]
    done, found = joined(folder, register(*rows))
    assert "Лісова Громівка" not in found
    assert done.reasons == (("several rows of its region may be the one known place", 2),)


def test_homonyms_are_told_apart_by_their_districts(folder: Path) -> None:
    """Of two known places of a name each row takes the one whose neighbours are its district's."""
    rows = [
        "Тихе Жниво;Харківська область;Південний;village;S",
        "Тихе Жниво;Харківська область;Північний;village;N",
    ]
    source = folder.parent / "register.csv"
    source.write_text(register(*rows), encoding="utf-8")
    take(source, folder)
    found = {row.code: row.lat for row in rows_of([folder / "register.csv"])}
    assert (found["S"], found["N"]) == (49.13, 49.93)


def test_a_register_of_codes_names_its_regions_in_rows_of_their_own(folder: Path) -> None:
    """The codes of a row's units stand before it; the last one filled in is its own."""
    lines = ["level1;level2;level3;level4;level5;category;name", "07;;;;;O;Харківська"]
    lines += [f"07;1;1{n};;;C;{name}" for n, name in enumerate(NORTH)]
    done, found = joined(folder, "\n".join(lines))
    assert found == {name: (round(49.9 + 0.01 * n, 2), f"1{n}") for n, name in enumerate(NORTH)}
    assert done.areas == 1


def test_headers_of_any_language_can_be_named(folder: Path) -> None:
    """With --column a register needs no header that is known; a name that is not there is told."""
    text = register(header="Ortsname;Gebiet;Kreis;Art;Nr")
    _, found = joined(folder, text, name="Ortsname", region="gebiet", code="Nr")
    assert found[SOUTH[2]] == (49.12, "S2")
    with pytest.raises(PlaceError, match="region=Land"):
        joined(folder, text, name="Ortsname", region="Land")


def test_the_same_register_twice_changes_nothing(folder: Path) -> None:
    """What it gave before does not count as known when it is taken in again."""
    joined(folder, register())
    before = (folder / "register.csv").read_bytes()
    joined(folder, register())
    assert (folder / "register.csv").read_bytes() == before


def test_a_register_of_unknown_places_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it can be placed: the error says to take in coordinates first."""
    monkeypatch.setattr(imported, "_shipped", tuple)
    source = tmp_path / "a.csv"
    source.write_text("name,region\nЗовсім Невідоме,Харківська область\n", encoding="utf-8")
    with pytest.raises(PlaceError, match="no known place") as error:
        take(source, tmp_path / "kept")
    assert "coordinates" in error.value.mend
    assert not (tmp_path / "kept").exists()


def test_the_official_name_is_found_in_texts(folder: Path) -> None:
    """A village known in Latin letters only is named in Cyrillic, in every case, as one place."""
    joined(folder, register("Лісова Громівка;Харківська область;Північний;village;X1"))
    gazetteer = Gazetteer.load(places=[folder])
    (mention,) = gazetteer.locate("Дрон ударив по Лісовій Громівці, є поранені")
    assert [round(place.lat or 0, 2) for place in mention.candidates] == [49.94]
    assert len(tables_in(folder)) == 2


@pytest.mark.shared
def test_a_national_codifier_joins(shared_data: Path, tmp_path: Path) -> None:
    """Most of the settlements that the shipped table knows get their official name."""
    done = take(shared_data / "places" / "katottg.csv.gz", tmp_path / "kept", name="codifier")
    assert done.places > 4_000
    assert done.areas > 2_000
    clear = [count for why, count in done.reasons if "another district" in why]
    assert sum(clear) < 0.02 * done.places
