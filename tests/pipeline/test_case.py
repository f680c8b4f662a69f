"""A case folder's own description: what it may name, and what is said when it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from truceline.ground.errors import CaseError
from truceline.pipeline.begin import new_case
from truceline.pipeline.case import load_case
from truceline.pipeline.run import run, stored_report
from truceline.record import verify

ITEM = '{"id": "a", "source": "s", "text": "Російські війська обстріляли Херсон."}\n'


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a new case folder with a file of somebody else's beside it."""
    folder = tmp_path / "case"
    (new_case(folder, "easter-2025") / "mine.jsonl").write_text(ITEM, encoding="utf-8")
    (tmp_path / "other.jsonl").write_text(ITEM.replace("a", "b", 1), encoding="utf-8")
    return folder


def add(folder: Path, text: str) -> None:
    """Add lines to a case's description."""
    with (folder / "case.toml").open("a", encoding="utf-8") as stream:
        stream.write(f"\n{text}\n")


def put_first(folder: Path, text: str) -> None:
    """Put a setting at the head of a case's description."""
    path = folder / "case.toml"
    path.write_text(f"{text}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def test_an_input_outside_of_the_folder_is_quarantined(case: Path) -> None:
    """A case that somebody handed over does not take the receiver's files; the rest is used."""
    add(case, '[[input]]\npath = "../other.jsonl"')
    outcome = run(case, resume=False)
    assert outcome.counts["evidence"] == 1
    assert [where for _, where, _ in outcome.quarantined] == ["other.jsonl"]


def test_the_person_who_runs_it_may_allow_it(case: Path) -> None:
    """With the permission the same input is taken."""
    add(case, '[[input]]\npath = "../other.jsonl"')
    outcome = run(case, resume=False, outside=True)
    assert outcome.counts["evidence"] == 2
    assert outcome.quarantined == ()


@pytest.mark.parametrize(
    "setting",
    [
        '[[layer]]\npath = "../other.jsonl"',
        '[[input]]\npath = "inbox"\nmapping = "../other.jsonl"',
        '[[input]]\npath = "inbox"\nmapping = "/etc/hostname"',
    ],
)
def test_nothing_else_may_lead_out(case: Path, setting: str) -> None:
    """Layers and mappings outside of the folder are refused by name."""
    add(case, setting)
    with pytest.raises(CaseError, match="leads out of the case folder"):
        load_case(case)
    load_case(case, outside=True)


def test_a_vocabulary_outside_is_refused(case: Path) -> None:
    """So is a vocabulary."""
    put_first(case, 'vocabulary = "../elsewhere"')
    with pytest.raises(CaseError, match="elsewhere"):
        load_case(case)


def test_a_link_in_place_of_the_sources_is_refused(case: Path, tmp_path: Path) -> None:
    """A sources.yaml that is a link to a file outside is refused."""
    (case / "sources.yaml").unlink()
    (case / "sources.yaml").symlink_to(tmp_path / "other.jsonl")
    with pytest.raises(CaseError, match="leads out"):
        load_case(case)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('zone = "Kyiv"', "not a time zone"),
        ('as_of = "20225-01-01"', "as_of"),
        ('colour = "red"', "no setting named"),
        ("standard = 0.5", "no number above 0.5"),
        ("standard = 95", "no number above 0.5"),
        ("standard = nan", "no number above 0.5"),
        ("standard = true", "no number above 0.5"),
        ('standard = "0.9"', "no number above 0.5"),
        ("zone =", "not TOML"),
    ],
)
def test_a_wrong_setting_is_named(case: Path, text: str, what: str) -> None:
    """Each mistake is said with the file and how to mend it."""
    path = case / "case.toml"
    kept = [x for x in path.read_text(encoding="utf-8").splitlines() if "zone" not in x]
    path.write_text("\n".join([text, *kept]), encoding="utf-8")
    with pytest.raises(CaseError, match=what) as error:
        load_case(case)
    assert error.value.mend
    assert "case.toml" in error.value.where


def test_another_standard_of_proof_judges_anew_on_resume(case: Path) -> None:
    """Findings follow it and the report says whose it is; taken out, all is as it was."""
    before = run(case, resume=False)
    said = json.loads(stored_report(case, "json"))["terms"]["standard"]
    assert "reaches 0.95, as the agreement’s file has it" in said
    put_first(case, "standard = 0.6")
    changed = run(case, resume=True)
    assert changed.digest != before.digest
    page = stored_report(case, "html").decode()
    assert "reaches 0.6, as chosen for this case in place of 0.95" in page
    assert "standard of proof (0.6)" in page
    assert "standard of proof (0.95)" not in page
    path = case / "case.toml"
    path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
    assert run(case, resume=True).digest == before.digest


def test_a_new_case_says_how_to_choose_a_standard(case: Path) -> None:
    """The line that `init` leaves as a comment holds once its mark is taken away."""
    path = case / "case.toml"
    text = path.read_text(encoding="utf-8")
    assert load_case(case).standard is None
    path.write_text(text.replace("# standard", "standard"), encoding="utf-8")
    assert load_case(case).standard == 0.95


def test_a_changed_report_is_noticed(case: Path) -> None:
    """Whoever edits the report on disk is found out by verify; the next run mends it."""
    page = run(case, resume=False).report
    assert verify(case).ok
    page.write_text(page.read_text(encoding="utf-8").replace("UNREVIEWED", ""), encoding="utf-8")
    found = verify(case)
    assert [each for each in found.problems if "report.html" in each]
    run(case, resume=False)
    assert verify(case).ok


@pytest.mark.parametrize(
    "text", ["input = 5", "layer = 5", f'vocabulary = "{"x" * 5000}"', "n = " + "[" * 5000]
)
def test_a_strange_setting_is_an_error_with_a_mend(case: Path, text: str) -> None:
    """Values of the wrong kind, endless names and depth end in a message."""
    path = case / "case.toml"
    kept = path.read_text(encoding="utf-8").split("[[input]]")[0]
    path.write_text(f"{text}\n{kept}", encoding="utf-8")
    with pytest.raises(CaseError) as error:
        load_case(case)
    assert error.value.mend


def test_an_item_that_cannot_be_opened_costs_only_itself(case: Path) -> None:
    """An html beside a text that is null is read; the rest of the case goes on."""
    lines = ITEM + '{"id": "n", "source": "s", "text": null, "html": "<p>Shelling.</p>"}\n'
    (case / "inbox" / "more.jsonl").write_text(lines, encoding="utf-8")
    outcome = run(case, resume=False)
    assert outcome.counts["evidence"] == 2
    assert outcome.counts["statement"] >= 1
