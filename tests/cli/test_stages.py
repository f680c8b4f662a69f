"""The commands of single stages: what they take, what they put out, and how they compose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Call
from tests.cli.records import incident, lines, statement
from truceline.model.doors import json_schema

# The contract of the command line: scripts outside the project read these fields.
FIELDS = {
    "statement": "id document span kind modality speaker relays act perpetrator "
    "perpetrator_stated target target_class weapon count killed injured damage places time "
    "window quantity unit stance followup background authority means denies lang",
    "origin": "origin members edges",
    "contradiction": "a b field values spans",
    "incident": "id proposition members p_occurred origins place time act count killed injured "
    "attribution status group",
    "finding": "incident clause respondent reading verdict p proof review",
    "mention": "span words places",
}
ITEMS = (
    {
        "id": "a",
        "source": "outlet-a",
        "published": "2025-04-20",
        "text": "A drone hit a house in Kherson on the morning of 20 April, wounding two people. "
        "The mayor of Kherson said nine explosions were heard.",
    },
    {
        "id": "b",
        "source": "outlet-b",
        "published": "2025-04-20",
        "text": "Two people were wounded in Kherson on the morning of 20 April when a drone hit a "
        "house.",
    },
)


def test_the_stages_compose_and_keep_the_contract(call: Call) -> None:
    """Piped into one another, each line fits its schema and has the contract's fields."""
    read = call("read", given=lines(*ITEMS))
    traced = call("trace", given=read.stdout.encode())
    fused = call("fuse", given=read.stdout.encode())
    judged = call("judge", "--agreement", "easter-2025", given=fused.stdout.encode())
    located = call("locate", "Shelling near Kherson")
    seen = set()
    for done in (read, traced, fused, judged, located):
        assert done.code == 0, done.stderr
        for line in done.lines:
            name = line["type"]
            seen.add(name)
            Draft202012Validator(json_schema(name)).validate(line)
            assert line["schema"] == f"truceline/{name}/1"
            assert set(FIELDS.get(name, "").split()) <= set(line)
    assert {"statement", "origin", "incident", "finding", "mention"} <= seen
    assert "No statements were given" in judged.stderr


@pytest.mark.parametrize(
    ("standard", "verdict"), [("0.95", "undetermined"), ("0.85", "breach"), ("0.8", "breach")]
)
def test_judge_takes_the_missions_standard(call: Call, standard: str, verdict: str) -> None:
    """An act laid at one side's door with 85 % is a proposed breach only where that is enough."""
    given = lines(incident("i1", attribution={"RUS": 0.85}))
    done = call("judge", "--agreement", "easter-2025", "--standard", standard, given=given)
    sure = [x for x in done.lines if x["type"] == "finding" and x["p"]["breach"] == 0.85]
    assert sure
    assert {each["verdict"] for each in sure} == {verdict}


@pytest.mark.parametrize("standard", ["0.5", "1.01", "nan", "-1", "inf"])
def test_judge_refuses_what_is_no_standard(call: Call, standard: str) -> None:
    """Outside of (0.5, 1] it is a usage error that says where and what would do."""
    given = lines(incident("i1"))
    done = call("judge", "--agreement", "easter-2025", "--standard", standard, given=given)
    assert (done.code, done.stdout) == (2, "")
    assert "--standard" in done.stderr
    assert "above 0.5 and up to 1" in done.stderr


def test_judge_says_which_files_of_lines_are_missing(call: Call, tmp_path: Path) -> None:
    """A folder whose files are named otherwise holds none: the remark says how they are named."""
    (tmp_path / "contact_2015-02-12.geojson").write_text("{}", encoding="utf-8")
    given = lines(incident("i1"))
    done = call("judge", "--agreement", "minsk-2015", "--lines", str(tmp_path), given=given)
    assert "holds no file on 2,569 of the 2,569 days" in done.stderr
    assert "YYYYMMDD" in done.stderr
    without = call("judge", "--agreement", "minsk-2015", given=given)
    assert "--lines" in without.stderr


def test_trace_takes_items_or_statements_with_their_documents(call: Call, tmp_path: Path) -> None:
    """Items alone, items beside the statements read from them, and a mix: the same origins."""
    items = tmp_path / "items.jsonl"
    items.write_bytes(lines(*ITEMS))
    alone = call("trace", str(items))
    read = call("read", str(items)).stdout.encode()
    beside = call("trace", "-", str(items), given=read)
    mixed = call("trace", given=read + lines(*ITEMS))
    assert alone.stdout == beside.stdout == mixed.stdout
    assert any(line["edges"] for line in alone.lines)


FUSE_FILES = {
    "--origins": {"origin": "o1", "members": ["s1", "s2"], "edges": []},
    "--sources": {"id": "outlet", "kind": "outlet"},
    "--coverage": {
        "type": "coverage",
        "id": "c1",
        "source": "outlet",
        "channel": "watch",
        "window": {"start": None, "end": None},
        "p": 0.5,
    },
    "--decisions": {
        "id": "r1",
        "subject": "s1 s2",
        "decision": "different",
        "reviewer": "me",
        "at": "2025-05-01T00:00:00Z",
        "why": "saw both",
    },
}


@pytest.mark.parametrize("options", [*([each] for each in FUSE_FILES), list(FUSE_FILES)])
def test_fuse_takes_each_of_its_files_alone_and_together(
    call: Call, tmp_path: Path, options: list[str]
) -> None:
    """Origins are used and decisions bind, with or without a type on their lines."""
    words = []
    for option in options:
        path = tmp_path / f"{option[2:]}.jsonl"
        path.write_bytes(lines(FUSE_FILES[option]))
        words += [option, str(path)]
    done = call("fuse", *words, given=lines(statement(1), statement(2)))
    assert done.code == 0, done.stderr
    incidents = [line for line in done.lines if line["type"] == "incident"]
    assert len(incidents) == (2 if "--decisions" in options else 1)
    if "--origins" in options:
        assert all(each["origins"][0]["origins"] == ["o1"] for each in incidents)


def test_a_file_of_the_wrong_kind_is_named_with_its_option(call: Call, tmp_path: Path) -> None:
    """Statements under --sources are no sources; the incidents are still made."""
    path = tmp_path / "x.jsonl"
    path.write_bytes(lines(statement(3)))
    done = call("fuse", "--sources", str(path), given=lines(statement(1)))
    assert done.code == 3
    assert "--sources" in done.stderr
    assert [line["type"] for line in done.lines if line["type"] != "weighing"] == ["incident"]


@pytest.mark.parametrize("command", ["read", "trace", "fuse"])
def test_nothing_in_is_nothing_out(call: Call, command: str) -> None:
    """An empty standard input, as an earlier command leaves it, is no error."""
    done = call(command)
    assert (done.code, done.stdout, done.stderr) == (0, "", "")


def test_what_a_command_cannot_use_is_said(call: Call) -> None:
    """Statements given to `read` are an error, origins beside statements for `trace` a remark."""
    alone = call("read", given=lines(statement(1)))
    assert alone.code == 3
    assert "only: statement" in alone.stderr
    origin = {"type": "origin", "origin": "o1", "members": ["s1"]}
    beside = call("trace", given=lines(statement(1), origin))
    assert beside.code == 0
    assert "no use of: 1 origin" in beside.stderr


def test_what_was_passed_over_is_counted(call: Call) -> None:
    """Items without a word of war or peace give no statement, and a line says how many."""
    fair = {"id": "i1", "text": "The flower show drew a crowd on Sunday.", "lang": "en"}
    war = {"id": "i2", "text": "Shells hit a house in Odesa, officials said.", "lang": "en"}
    done = call("read", given=lines(fair, war))
    assert done.code == 0
    assert "1 of 2 item(s) was passed over" in done.stderr.replace("\n", " ")
    assert "passed over" not in call("read", given=lines(war)).stderr


def test_a_flood_of_errors_is_cut_short(call: Call) -> None:
    """Twenty are shown and the others counted."""
    done = call("read", given=b"{\n" * 500)
    assert done.code == 3
    assert done.stderr.count("mend:") == 20
    assert "480 more" in done.stderr


def test_locate_refuses_a_book(call: Call) -> None:
    """A text of a length that no sentence has is a usage error."""
    assert call("locate", "x" * 100_001).code == 2


def test_lines_out_are_the_same_on_every_run(call: Call) -> None:
    """Two runs on the same input give the same bytes."""
    first, second = (call("fuse", given=lines(*ITEMS)).stdout for _ in range(2))
    assert first
    assert first == second
    assert json.loads(first.splitlines()[0])["type"] == "incident"


def test_coverage_moves_the_probability_of_an_incident(call: Call, tmp_path: Path) -> None:
    """What a sensor that covered the place saw raises P, and what it missed lowers it."""
    window = {"start": "2025-04-20T00:00:00Z", "end": "2025-04-20T12:00:00Z"}
    spot = {"name": "", "lat": 46.63, "lon": 32.61, "level": "sector"}
    cover = {
        "type": "coverage",
        "id": "c1",
        "source": "mast",
        "channel": "fires",
        "window": window,
        "p": 0.9,
        "place": {**spot, "radius_m": 40000},
    }
    seen = {
        "type": "detection",
        "id": "d1",
        "document": "",
        "source": "mast",
        "channel": "fires",
        "window": {"start": "2025-04-20T05:00:00Z", "end": "2025-04-20T05:10:00Z"},
        "quantity": [1, 1],
        "unit": "fire",
        "places": [{**spot, "radius_m": 1000}],
    }

    def p(*looks: object) -> float:
        path = tmp_path / "looks.jsonl"
        path.write_bytes(lines(*looks))
        words = ("--coverage", str(path)) if looks else ()
        done = call("fuse", *words, given=lines(statement(1)))
        assert done.code == 0, done.stderr
        (found,) = (line for line in done.lines if line["type"] == "incident")
        return float(found["p_occurred"])

    assert p(cover) < p() < p(cover, seen)
    assert p(seen) == p()


def test_run_says_it_of_a_case(call: Call, tmp_path: Path) -> None:
    """A case whose agreement has lines in files and that brings none is told so."""
    case = tmp_path / "case"
    call("init", str(case), "--agreement", "minsk-2015")
    (case / "inbox" / "a.txt").write_text("Two were killed by shelling in Avdiivka.", "utf-8")
    done = call("run", str(case))
    assert "No files of lines were given (de-facto-line, line-september-2014)" in done.stderr
    assert "lines in case.toml" in done.stderr
