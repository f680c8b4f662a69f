"""One file of each bad kind: a clear error each, the rest processed, nothing lost."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.pipeline.conftest import records
from truceline.pipeline.begin import new_case
from truceline.pipeline.run import Outcome, run

GOOD = '{"id": "good", "text": "Російські війська обстріляли Херсон 20 квітня.", "source": "s"}\n'


def make_bad_files(inbox: Path) -> None:
    """Write one file of each bad kind, and a good one among them."""
    (inbox / "good.jsonl").write_text(GOOD, encoding="utf-8")
    (inbox / "truncated.html").write_bytes(b"<html><body><p>Shelling was heard.</p><div class='x")
    with zipfile.ZipFile(inbox / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"0" * (300 * 1024 * 1024))
    broken = "Обстріл Херсона".encode().decode("cp1251", errors="replace")
    (inbox / "mojibake.txt").write_text(broken * 20, encoding="utf-8")
    (inbox / "columns.csv").write_text("foo,bar\n1,2\n", encoding="utf-8")
    with (inbox / "long.jsonl").open("w", encoding="utf-8") as stream:
        stream.write('{"id": "long", "text": "')
        for _ in range(100):
            stream.write("x" * 1_000_000)
        stream.write('"}\n' + GOOD.replace("good", "after-long"))
    late = json.loads(GOOD) | {"id": "late", "published": "20225-04-20"}
    (inbox / "late.jsonl").write_text(json.dumps(late) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Return the outcome of a case whose inbox holds the bad files."""
    folder = tmp_path_factory.mktemp("bad") / "case"
    inbox = new_case(folder, "easter-2025")
    make_bad_files(inbox)
    with (folder / "case.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[[input]]\npath = "inbox/columns.csv"\nmapping = "viina"\n')
    return run(folder, resume=False)


@pytest.mark.parametrize(
    "name",
    ["truncated.html", "bomb.zip", "mojibake.txt", "columns.csv", "long.jsonl", "late.jsonl"],
)
def test_each_bad_file_has_an_error_with_place_and_mend(outcome: Outcome, name: str) -> None:
    """What, where and how to mend it, for every bad file."""
    own = [(what, mend) for what, where, mend in outcome.quarantined if name in where]
    assert own
    assert all(what and mend for what, mend in own)


def test_the_good_ones_are_read_all_the_same(outcome: Outcome) -> None:
    """A good item beside the bad ones, and one after a bad line, become statements."""
    given = {each.given_id for each in records(outcome.folder, "evidence")}
    assert {"good", "after-long"} <= given
    assert records(outcome.folder, "statement")


def test_the_year_is_named(outcome: Outcome) -> None:
    """A date in the year 20225 is refused by name, not bent into another year."""
    assert any("20225" in what for what, _, _ in outcome.quarantined)


def test_no_byte_that_could_be_kept_is_lost(outcome: Outcome) -> None:
    """The quarantine holds what was refused."""
    kept = [each for each in (outcome.folder / "quarantine").rglob("*") if each.is_file()]
    assert len(kept) >= 5
