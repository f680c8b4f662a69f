"""Broken and hostile agreement files: each problem has its line and its mend, nothing raises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.breaking import Breaker
from benchmarks.broken import Told, check_broken
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.agreements import check, find, load
from truceline.ground.errors import AgreementError

EASTER = find("easter-2025").read_text(encoding="utf-8")
FULL = Path(__file__).parent / "full.yaml"
WHERE = re.compile(r"agreement\.yaml:\d+$")


def problems(folder: Path, text: str | bytes) -> list[tuple[int, str]]:
    """Return line and whole sentence of each problem of a file with this content."""
    path = folder / "agreement.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = check(path)
    for each in found:
        assert WHERE.search(each.where)
        assert each.what
        assert each.mend
        assert len(each.sentence()) < 1500
    return [(int(each.where.rsplit(":", 1)[1]), each.sentence()) for each in found]


def line_of(text: str, words: str) -> int:
    """Return the number of the first line that holds some words."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


WITH_CLAUSE_TIMES = EASTER.replace(
    "    acts: [any_attack]\n",
    '    acts: [any_attack]\n    within: {start: "2025-04-20T10:00", end: "2025-04-20T09:00"}\n',
)
WITH_DUTY_TIMES = EASTER.replace(
    "        instruments: [declaration]\n",
    "        instruments: [declaration]\n"
    '        within: {start: "2025-05-01", end: "2025-05-02"}\n',
    1,
)


@pytest.mark.parametrize(
    ("old", "new", "words", "says"),
    [
        ('end: "2025-04-21T00:00', 'end: "2025-04-18T00:00', "window:", "before it begins"),
        ('end: "2025-04-21T00:00', 'end: "2025-04-19T18:00', "window:", "ends when it begins"),
        ('start: "2025-04-19T18', 'start: "20225-04-19T18', "window:", "year 20225"),
        ('start: "2025-04-19T18:00:00+03:00"', 'start: "soon"', "window:", "is not a time"),
        ('at: "2025-04-19"', "at: 2025-04-19", "at: 2025-04-19", "quotation marks"),
        ('version: "1"', "version: 1", "version: 1", "quotation marks"),
        ("standing: ended", "standing: over", "standing: over", "proposed, declared"),
        ("zone: Europe/Moscow", "zone: Moscow", "zone: Moscow", "IANA"),
        ("standard: 0.95", "standard: .nan", "standard: .nan", "quotation marks"),
        ("standard: 0.95", "standard: 0.2", "standard: 0.2", "above 0.5"),
        ("parties: [RUS, UKR]", "parties: [RUS, RUS]", "parties:", "repeated"),
        ("by: UKR", "by: XXX", "id: mirror-pledge", "Unknown actor"),
        ("depends_on: [UKR]", "depends_on: [XXX]", "depends_on: [XXX]", "Unknown party"),
        ("    depends_on: [RUS]\n", "", "act: mirror_pledge", "condition that names nobody"),
        ("acts: [any_attack]", "acts: [barking]", "acts: [barking]", "Unknown act"),
        ("acts: [any_attack]", "acts: []", "id: cease-military", "prohibition without acts"),
        ("exceptions: [repel]", "exceptions: [rebel]", "exceptions: [rebel]", "permitting clause"),
        ("held_by: [RUS]", "held_by: [XXX]", "held_by: [XXX]", "Unknown actor"),
        ("id: offer-20-april", "id: x", "citations: [offer-20-april]", "Unknown citation"),
        ("conduct_of: UKR", "conduct_of: XXX", "instruments: [declaration, min", "“conduct_of”"),
        ("conduct_of: UKR", "conduct_of: RUS", "instruments: [declaration, min", "own party"),
        ("[declaration, ministry", "[declared, ministry", "[declared, ministry", "instrument"),
        ("id: mirror\n", "id: unilateral\n", "title: The declaration and the", "stands twice"),
        ("    summary: >-", "    sumary: >-", "sumary:", "Unknown key"),
        ("    scope: permits\n", "", "id: repel", "lacks “scope”"),
        ("act: mirror_pledge", "act: pledge", "act: pledge", "mirror_pledge"),
        ("url: https://tass", "url: javascript:tass", "url: javascript", "https://"),
        ('    date: "2025-04-20"', '    date: "2025-02-30"', '"2025-02-30"', "is not a day"),
        ('    at: "2025-04-20"', '    at: "2024-04-20"', '"2024-04-20"', "stands above it"),
        ("act: declaration", "act: rejection", "act: rejection", "no proposal or declaration"),
        ('    date: "2025-04-19"', '    date: "2024-04-19"', "citations: [kremlin-19", "older"),
        ("version:", "id: again\nversion:", "id: again", "key"),
        ("title: The Easter", "title: !!python/object:os.system The", "!!python", "tag"),
        ("title: The Easter", "title: &a The", "title: &a", "anchor"),
        (
            "  - No common",
            "  - [[[[[[[[[[[[[[[[[[[[deep]]]]]]]]]]]]]]]]]]]]\n  - No",
            "[[[",
            "deep",
        ),
        ("unknowns:", "---\nunknowns:", "---", "second document"),
        ("unknowns:", "unknowns: [", "unknowns: [", "not YAML"),
        ("unknowns:", "\tunknowns:", "\tunknowns:", "not YAML"),
        ("unknowns:", "unknowns:\x07", "unknowns:", "control character"),
        ("unknowns:", "? [a, b]\n: c\nunknowns:", "? [a", "no word"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_mend(
    tmp_path: Path, old: str, new: str, words: str, says: str
) -> None:
    """Each kind of mistake is found on its line, and the message says how to mend it."""
    assert old in EASTER
    text = EASTER.replace(old, new, 1)
    at = line_of(text, words)
    found = problems(tmp_path, text)
    near = [sentence for line, sentence in found if at - 1 <= line <= at + 2]
    assert any(says in sentence for sentence in near), found


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        (WITH_CLAUSE_TIMES, "T09:00", "before it begins"),
        (
            WITH_CLAUSE_TIMES.replace("T09:00", "T11:00").replace("04-20T1", "05-20T1"),
            "05-20T1",
            "clause lies outside",
        ),
        (
            WITH_DUTY_TIMES.replace("2025-05-01", "2025-05-01T00:00").replace(
                "2025-05-02", "2025-05-02T00:00"
            ),
            "2025-05-01",
            "duty lies outside",
        ),
        (WITH_DUTY_TIMES.replace("2025-05-01", "2025-04-31"), "2025-04-31", "is not a day"),
    ],
)  # fmt: skip - one case a line reads best
def test_times_of_clauses_and_duties_are_checked(
    tmp_path: Path, text: str, words: str, says: str
) -> None:
    """A clause that ends before it begins, and parts outside of the window, are found."""
    at = line_of(text, words)
    assert any(line == at and says in each for line, each in problems(tmp_path, text))


def test_a_clause_that_no_reading_reaches_is_found(tmp_path: Path) -> None:
    """A clause for a party without any duty would never be judged, so it is named."""
    text = find("thirty-day-2025").read_text(encoding="utf-8")
    text = text.replace("      - party: USA\n        instruments: [proposal]\n", "")
    text = text.replace(
        "        because: it undertook to resume support at once, without a condition\n", ""
    )
    at = line_of(text, "id: resume-support")
    assert any(
        at == line and "No reading reaches" in each for line, each in problems(tmp_path, text)
    )


def test_all_problems_are_listed_in_the_order_of_their_lines(tmp_path: Path) -> None:
    """Three mistakes give three problems, top to bottom; loading names the first and the count."""
    text = EASTER.replace("acts: [any_attack]", "acts: [barking]")
    text = text.replace("held_by: [RUS]", "held_by: [XXX]").replace(
        "held_by: [UKR]", "held_by: [Y]"
    )
    found = problems(tmp_path, text)
    assert len(found) == 3
    assert [line for line, _ in found] == sorted(line for line, _ in found)
    with pytest.raises(AgreementError, match=r"Unknown act “barking”.*2 more") as raised:
        load(str(tmp_path / "agreement.yaml"))
    assert raised.value.where.endswith(f":{found[0][0]}")
    assert raised.value.mend


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "does not fit"),
        (b"- a\n- b\n", "does not fit"),
        (b"just words", "does not fit"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: " + b"x" * (1 << 20), "1 MiB"),
        (b"a: [" + b"1," * 60_000 + b"]", "values"),
        (b"[" * 100_000, "deep"),
        (b"a: &a [x]\nb: [*a, *a]\n", "anchor"),
        (b"a: " + b"9" * 5000, "not YAML"),
        (b"a: 0o7777777\nb: 1_0\nc: -.inf\n", "quotation marks"),
        (b"%YAML 9.9\n---\na: b\n", "not YAML"),
    ],
)
def test_hostile_files_are_refused_in_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    """Empty, huge, deep, repeating or undecodable files cost a sentence, never a traceback."""
    found = problems(tmp_path, content)
    assert any(says in sentence for _, sentence in found), found


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is a problem like any other."""
    assert "cannot be read" in check(tmp_path / "nowhere.yaml")[0].what
    with pytest.raises(AgreementError):
        load(str(tmp_path / "nowhere.yaml"))


SMALL = """\
id: small
version: "1"
title: A small truce
summary: Nothing is fired.
standing: effective
zone: Europe/Moscow
parties: [A, B]
window: {start: "2025-04-19T18:00", end: "2025-04-21T00:00"}
instruments:
  - id: treaty
    act: declaration
    by: A
    at: "2025-04-19"
    summary: Both sign.
    binds: [A, B]
    citations: [text]
clauses:
  - id: cease
    scope: prohibits
    text: Nothing is fired.
    acts: [any_attack]
    within: {start: "2025-04-19T20:00", end: "2025-04-20T20:00"}
    citations: [text]
readings:
  - id: plain
    title: Plain
    summary: As it says.
    duties:
      - party: A
        instruments: [treaty]
        conduct_of: B
        because: it signed
      - {party: B, instruments: [treaty], because: it signed}
citations:
  - id: text
    title: The text
    publisher: The parties
    date: "2025-04-19"
    url: https://example.org/truce
"""


def test_the_small_agreement_is_sound(tmp_path: Path) -> None:
    """What is injured below has no problem before it is injured."""
    assert problems(tmp_path, SMALL) == []


def _told(files: int, seed: int, folder: Path, paths: tuple[Path, ...] = ()) -> Told:
    """Return what became of broken files, after proving that none raised or was told badly."""
    told = check_broken(files, seed, folder, paths)
    assert told.raised == []
    assert told.badly == []
    assert told.named + told.sound == files
    return told


@pytest.mark.parametrize("seed", range(4))
def test_six_hundred_broken_files_give_no_traceback(tmp_path: Path, seed: int) -> None:
    """Small agreements and the file of all parts, injured: problems with lines and mends."""
    small = tmp_path / "small.yaml"
    small.write_text(SMALL, encoding="utf-8")
    told = _told(150, seed, tmp_path, (small, FULL))
    assert told.named > 100


@pytest.mark.long
def test_ten_thousand_broken_files_give_no_traceback(tmp_path: Path) -> None:
    """Every agreement that ships, injured: nine in ten are found broken, none raises."""
    told = _told(10_000, 5, tmp_path)
    assert told.named > 9_000
    assert told.seconds / told.files < 0.1


def test_the_same_seed_breaks_the_same_files() -> None:
    """What a seed finds can be found again; another seed breaks otherwise."""
    one, same, other = (Breaker(seed, (FULL,)) for seed in (1, 1, 2))
    made = [one.broken() for _ in range(5)]
    assert made == [same.broken() for _ in range(5)]
    assert made != [other.broken() for _ in range(5)]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_any_bytes_give_problems(tmp_path: Path, content: bytes) -> None:
    """Whatever the bytes, they are no agreement, and that is said in problems."""
    assert problems(tmp_path, content)
