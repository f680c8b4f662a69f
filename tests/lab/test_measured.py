"""The page of figures is what its file gives, and it names failures by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks import broken, fusing, judging, zones
from benchmarks.long import APART, BENCHES, parts, run
from benchmarks.page import BESIDE, PAGE, RESULTS, SECTIONS, failures, page

from truceline.lab.board import BOARDS


def row(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a figure
    """Return a figure that stands above its baseline."""
    return {
        "name": "accuracy",
        "set": "set",
        "n": 10,
        "figure": 0.8,
        "low": 0.7,
        "high": 0.9,
        "baseline": "always so",
        "baseline_figure": 0.5,
        "ahead": 0.99,
        "use": "measuring only",
        **fields,
    }


def measured(*rows: dict[str, Any], an_item: float = 1.0, code: int = 0) -> dict[str, Any]:
    """Return a file of results with one board and one benchmark."""
    line = {"bench": "fuse", "input": "made", "scale": 100, "size": 9, "unit": "reports"}
    line |= {"an_item": an_item, "baseline": "simple", "ratio": 2.0, "what": "", "right": None}
    return {
        "stamp": {"commit": "c0ffee", "date": "2030-05-01", "cores": 2},
        "command": "make long",
        "tests": {"exit": code, "summary": "3 passed"},
        "boards": [{"name": "set", "about": "rows", "rows": list(rows)}],
        "benchmarks": [line],
    }


def test_the_page_is_up_to_date_with_its_file() -> None:
    """Whoever changes one without the other is told to run the script."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert PAGE.read_text(encoding="utf-8") == page(found), "run: python -m benchmarks.page"


def test_the_file_is_stamped_and_whole() -> None:
    """Commit, day and cores are there, every scoreboard and every benchmark too."""
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert len(found["stamp"]["commit"].split()[0]) == 40
    assert found["stamp"]["date"]
    assert found["stamp"]["cores"] >= 1
    assert [each["name"] for each in found["boards"]] == list(BOARDS)
    assert all(found[section] for section in ("news", "fusing", "zones", "judging", "broken"))
    assert {each["bench"] for each in found["benchmarks"]} == {each.name for each in BENCHES}
    assert {each["scale"] for each in found["benchmarks"]} == {1, 10, 100}


def test_a_figure_below_its_baseline_is_named_as_a_failure() -> None:
    """A worse figure is listed with its baseline, a better one is not."""
    told = failures(measured(row(), row(name="clusters", figure=0.4, ahead=0.02)))
    assert told[0] == "1 of 2 figures are worse than their baseline:"
    assert "clusters" in told[1]
    assert "0.500" in told[1]
    assert "measuring only" in told[1]
    assert not any("accuracy" in each for each in told)


@pytest.mark.parametrize(
    ("name", "figure", "baseline", "worse"),
    [
        ("Brier score (lower is better)", 0.1, 0.2, False),
        ("Brier score (lower is better)", 0.2, 0.1, True),
        ("incidents told for each true one (1 is right)", 1.1, 1.7, False),
        ("incidents told for each true one (1 is right)", 0.9, 1.7, False),
        ("incidents told for each true one (1 is right)", 0.2, 1.1, True),
        ("accuracy", 0.5, 0.5, False),
    ],
)
def test_worse_is_what_the_name_of_a_figure_says(
    name: str, figure: float, baseline: float, worse: bool
) -> None:
    """Less of an error is no failure; of what should be one, what is further from it is worse."""
    told = failures(measured(row(name=name, figure=figure, baseline_figure=baseline)))
    assert told[0].startswith(f"{int(worse)} of 1 figures")
    assert any(name in each for each in told) == worse


def test_a_rate_is_no_accuracy_and_stands_apart() -> None:
    """How often there was fire in a truce is neither a failure nor a success of ours."""
    rate = row(name="drones, by table: rate as a share of that around", figure=0.2)
    assert failures(measured(row(), rate))[0] == "0 of 1 figures are worse than their baseline."
    text = page(measured(row(), rate))
    assert text.index("| accuracy") < text.index(BESIDE) < text.index("| drones, by table")
    assert "| baseline" in text.split(BESIDE)[0]
    assert BESIDE not in page(measured(row()))


def test_a_gap_between_sides_is_named_as_a_failure() -> None:
    """One side's deeds found far less often than the other's are a failure of their own."""
    sides = [
        row(name=f"incident recall, by {side}", figure=figure, baseline=None, baseline_figure=None)
        for side, figure in (("AAA", 0.9), ("BBB", 0.6))
    ]
    assert any("by BBB are found less often" in each for each in failures(measured(*sides)))
    sides[1]["figure"] = 0.85
    assert not any("less often" in each for each in failures(measured(*sides)))


def test_steep_growth_and_failed_tests_are_named() -> None:
    """Time that grows faster than the input, and tests that failed, stand among the failures."""
    told = " ".join(failures(measured(row(), an_item=3.84, code=1)))
    assert "grows faster" in told
    assert "Slow tests failed" in told
    assert "grows faster" not in " ".join(failures(measured(row())))


def test_the_page_shows_figure_interval_baseline_and_use() -> None:
    """A row of the page holds all that a reader needs to judge a figure."""
    text = page(measured(row()))
    line = next(each for each in text.splitlines() if each.startswith("| accuracy"))
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[:4] == ["accuracy", "10", "0.800", "0.700 to 0.900"]
    assert cells[4:] == ["always so", "0.500", "0.99", "measuring only"]
    assert "c0ffee" in text


def interrupted() -> None:
    """Do as a person who loses patience."""
    raise KeyboardInterrupt


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """What was done is not done again for the same commit; for another one it is."""
    calls: list[str] = []

    def counted() -> dict[str, str]:
        calls.append("tests")
        return {"summary": "done"}

    def all_of(last: Callable[[], Any], commit: str = "c0ffee") -> Any:  # noqa: ANN401 - JSON
        work: dict[str, Callable[[], Any]] = {"tests": counted, "benchmark x": last}
        return run(work, {"commit": commit}, tmp_path / "long" / "done.json")

    with pytest.raises(KeyboardInterrupt):
        all_of(interrupted)
    found = all_of(lambda: [{"ratio": 1}])
    assert calls == ["tests"]
    assert found["benchmarks"] == [{"ratio": 1}]
    assert found["stamp"] == {"commit": "c0ffee"}
    all_of(list, commit="decade")
    all_of(list, commit="decade dirty")
    assert calls == ["tests"] * 3


def test_rates_of_articles_have_a_section_of_their_own() -> None:
    """Every column of the benchmark stands on the page; without the benchmark there is none."""
    found = measured(row())
    assert "Whole news articles" not in page(found)
    text = page({**found, "news": [{"scale": "1x", "articles/s": "25.0"}]})
    assert text.index("Whole news articles") < text.index("articles/s") < text.index("25.0")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("fusing", fusing.COLUMNS),
        ("zones", zones.COLUMNS),
        ("judging", judging.COLUMNS),
        ("broken", broken.COLUMNS),
    ],
)
def test_a_benchmark_of_its_own_has_a_section(name: str, columns: tuple[str, ...]) -> None:
    """Every column of the benchmark stands on the page; without the benchmark there is none."""
    found, head = measured(row()), SECTIONS[name].splitlines()[0]
    assert head not in page(found)
    text = page({**found, name: [{each: f"of {each}" for each in columns}]})
    assert head in text
    assert all(each in text and f"of {each}" in text for each in columns)


def test_the_long_run_holds_every_benchmark_of_its_own() -> None:
    """What has a section is measured, and what is measured has a section."""
    work = parts(Path(), scales=(1,))
    assert set(APART) <= set(work)
    assert list(SECTIONS) == list(APART)


def test_broken_files_are_measured_and_errors_among_them_named() -> None:
    """The long run checks them and keeps the figures; one that raised stands among the failures."""
    (line,) = parts(Path(), files=3)["broken"]()
    assert tuple(line) == broken.COLUMNS
    assert (line["files"], line["told badly"], line["raised"]) == ("3", "0", "0")
    sound = measured(row())
    assert failures({**sound, "broken": [line]}) == failures(sound)
    told = failures({**sound, "broken": [{**line, "raised": "2"}]})
    assert "Broken agreement files: 2 of 3 raised." in told
