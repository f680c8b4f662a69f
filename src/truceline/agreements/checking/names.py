"""Checks that every id in a file names something, and that no two things share one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from truceline.agreements.checking.known import known_targets, known_weapons
from truceline.agreements.source import Path_, Source, shown
from truceline.ground.printable import shortened
from truceline.vocabulary.acts_meant import known_acts
from truceline.vocabulary.parties import load_parties

_LISTED = 300  # characters of what there is instead that a message repeats

# Where in a file ids stand, and what they are ids of. "*" is every entry of a list or mapping,
# "@" the keys of a mapping.
_TERMS = {
    "acts": "act",
    "may_cover": "act",
    "targets": "target class",
    "respondents": "party",
    "areas": "zone",
    "areas_of.@": "party",
    "areas_of.*": "zone",
    "weapons.classes": "weapon class",
}
_USES = {
    "instruments.*.by": "actor",
    "instruments.*.joint": "actor",
    "instruments.*.binds": "party",
    "instruments.*.depends_on": "party",
    "instruments.*.amends": "instrument",
    "instruments.*.replaces": "instrument",
    "lines.*.held_by": "actor",
    "zones.*.all_of": "zone",
    "zones.*.any_of": "zone",
    "zones.*.none_of": "zone",
    "zones.*.side.line": "line",
    "zones.*.belt.line": "line",
    "clauses.*.exceptions": "permitting clause",
    "clauses.*.prevails_over": "clause",
    "clauses.*.stands_by": "instrument",
    "clauses.*.answers.acts": "act",
    "clauses.*.obligation.of": "party or known body",
    "clauses.*.obligation.areas": "zone",
    "clauses.*.obligation.after.instrument": "instrument",
    "readings.*.held_by": "actor",
    "readings.*.held.*.by": "actor",
    "readings.*.clauses.@": "clause",
    "readings.*.duties.*.party": "party",
    "readings.*.duties.*.conduct_of": "party",
    "readings.*.duties.*.acceptance_by": "party",
    "readings.*.duties.*.instruments": "instrument",
    "choices.*.instrument": "instrument",
    "choices.*.options.*.held_by": "actor",
    "choices.*.options.*.held.*.by": "actor",
    "choices.*.options.*.clauses.@": "clause",
    "ladders.*.clauses": "clause",
    "ladders.*.steps.*.by": "party or known body",
    "counting.citations": "citation",
    **{
        f"{part}.*.citations": "citation"
        for part in (
            "instruments",
            "status",
            "lines",
            "zones",
            "clauses",
            "readings",
            "choices.*.options",
            "ladders",
        )
    },
    **{
        f"{part}.*.{term}": kind
        for part in ("clauses", "readings.*.clauses", "choices.*.options.*.clauses")
        for term, kind in _TERMS.items()
    },
}
_LISTS = (
    "instruments",
    "lines",
    "zones",
    "clauses",
    "clauses.*.obligation.stages",
    "ladders",
    "ladders.*.steps",
    "readings",
    "choices",
    "choices.*.options",
    "citations",
)


def check_names(source: Source) -> None:
    """Note every id that names nothing and every id that stands twice; the file fits the schema."""
    value = source.value
    _repeated(value, source)
    known = _known(value)
    for pattern, kind in _USES.items():
        for at, name in _at(value, pattern.split("."), ()):
            if name not in known[kind]:
                what = f"Unknown {kind} “{shown(name)}” in “{_field(pattern)}”."
                source.add(at, what, _mend(name, known[kind]))


def _repeated(value: Mapping[str, Any], source: Source) -> None:
    for pattern in _LISTS:
        for holder, at in _holders(value, pattern.split("."), ()):
            seen: set[str] = set()
            for index, each in enumerate(holder):
                if each["id"] in seen:
                    what = f"The id “{each['id']}” stands twice in {pattern.rsplit('.', 1)[-1]}."
                    source.add((*at, index, "id"), what, "Give every entry an id of its own.")
                seen.add(each["id"])
    for index, name in enumerate(value.get("mediators", ())):
        if name in value["parties"]:
            what = f"“{name}” is both party and mediator."
            source.add(("mediators", index), what, "Keep it in one of the two lists.")


def _holders(value: Any, parts: Sequence[str], at: Path_) -> Iterator[tuple[list[Any], Path_]]:  # noqa: ANN401 - any YAML value is meant
    """Yield the lists of entries that a pattern leads to."""
    if not parts:
        if isinstance(value, list):
            yield value, at
        return
    for key, each in _children(value, parts[0]):
        yield from _holders(each, parts[1:], (*at, key))


def _at(value: Any, parts: Sequence[str], at: Path_) -> Iterator[tuple[Path_, str]]:  # noqa: ANN401 - any YAML value is meant
    """Yield each id that a pattern leads to, with its path."""
    if parts == ["@"]:
        yield from (((*at, key), key) for key in value if isinstance(value, dict))
    elif parts:
        for key, each in _children(value, parts[0]):
            yield from _at(each, parts[1:], (*at, key))
    elif isinstance(value, list):
        yield from (((*at, index), name) for index, name in enumerate(value))
    elif value is not None:
        yield at, value


def _children(value: Any, part: str) -> list[tuple[str | int, Any]]:  # noqa: ANN401 - any YAML value is meant
    if part == "*":
        return list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    return [(part, value[part])] if isinstance(value, dict) and part in value else []


def _known(value: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return what there is of each kind."""
    ids = {
        part: [each["id"] for each in value.get(part, ())]
        for part in ("instruments", "lines", "zones", "clauses", "citations")
    }
    actors = [*value["parties"], *value.get("mediators", ())]
    return {
        "actor": actors,
        "party": actors,
        "party or known body": [*actors, *load_parties().by_id],
        "act": sorted(known_acts()),
        "target class": known_targets(),
        "weapon class": known_weapons(),
        "instrument": ids["instruments"],
        "line": ids["lines"],
        "zone": ids["zones"],
        "clause": ids["clauses"],
        "permitting clause": [e["id"] for e in value["clauses"] if e["scope"] == "permits"],
        "citation": ids["citations"],
    }


def _field(pattern: str) -> str:
    return next(part for part in reversed(pattern.split(".")) if part not in "*@")


def _mend(name: str, known: Sequence[str]) -> str:
    meant = get_close_matches(name, known[:1000], n=1)
    advice = f"Write “{shown(meant[0])}” if you mean it; else correct" if meant else "Correct"
    return (
        f"{advice} it or add it; there are: {shortened(', '.join(known) or 'none yet', _LISTED)}."
    )
