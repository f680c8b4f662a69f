"""Tables of places from outside: what is taken, what is refused and why, and that it is known."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.geography import Gazetteer
from truceline.geography.imported import remove, rows_of, tables_in, take
from truceline.geography.tables import Refused, Row, read_table
from truceline.ground.errors import PlaceError, UsageError

HEADER = "name,lat,lon,population,country,admin1,alternatenames\n"


def dump(**cells: str) -> str:
    """Return a line of a GeoNames dump with some of its cells."""
    row = {"1": "Nyvka", "3": "", "4": "50.1", "5": "36.2", "6": "P", "7": "PPL", "8": "UA"}
    row |= {"10": "07", "14": "90"} | cells
    return "\t".join(row.get(str(number), "") for number in range(19))


def read(path: Path, text: str) -> list[Row | Refused]:
    """Return what a table of this text holds."""
    path.write_text(text, encoding="utf-8")
    return list(read_table(path))


def test_a_dump_gives_settlements_only(tmp_path: Path) -> None:
    """Of 19 columns the known ones are read; mountains and destroyed villages are left out."""
    lines = [dump(), dump(**{"6": "T", "7": "MT"}), dump(**{"7": "PPLW"})]
    lines.append(dump(**{"3": "Нивка,Nivka"}))
    first, second = read(tmp_path / "UA.txt", "\n".join(lines))
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert (first.name, first.lat, first.lon, first.people) == ("Nyvka", 50.1, 36.2, 90)
    assert first.region == "UA.07"
    assert second.names == ("Нивка", "Nivka")


@pytest.mark.parametrize("packing", ["plain", "gzip", "zip"])
def test_packed_files_are_read_as_plain_ones(tmp_path: Path, packing: str) -> None:
    """What a file is, its first bytes tell, not its name; a zip's readme is passed over."""
    path, text = tmp_path / "places.dat", (dump() + "\n").encode()
    if packing == "gzip":
        path.write_bytes(gzip.compress(text))
    elif packing == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("readme.txt", "words " * 1000)
            packed.writestr("UA.txt", text)
    else:
        path.write_bytes(text)
    assert [row.name for row in read_table(path) if isinstance(row, Row)] == ["Nyvka"]


def test_columns_are_found_by_their_usual_names(tmp_path: Path) -> None:
    """Order, case and spelling of a header's names do not matter; unknown columns are passed by."""
    text = "Longitude;Latitude;NAME;rows\n36.2;50.1;Nyvka;4\n"
    assert read(tmp_path / "a.csv", text) == [Row(name="Nyvka", lat=50.1, lon=36.2)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Nyvka,95,36,,,,", "95.0 degrees lie outside"),
        ("Nyvka,north,36,,,,", "'north' is no number"),
        ("Nyvka,nan,36,,,,", "nan degrees"),
        (",50,36,,,,", "without a name"),
        ("Nyvka,50", "2 cells where the header has 7"),
        ("Nyvka,50,36,-4,,,", "-4 people"),
        ("\x00\x01,50,36,,,,", "without a name"),
    ],
)
def test_a_bad_row_costs_only_itself(tmp_path: Path, line: str, why: str) -> None:
    """It is refused with its line and the reason; the rows beside it are taken."""
    good, bad = read(tmp_path / "a.csv", f"{HEADER}Dubky,50,36,,,,\n{line}\n")
    assert isinstance(good, Row)
    assert isinstance(bad, Refused)
    assert bad.line == 3
    assert why in bad.why


@pytest.mark.parametrize(
    "content",
    [b"", b"some,words\nonly,here\n", b"PK\x03\x04broken", b"\x1f\x8bbroken", b"\xff\xfe"],
)
def test_a_file_that_is_no_table_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    """The error says where and how to mend it."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(PlaceError) as error:
        list(read_table(path))
    assert str(path) in error.value.where
    assert error.value.mend


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in a file, it gives rows, refusals or one error of ours."""
    path = tmp_path_factory.mktemp("hostile") / "a.csv"
    path.write_text(HEADER + text, encoding="utf-8", errors="replace")
    try:
        found = list(read_table(path))
    except PlaceError:
        return
    assert all(isinstance(each, Row | Refused) for each in found)


def test_an_import_is_idempotent_and_keeps_homonyms(tmp_path: Path) -> None:
    """The same file twice leaves the same bytes; homonyms stay, exact repeats do not."""
    source, folder = tmp_path / "My places.csv", tmp_path / "kept"
    source.write_text(f"{HEADER}A b,50,36,,,,\nA b,50,36,,,,\nA b,48,37,,,,\nx,y,z,,,,\n")
    first = take(source, folder)
    before = first.table.read_bytes() if first.table else b""
    again = take(source, folder)
    assert (first.name, first.refusals) == ("my-places", 1)
    assert again.table is not None
    assert again.table.read_bytes() == before
    assert first.places == 2
    assert first.repeated == 1
    assert first.quarantine is not None
    assert "no number of degrees" in first.quarantine.read_text(encoding="utf-8")
    assert [row.lat for row in rows_of(tables_in(folder))] == [50, 48]
    remove(first.name, folder)
    assert list(folder.iterdir()) == []
    with pytest.raises(UsageError, match="no table"):
        remove(first.name, folder)


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    """It counts what an import would do."""
    source = tmp_path / "a.csv"
    source.write_text(f"{HEADER}Dubky,50,36,,,,\n")
    assert take(source, tmp_path / "kept", dry=True).places == 1
    assert not (tmp_path / "kept").exists()


@pytest.fixture(scope="module")
def enriched(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Return a gazetteer that took in three invented villages."""
    folder = tmp_path_factory.mktemp("places")
    source = folder / "source.txt"
    rows = [
        "Hromovyshche,48.3,37.5,,,,",
        "Stara Zhurba,48.31,37.52,,,,",
        "Qabr Tammul,13.1,25.2,900,SD,,",
    ]
    source.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    take(source, folder, name="mine")
    return Gazetteer.load(places=[folder])


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Дрон ударив по Громовищу, є поранені", 48.3),
        ("Бої у Старій Журбі", 48.31),
        ("An air raid hit Qabr Tammul in Sudan", 13.1),
    ],
)
def test_imported_places_are_found_in_other_letters_and_forms(
    enriched: Gazetteer, text: str, lat: float
) -> None:
    """Names given in Latin letters only are heard in Cyrillic forms."""
    found = [place for mention in enriched.locate(text) for place in mention.candidates]
    assert any(place.lat is not None and abs(place.lat - lat) < 0.01 for place in found)


def test_without_the_import_nothing_is_made_up(gazetteer: Gazetteer) -> None:
    """The same words are no confident place for who did not import them."""
    found = gazetteer.locate("Дрон ударив по Громовищу, є поранені")
    assert all(mention.candidates[0].p < 0.5 for mention in found)
