"""Every part of the agreement language is checked: unknown ids, contradictions, gaps, no effect."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.agreements.test_broken import line_of, problems
from truceline.agreements.checking.whole import circles

FULL = (Path(__file__).parent / "full.yaml").read_text(encoding="utf-8")
WITHIN = 'within: {start: "2025-04-02", end: "2025-04-20"}'

SPOILED = YAML(typ="safe").load(Path(__file__).with_name("spoiled.yaml"))


def spoiling(*kinds: str) -> list[tuple[str, str, str]]:
    """Return what is changed in the file of all parts, into what, and the words of the problem."""
    changes = [each for kind in kinds for each in SPOILED[kind]]
    return [(each["old"], each["new"], each["says"]) for each in changes]


@pytest.mark.parametrize(("old", "new", "says"), spoiling("unknown"))
def test_an_unknown_id_is_named_on_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    """An id of any kind that names nothing, or stands twice, is told where it stands."""
    assert old in FULL
    text = FULL.replace(old, new, 1)
    found = problems(tmp_path, text)
    pairs = zip(FULL.splitlines(), text.splitlines(), strict=False)
    changed = next(n for n, (before, after) in enumerate(pairs, 1) if before != after)
    assert any(says in told and line in (changed, changed + 1) for line, told in found), found


@pytest.mark.parametrize(("old", "new", "says"), spoiling("contradictions", "gaps"))
def test_what_contradicts_itself_or_has_no_effect_is_named(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    """One change to a sound file gives the problem that it is."""
    assert old in FULL
    found = problems(tmp_path, FULL.replace(old, new, 1))
    assert any(says in sentence for _, sentence in found), found


def test_a_clause_outside_of_the_period_of_every_reading_is_named(tmp_path: Path) -> None:
    """Its times lie in the window, but the duties of its respondents begin later."""
    late = 'within: {start: "2025-05-01"}'
    text = FULL.replace('within: {start: "2025-03-02"}', late)
    text = text.replace(
        "{party: RUS, instruments: [treaty], because: it signed}",
        f"{{party: RUS, instruments: [treaty], because: it signed, {late}}}",
    )
    text = text[: text.index("  - id: late\n")] + text[text.index("choices:") :]
    text = text.replace(
        '        within: {start: "2025-03-05T08:00:00+02:00"}', "        conduct: mutual"
    )
    at = line_of(text, WITHIN)
    found = problems(tmp_path, text)
    assert [line for line, told in found if "outside of the period of every reading" in told] == [
        at
    ]


def test_a_permission_that_is_ranked_or_elsewhere_contradicts_nothing(tmp_path: Path) -> None:
    """Whoever says which of two clauses holds has said it; other ground is no contradiction."""
    opposed = FULL.replace("acts: [air_defence]\n", "acts: [missile_strike]\n")
    ranked = opposed.replace("prevails_over: [cease]", "prevails_over: [cease, repel]")
    assert not [told for _, told in problems(tmp_path, ranked) if "permits what" in told]
    elsewhere = opposed.replace("may_cover: [clash]", "may_cover: [clash]\n    areas: [field]")
    assert not [told for _, told in problems(tmp_path, elsewhere) if "permits what" in told]


def test_two_parties_swapped_give_the_same_problems(tmp_path: Path) -> None:
    """A spoiled file with the parties' names swapped throughout has problems on the same lines."""
    text = FULL.replace("{RUS: [beyond],", "{osce: [town],").replace(
        "held_by: [UKR]", "held_by: [X]"
    )
    swapped = text.replace("RUS", "ZZZ").replace("UKR", "RUS").replace("ZZZ", "UKR")
    lines = [line for line, _ in problems(tmp_path, text)]
    assert lines
    assert lines == [line for line, _ in problems(tmp_path, swapped)]


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["a"]}, [("a", "a")]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [("b", "c", "b")]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["nowhere"], "b": ["a"]}, []),
    ],
)
def test_circles_are_found_where_there_are_any(
    edges: dict[str, list[str]], found: list[tuple[str, ...]]
) -> None:
    """A way back to the start is found once; ways that only meet are none."""
    assert circles(edges) == found


def test_the_file_of_all_parts_is_sound(tmp_path: Path) -> None:
    """What is spoiled above has no problem before it is spoiled."""
    assert problems(tmp_path, FULL) == []
