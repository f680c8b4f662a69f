"""Reads worked cases, tells which findings one expects, swaps parties, withholds what was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.judge.build import Evidence, incident, judged, position
from truceline.agreements import load
from truceline.judge.verdicts.answers import Question
from truceline.model.agreement import Agreement
from truceline.model.doors import from_json, to_json
from truceline.model.finding import Binding, Finding
from truceline.vocabulary.files import load_yaml

HERE = Path(__file__).parent
ACT = "the act"
# What an incident's words say in answer to each question, and what else hangs on those words.
TOLD: Mapping[Question, tuple[str, ...]] = {
    "time": ("from", "to", "reported", "zone"),
    "area": ("at",),
    "author": ("by",),
    "act": ("act",),
    "target": ("target",),
    "weapon": ("weapon",),
    "condition": (),
}
HANGS_ON: Mapping[Question, frozenset[Question]] = {
    "time": frozenset(("time", "area", "prevails", "permission", "condition")),
    "area": frozenset(("area", "prevails", "permission")),
    "author": frozenset(("author", "permission")),
    "act": frozenset(("act", "domain", "prevails", "permission")),
    "target": frozenset(("target", "prevails", "permission")),
    "weapon": frozenset(("weapon", "prevails", "permission")),
    "condition": frozenset(("condition", "permission")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A worked case: the agreement's name or file, and what the case's file says of it."""

    file: str
    agreement: str
    words: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return what the case is called."""
        return f"{self.file}: {self.words['name']}"

    def under(self, agreement: Agreement) -> tuple[list[Binding], list[Finding]]:
        """Return what the judging stage puts: bindings, and the act's findings to compare."""
        bindings, findings = judged(agreement, *self.evidence())
        return bindings, self.compared(findings)

    def compared(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return the act's findings under the clauses that are compared."""
        clauses = self.words.get("only")
        return [
            each
            for each in findings
            if each.incident == ACT and (clauses is None or each.clause in clauses)
        ]

    def evidence(self, *others: tuple[str, Mapping[str, Any]]) -> Evidence:
        """Return the incidents, what was said, and the weapons by incident; others: more acts."""
        told = {f"earlier-{i}": each for i, each in enumerate(self.words.get("earlier", []))}
        told |= {ACT: self.words["incident"], **dict(others)}
        incidents = [incident(name, each) for name, each in told.items()]
        said = [position(i, each) for i, each in enumerate(self.words.get("said", []))]
        weapons = {name: each["weapon"] for name, each in told.items() if "weapon" in each}
        return incidents, said, weapons

    def without(self, questions: Sequence[Question]) -> dict[str, Any]:
        """Return the act's words without what answers some questions."""
        gone = {word for each in questions for word in TOLD[each]}
        told = {word: each for word, each in self.words["incident"].items() if word not in gone}
        return {"act": "", **told}

    def but(self, **changed: Any) -> Case:  # noqa: ANN401 - what a file may say
        """Return the case with some of its words changed."""
        return Case(file=self.file, agreement=self.agreement, words={**self.words, **changed})

    def swapped(self, one: str, other: str) -> Case:
        """Return the case with two parties in each other's place."""
        kept = {word: each for word, each in self.words.items() if word in ("name", "only")}
        moved = {word: swap(each, one, other) for word, each in self.words.items()}
        return self.but(**{**moved, **kept})


@lru_cache
def agreement_of(name: str) -> Agreement:
    """Return a shipped agreement by its name, or one that was invented for these cases."""
    return load(str(HERE / name) if name.endswith(".yaml") else name)


@lru_cache
def prohibitions_of(name: str) -> Agreement:
    """Return the same without its obligations, which nothing here asks for."""
    whole = agreement_of(name)
    return replace(whole, clauses=tuple(e for e in whole.clauses if e.scope != "obliges"))


@lru_cache
def cases() -> tuple[Case, ...]:
    """Return all worked cases."""
    found: list[Case] = []
    for path in sorted((HERE / "cases").glob("*.yaml")):
        content = load_yaml(path)
        found += [
            Case(file=path.stem, agreement=content["agreement"], words=each)
            for each in content["cases"]
        ]
    return tuple(found)


def matching(pattern: Sequence[Any], found: Sequence[Finding]) -> list[Finding]:
    """Return the findings that an entry is about: [clause,] reading, respondent; * for any.

    Three words name a reading and a respondent, whatever else follows them.
    """
    return [
        each
        for each in found
        if all(
            fnmatchcase(value, str(wanted))
            for value, wanted in zip(
                (each.clause, each.reading, each.respondent), pattern, strict=True
            )
        )
    ]


def entries(listed: Sequence[Sequence[Any]], told: int) -> Iterator[tuple[list[str], list[Any]]]:
    """Yield the pattern and what is expected of each entry; told: how many words are expected."""
    for each in listed:
        pattern = list(each[: len(each) - told])
        yield (["*", *pattern] if len(pattern) == 2 else pattern), list(each[-told:])


def swap(value: Any, one: str, other: str) -> Any:  # noqa: ANN401 - any JSON
    """Return a value with two ids in each other's place, wherever they stand by themselves."""
    if isinstance(value, Mapping):
        return {swap(key, one, other): swap(each, one, other) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [swap(each, one, other) for each in value]
    return {one: other, other: one}.get(value, value) if isinstance(value, str) else value


def swapped_agreement(agreement: Agreement, one: str, other: str) -> Agreement:
    """Return an agreement with two parties in each other's place."""
    found: Agreement = from_json(swap(to_json(agreement), one, other), where="swapped")
    return found
