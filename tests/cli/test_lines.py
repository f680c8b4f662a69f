"""What is given on the command line: records and items mixed, and what is refused of them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.records import lines, statement
from truceline.cli.lines import gather, with_quotes
from truceline.ground.errors import UsageError
from truceline.model.evidence import Document

ITEM = {"id": "a", "text": "Two shells hit Nikopol.", "source": "s"}


def write(folder: Path, name: str, content: bytes) -> str:
    """Write a file and return its path as the command line gives it."""
    path = folder / name
    path.write_bytes(content)
    return str(path)


def test_records_and_items_may_stand_in_one_file(tmp_path: Path) -> None:
    """Each line is sorted by itself, and a bad one is named with its own number."""
    content = lines(statement(1), ITEM) + b"{broken\n" + lines(statement(2)) + b'{"type": "no"}\n'
    given = gather([write(tmp_path, "mixed.jsonl", content)])
    assert [each.id for each in given.of("statement")] == ["s1", "s2"]
    assert [each.id for each in given.of("document")] == ["a"]
    assert [each.where.rsplit(":", 1)[1] for each in given.problems] == ["3", "5"]


@pytest.mark.parametrize("name", ["x.json", "x.ndjson", "x.JSONL", "x", "x.out"])
def test_json_lines_may_have_any_name(tmp_path: Path, name: str) -> None:
    """A file whose name says nothing is known by its first byte."""
    given = gather([write(tmp_path, name, lines(statement(1)))])
    assert [each.id for each in given.of("statement")] == ["s1"]


def test_packed_records_are_unpacked(tmp_path: Path) -> None:
    """A .jsonl.gz holds records as a .jsonl does; one that breaks off is named."""
    packed = gzip.compress(lines(*(statement(number) for number in range(200))))
    assert len(gather([write(tmp_path, "a.jsonl.gz", packed)]).of("statement")) == 200
    broken = gather([write(tmp_path, "b.jsonl.gz", packed[:-20])])
    assert [each.where for each in broken.problems] == [str(tmp_path / "b.jsonl.gz")]


@pytest.mark.parametrize("kind", [["statement"], {"a": 1}, 5, None])
def test_a_type_that_is_no_text_is_refused(tmp_path: Path, kind: object) -> None:
    """A list as type once ended in a traceback."""
    given = gather([write(tmp_path, "x.jsonl", lines({"type": kind}))])
    assert len(given.problems) == 1
    assert not given.records


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    """Its files are read; that its name ends in .jsonl means nothing."""
    folder = tmp_path / "x.jsonl"
    folder.mkdir()
    write(folder, "a.jsonl", lines(ITEM))
    assert [each.id for each in gather([str(folder)]).of("document")] == ["a"]


def test_a_device_is_read_as_a_stream() -> None:
    """A pipe of the shell's has no name that ends in .jsonl; an empty one is no error."""
    given = gather(["/dev/null"])
    assert (given.records, given.problems) == ({}, [])


@pytest.mark.parametrize("name", ["", "absent.jsonl"])
def test_a_file_that_is_not_there_is_a_usage_error(name: str) -> None:
    """An empty name, as an unset variable leaves it, is not taken for the current folder."""
    with pytest.raises(UsageError):
        gather([name])


def test_two_records_of_one_id_are_not_counted_twice(tmp_path: Path) -> None:
    """The same line twice is one record; a different one under the same id is refused."""
    path = write(tmp_path, "x.jsonl", lines(statement(1), statement(1), statement(1, act="mine")))
    given = gather([path])
    assert [each.act for each in given.of("statement")] == ["drone_strike"]
    assert len(given.problems) == 1


def test_a_document_without_evidence_is_an_item(tmp_path: Path) -> None:
    """A script's own document record is read like any item; Truceline's own stays as it is."""
    ours = {
        "type": "document",
        "id": "b",
        "evidence": "sha256:0",
        "source": "s",
        "media_type": "text/plain",
        "text": "Quiet.",
    }
    given = gather([write(tmp_path, "x.jsonl", lines({"type": "document", **ITEM}, ours))])
    evidence = {each.id: each.evidence for each in given.of("document")}
    assert evidence["b"] == "sha256:0"
    assert len(evidence["a"]) == len("sha256:") + 64


def test_options_name_what_lines_do_not(tmp_path: Path) -> None:
    """A line without a type is what the option that names its file is for."""
    path = write(tmp_path, "x.jsonl", lines({"id": "a", "allegiance": "XXX"}))
    (source,) = gather([path], assumed="source").of("source")
    assert (source.name, source.allegiance) == ("a", "XXX")
    yaml = write(tmp_path, "sources.yaml", b"sources:\n  - {id: b, name: B}\n")
    assert [each.id for each in gather([yaml], assumed="source").of("source")] == ["b"]


@pytest.mark.parametrize(
    "changed",
    [
        {"places": [{"name": "X", "lat": 91, "lon": 0, "radius_m": 1, "level": "point"}]},
        {"places": [{"name": "X", "lat": 0, "lon": 181, "radius_m": 1, "level": "point"}]},
        {"places": [{"name": "X", "lat": 0, "lon": 0, "radius_m": -1, "level": "point"}]},
        {"places": [{"name": "X", "lat": 0, "lon": 0, "radius_m": 1, "level": "point", "p": 2}]},
        {"killed": [3, 2]},
        {"killed": [-1, None]},
        {"count": {"min": 5, "max": 4, "unit": ""}},
        {"span": [5, 4]},
        {"span": [-1, 4]},
        {"id": ""},
        {"time": {"earliest": "1000-01-01T00:00:00Z", "latest": "2025-01-01T00:00:00Z"}},
        {"time": {"earliest": "2025-01-02T00:00:00Z", "latest": "2025-01-01T00:00:00Z"}},
        {
            "time": {
                "earliest": "2025-01-01T00:00:00Z",
                "latest": "2025-01-02T00:00:00Z",
                "zone": "Y",
            }
        },
    ],
)
def test_values_that_nothing_can_have_are_refused(tmp_path: Path, changed: object) -> None:
    """Impossible degrees, counts, spans and years name their line and cost no other."""
    assert isinstance(changed, dict)
    given = gather([write(tmp_path, "x.jsonl", lines(statement(1, **changed), statement(2)))])
    assert [each.id for each in given.of("statement")] == ["s2"]
    assert [each.where for each in given.problems] == [f"{tmp_path / 'x.jsonl'}:1"]
    assert given.problems[0].mend


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_numbers_that_json_does_not_have_are_refused(tmp_path: Path, number: str) -> None:
    """Python's reader takes them; a record must not."""
    text = json.dumps(statement(1)).replace("46.63", number)
    given = gather([write(tmp_path, "x.jsonl", text.encode())])
    assert not given.records
    assert "no number" in given.problems[0].what


def test_a_missing_quote_is_taken_from_the_document(tmp_path: Path) -> None:
    """A script need not repeat the words of a span whose document it gives."""
    item = {**ITEM, "id": "d1"}
    given = gather([write(tmp_path, "x.jsonl", lines(statement(1), item))])
    documents: list[Document] = given.of("document")
    (filled,) = with_quotes(given.of("statement"), documents)
    assert filled.quote == "Two shells"
