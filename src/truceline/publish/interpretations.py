"""Readings that come to the same are shown once, with the open questions that set them apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import prod

from truceline.model.agreement import Reading
from truceline.publish.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Question:
    """What readings may differ by, and how each reading (by id) answers it."""

    title: str
    answers: dict[str, str]

    def among(self, readings: Iterable[Reading]) -> tuple[str, ...]:
        """Return the answers that some readings give, each once, in their order."""
        return tuple(dict.fromkeys(self.answers[each.id] for each in readings))


Group = tuple[Reading, ...]


def questions(look: Lookup) -> tuple[Question, ...]:
    """Return what an agreement's readings differ by: the file's readings, then each choice."""
    agreement = look.given.agreement
    titles = {each.id: base_title(each, look) for each in agreement.readings}
    found = [Question(look.say("interpretations.reading"), titles)]
    for at, choice in enumerate(agreement.choices):
        names = {each.id: each.title for each in choice.options}
        answers = {
            each.id: names.get(each.options[at], "")
            for each in agreement.readings
            if len(each.options) > at
        }
        if len(answers) == len(titles):
            found.append(Question(choice.title, answers))
    some = [each for each in found if len(set(each.answers.values())) > 1]
    return tuple(some)


def base_title(reading: Reading, look: Lookup) -> str:
    """Return a reading's title without those of the options that it combines."""
    return reading.title.removesuffix("".join(f"; {each}" for each in _options(reading, look, 0)))


def base_summary(reading: Reading, look: Lookup) -> str:
    """Return a reading's summary without those of the options that it combines."""
    return reading.summary.removesuffix("".join(f" {each}" for each in _options(reading, look, 1)))


def _options(reading: Reading, look: Lookup, which: int) -> list[str]:
    pairs = zip(look.given.agreement.choices, reading.options, strict=False)
    return [
        (option.title, option.summary)[which]
        for choice, name in pairs
        for option in choice.options
        if option.id == name
    ]


def grouped(readings: Sequence[Reading], key: Callable[[Reading], Hashable]) -> tuple[Group, ...]:
    """Return the readings of each key together, in the order of the first of each."""
    found: dict[Hashable, list[Reading]] = {}
    for each in readings:
        found.setdefault(key(each), []).append(each)
    return tuple(tuple(each) for each in found.values())


def heading(group: Group, look: Lookup, among: Sequence[Reading] = ()) -> str:
    """Return a group's name: the readings' titles where they combine nothing, else how many."""
    everything = among or look.given.agreement.readings
    if len(group) == len(everything) and len(group) > 1:
        return look.say("interpretations.all", n=len(group))
    if len(group) == 1 or not group[0].options:
        titles = (look.say("interpretations.named", title=each.title) for each in group)
        return look.joined(titles)
    return look.say("interpretations.some", n=len(group), total=len(everything))


def differences(group: Group, look: Lookup, among: Sequence[Reading] = ()) -> tuple[str, ...]:
    """Return how a group answers the questions that others answer otherwise, a line for each.

    A group that is not every combination of those answers is said to be only some of them.
    """
    everything = among or look.given.agreement.readings
    asked = questions(look)
    if not everything[0].options or len(group) == len(everything):
        return ()
    taken = [(each, each.among(group)) for each in asked]
    lines = [
        look.say("interpretations.differ", question=each.title, answers=_either(answers, look))
        for each, answers in taken
        if len(answers) < len(each.among(everything))
    ]
    whole = prod(len(answers) for _, answers in taken) == len(group)
    if whole and lines:
        return tuple(lines)
    titles = "; ".join(each.title for each in group)
    return (*lines, look.say("labels.under_some", text=titles))


def _either(answers: Sequence[str], look: Lookup) -> str:
    if len(answers) == 1:
        return answers[0]
    return look.say("interpretations.or", first=", ".join(answers[:-1]), last=answers[-1])


def under(group: Group, look: Lookup, among: Sequence[Reading]) -> str:
    """Return which of some readings a group is, by its answers; "" if it is all of them."""
    if len(group) == len(among):
        return ""
    if not group[0].options or len(differences(group, look, among)) == 0:
        return heading(group, look, among)
    taken = [(each, each.among(group)) for each in questions(look)]
    if prod(len(answers) for _, answers in taken) != len(group):
        return "; ".join(each.title for each in group)
    some = [each for each in taken if len(each[1]) < len(each[0].among(among))]
    return "; ".join(_either(answers, look) for _, answers in some)


def told_apart(groups: Sequence[Group], what: str, look: Lookup) -> tuple[str, ...]:
    """Return which open questions make a difference between groups, and which make none.

    what: names the phrases that say it, "verdicts" or "bindings".
    """
    readings = [each for group in groups for each in group]
    if len(readings) < 2 or not readings[0].options:  # noqa: PLR2004 - one reading differs from none
        return ()
    if len(groups) == 1:
        return (look.say(f"interpretations.{what}.same"),)
    asked = questions(look)
    place = {each.id: at for at, group in enumerate(groups) for each in group}
    matters = [each for each in asked if _matters(each, asked, place)]
    idle = [each for each in asked if each not in matters]
    return tuple(
        look.say(f"interpretations.{what}.{key}", questions="; ".join(each.title for each in found))
        for key, found in (("matters", matters), ("idle", idle))
        if found
    )


def _matters(question: Question, asked: Sequence[Question], place: dict[str, int]) -> bool:
    """Tell whether two readings that differ in nothing else are in different groups."""
    found: dict[Hashable, int] = {}
    for name, at in place.items():
        others = tuple(each.answers[name] for each in asked if each is not question)
        if found.setdefault(others, at) != at:
            return True
    return False
