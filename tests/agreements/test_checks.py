"""Every part of the agreement language is checked: unknown ids, contradictions, gaps, no effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreements.test_broken import line_of, problems
from truceline.agreements.checking.whole import circles

FULL = (Path(__file__).parent / "full.yaml").read_text(encoding="utf-8")
WITHIN = 'within: {start: "2025-04-02", end: "2025-04-20"}'

UNKNOWN = [
    ("classes: [artillery]", "classes: [artilery]", "Write “artillery” if you mean it"),
    ("amends: [treaty]", "amends: [treat]", "Unknown instrument “treat” in “amends”"),
    ("replaces: annex", "replaces: anex", "Write “annex” if you mean it"),
    ("joint: [RUS, UKR]", "joint: [RUS, XXX]", "Unknown actor “XXX” in “joint”"),
    (
        "title: The front\n    held_by: [UKR]",
        "title: The front\n    held_by: [XXX]",
        "Unknown actor",
    ),
    ("side: {line: front, of: inside}", "side: {line: fron, of: inside}", "Unknown line “fron”"),
    ("belt: {line: road", "belt: {line: rod", "Unknown line “rod”"),
    ("any_of: [town, shoulder]", "any_of: [town, sholder]", "Unknown zone “sholder”"),
    ("none_of: [field]", "none_of: [feld]", "Unknown zone “feld”"),
    ("all_of: [strip, mapless]", "all_of: [strip, maples]", "Unknown zone “maples”"),
    ("areas: [quiet]", "areas: [quite]", "Unknown zone “quite” in “areas”"),
    ("{RUS: [beyond]", "{XXX: [beyond]", "Unknown party “XXX” in “areas_of”"),
    ("{RUS: [beyond]", "{RUS: [yonder]", "Unknown zone “yonder” in “areas_of”"),
    ("targets: [civilian, energy]", "targets: [civilian, works]", "Unknown target class “works”"),
    ("domains: [land, air]", "domains: [land, space]", "Write one of: land, sea, air"),
    ("answers: {acts: [shelling,", "answers: {acts: [shooting,", "Unknown act “shooting”"),
    ("may_cover: [clash]", "may_cover: [crash]", "Unknown act “crash” in “may_cover”"),
    ("prevails_over: [cease]", "prevails_over: [ceased]", "Unknown clause “ceased”"),
    ("stands_by: annex", "stands_by: anex", "Unknown instrument “anex” in “stands_by”"),
    ("exceptions: [answer, repel]", "exceptions: [answer, cease]", "Unknown permitting clause"),
    ("of: [UKR]\n", "of: [nobody]\n", "Unknown party or known body “nobody” in “of”"),
    ("areas: [strip]", "areas: [strips]", "Unknown zone “strips”"),
    ("after: {instrument: treaty", "after: {instrument: tract", "Unknown instrument “tract”"),
    ("clauses: [cease]", "clauses: [seize]", "Unknown clause “seize” in “clauses”"),
    (
        "then: The sides talk., by: [USA]",
        "then: The sides talk., by: [U]",
        "known body “U” in “by”",
    ),
    (
        'held: [{by: UKR, from: "2025-03-01", until',
        'held: [{by: U, from: "2025-03-01", until',
        "Unknown actor",
    ),
    (
        "clauses: {cease: {domains: [land]}}",
        "clauses: {seize: {domains: [land]}}",
        "Unknown clause",
    ),
    (
        "{cease: {domains: [land], targets: [military]}}",
        "{cease: {targets: [soldiers]}}",
        "Unknown target class",
    ),
    (
        "instrument: treaty\n    title: When",
        "instrument: tract\n    title: When",
        "Unknown instrument",
    ),
    (
        "held_by: [UKR], held: [{by: UKR",
        "held_by: [UKR], held: [{by: U",
        "Unknown actor “U” in “by”",
    ),
    (
        "then: The mediator warns., by: [USA]}\n",
        "then: The mediator warns., by: [XX]}\n",
        "Unknown",
    ),
    (
        "one breach., citations: [text]",
        "one breach., citations: [txt]",
        "Write “text” if you mean it",
    ),
    (
        "their orders.}",
        'their orders.}\n  - {status: ended, at: "2025-06-01", citations: [no]}',
        "Unknown citation",
    ),
    ("conduct_of: RUS", "conduct_of: R", "Unknown party “R” in “conduct_of”"),
    ("acceptance_by: [RUS, UKR]", "acceptance_by: [RUS, U]", "Unknown party “U”"),
    ("{id: second, deadline", "{id: first, deadline", "“first” stands twice in stages"),
    ("- id: later\n", "- id: at-once\n", "“at-once” stands twice in options"),
    ("{id: warn, breaches", "{id: talk, breaches", "“talk” stands twice in steps"),
    ("{id: field, title", "{id: town, title", "“town” stands twice in zones"),
]

CONTRADICTIONS = [
    ("exceptions: [answer, repel]", "exceptions: [answer]", "exception of no prohibition"),
    (
        "acts: [air_defence]\n",
        "acts: [missile_strike]\n",
        "permits what “quiet-town” prohibits: “missile_strike”",
    ),
    (
        "    citations: [text]\n  - id: answer",
        "    prevails_over: [quiet-town]\n    citations: [text]\n  - id: answer",
        "prevail over each other in a circle",
    ),
    (
        "prevails_over: [cease]",
        "prevails_over: [quiet-town]",
        "in a circle: “quiet-town”, “quiet-town”",
    ),
    (
        "any_of: [town, shoulder]",
        "any_of: [town, shoulder, quiet]",
        "made of each other in a circle",
    ),
    (
        "all_of: [strip, mapless]}",
        "all_of: [strip, mapless], any_of: [all-zones]}",
        "“all-zones”, “all-zones”",
    ),
    ("    amends: [treaty]", "    amends: [second-annex]", "stands below it"),
    ("    amends: [treaty]", "    amends: [annex]", "undo each other in a circle"),
    ('until: "2025-05-01"', 'until: "2025-03-20"', "lapses before it is made"),
    ('from: "2025-03-01"\n', 'from: "2025-04-03"\n', "deadline lies before the obligation begins"),
    (
        'id: second, deadline: "2025-04-01"',
        'id: second, deadline: "2025-04-03"',
        "due after the deadline",
    ),
    (
        'id: first, deadline: "2025-03-10"',
        'id: first, deadline: "2025-02-10"',
        "due before the obligation",
    ),
    (
        "quantity: {min: 20, max: 20",
        "quantity: {min: 21, max: 21",
        "add up to 31, more than the 30",
    ),
    (
        "quantity: {min: 20, max: 20",
        "quantity: {min: 19, max: 19",
        "add up to 29, less than the 30",
    ),
    (
        "quantity: {min: 20, max: 20",
        "quantity: {min: 20, max: 19",
        "At most 19 is less than at least 20",
    ),
    (
        "quantity: {min: 30, max: 30",
        "quantity: {min: 30, max: 3",
        "At most 3 is less than at least 30",
    ),
    ("{min: 100, max: null}", "{min: 100, max: 82}", "at most 82 mm and at least 100 mm"),
    ("from_m: 0, to_m: 15000", "from_m: 15000, to_m: 15000", "belt ends (15000 m) where it begins"),
    ("line: front, of: inside", "line: front, of: left", "“front” is closed: it has no left"),
    ("to_m: 2000, of: left", "to_m: 2000, of: inside", "“road” is open: it has no inside"),
    (
        'status: effective, at: "2025-03-01"',
        'status: effective, at: "2025-02-01"',
        "stands above it",
    ),
    (
        "{status: effective, at",
        "{status: disputed, at",
        "ends with “disputed”, but it is said to be “effective”",
    ),
    ("{status: declared, at", "{status: effective, at", "“effective” follows upon itself"),
    (
        "circle: {lat: 47.5",
        "polygon: [[1, 1], [2, 2], [3, 1]], circle: {lat: 47.5",
        "A zone of 2 shapes",
    ),
    (", polygon: [[35.0, 47.0], [35.1, 47.0], [35.1, 47.1]]", "", "A zone of 0 shapes"),
    (
        "[35.1, 47.0], [35.1, 47.1]]",
        "[35.0, 47.0], [35.1, 47.1]]",
        "fewer than three different points",
    ),
    ("any_of: [town, shoulder], ", "", "only by what it is not"),
    (
        '- {day: "2025-03-01", points',
        '- {day: "2025-05-01", points',
        "A second version for the day",
    ),
    (
        '{day: "2025-04-01", points: [[35.0, 47.0], [36.0, 47.5]]}',
        '{day: "2025-04-01"}',
        "A version without one shape",
    ),
    ("closed: true", "closed: false", "An open line has no polygons"),
    ('to: "2025-05-31"', 'to: "2025-02-28"', "end before they begin"),
    (
        "areas_of: {RUS: [beyond],",
        "areas: [strip]\n    areas_of: {RUS: [beyond],",
        "Both areas and areas_of",
    ),
    (
        "    stands_by: annex\n",
        "    answers: {acts: [clash], within_minutes: 1}\n",
        "“answers” has no effect",
    ),
    (
        "    may_cover: [clash]\n",
        "    may_cover: [clash]\n    obligation: {kind: talks}\n",
        "A clause that permits has an obligation",
    ),
    ("breaches: 3, within_days: 1,", "breaches: 3, within_days: 7,", "is reached with “warn”"),
    ("clauses: [cease]", "clauses: [repel]", "which only permits"),
    (
        'from: "2025-03-01", until: "2025-04-01"',
        'from: "2025-03-01", until: "2025-02-01"',
        "stops holding it before",
    ),
    (
        'start: "2025-03-05T08:00:00+02:00"',
        'start: "2025-07-05T08:00:00+02:00"',
        "before it begins",
    ),
    (", acceptance_by: [RUS, UKR]}", "}", "nobody is named who has to accept"),
]

GAPS = [
    (
        "{RUS: [beyond], UKR: [behind, all-zones]}",
        "{UKR: [behind, beyond, all-zones]}",
        "leaves out “RUS”",
    ),
    (
        "{RUS: [beyond],",
        "{osce: [town], RUS: [beyond],",
        "names “osce”, whom the clause is not about",
    ),
    ("parties: [RUS, UKR]", "parties: [RUS, UKR, FRA]", "No reading gives “FRA” a duty"),
    (
        "      - {party: osce, instruments: [treaty], because: it reports}\n",
        "",
        "No reading reaches the clause “reports”",
    ),
    (
        "instruments: [treaty], because: it reports}",
        "instruments: [treaty], because: it reports}\n"
        "      - {party: USA, instruments: [treaty], because: it helps}",
        "No clause is about “USA”",
    ),
    (
        '{day: "2025-04-01", points',
        '{day: "2025-07-01", points',
        "No version of the line “road” holds",
    ),
    (WITHIN, 'within: {start: "2025-08-02", end: "2025-08-20"}', "lies outside of the window"),
    ("areas: [quiet]", "areas: [town]", "Nothing uses the zone “quiet”"),
    (
        "side: {line: daily, of: outside}",
        "side: {line: front, of: outside}",
        "Nothing uses the line “daily”",
    ),
    (
        "summary: The text knows no release., conduct: none}",
        "summary: No., conduct: mutual, otherwise: breach}",
        "comes to the same as “not-freed”",
    ),
    (
        '        within: {start: "2025-03-05T08:00:00+02:00"}\n',
        "",
        "“later” comes to the same as “at-once”",
    ),
    (
        "    acts: [shelling, missile_strike]\n",
        "    acts: [shelling, missile_strike]\n    exceptions: [repel]\n",
        "names no act that this clause means",
    ),
]


@pytest.mark.parametrize(("old", "new", "says"), UNKNOWN)
def test_an_unknown_id_is_named_on_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    """An id of any kind that names nothing, or stands twice, is told where it stands."""
    assert old in FULL
    text = FULL.replace(old, new, 1)
    found = problems(tmp_path, text)
    pairs = zip(FULL.splitlines(), text.splitlines(), strict=False)
    changed = next(n for n, (before, after) in enumerate(pairs, 1) if before != after)
    assert any(says in told and line in (changed, changed + 1) for line, told in found), found


@pytest.mark.parametrize(("old", "new", "says"), [*CONTRADICTIONS, *GAPS])
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
