"""Finds what one clause permits and another prohibits, where nothing says which of them holds."""

from __future__ import annotations

from truceline.agreements.checking.whole import Whole, overlap, told
from truceline.agreements.source import shown
from truceline.model.terms import Clause, Weapons
from truceline.vocabulary.acts_meant import acts_meant


def check_opposed(whole: Whole) -> None:
    """Note permissions against prohibitions, and exceptions from what was never prohibited."""
    clauses = list(enumerate(whole.agreement.clauses))
    prohibitions = [(i, each) for i, each in clauses if each.scope == "prohibits"]
    for place, permission in clauses:
        if permission.scope != "permits":
            continue
        opposed = []
        for index, prohibition in prohibitions:
            excepted = permission.id in prohibition.exceptions
            if not excepted and _contradict(whole, prohibition, permission):
                opposed.append(prohibition)
            elif excepted and not _excepts(prohibition, permission):
                _tell_idle(whole, prohibition, permission, index)
        if opposed:
            _tell_opposed(whole, opposed, permission, place)


def _tell_idle(whole: Whole, prohibition: Clause, permission: Clause, index: int) -> None:
    at = ("clauses", index, "exceptions", prohibition.exceptions.index(permission.id))
    what = f"The exception “{shown(permission.id)}” names no act that this clause means."
    whole.add(at, what, "Remove it, or correct the acts of one of the two.")


def _tell_opposed(whole: Whole, opposed: list[Clause], permission: Clause, place: int) -> None:
    both = sorted(_outright(permission) & frozenset().union(*map(_outright, opposed)))
    who = told([each.id for each in opposed])
    verb = "prohibits" if len(opposed) == 1 else "prohibit"
    mend = f"Name it under their “exceptions”, or say which clause prevails_over the other: {who}."
    whole.add(("clauses", place), f"It permits what {who} {verb}: {told(both)}.", mend)


def _contradict(whole: Whole, prohibition: Clause, permission: Clause) -> bool:
    """Tell whether a permission surely covers something that a prohibition surely prohibits."""
    ranked = (
        permission.id in prohibition.prevails_over or prohibition.id in permission.prevails_over
    )
    if ranked or permission.answers is not None:
        return False
    return bool(
        _outright(permission) & _outright(prohibition)
        and _common(permission.targets, prohibition.targets)
        and _common(permission.domains, prohibition.domains)
        and _common(_classes(permission.weapons), _classes(prohibition.weapons))
        and overlap(permission.within, prohibition.within)
        and any(
            party in whole.bound(permission)
            and _common(permission.zones(party), prohibition.zones(party))
            for party in whole.bound(prohibition)
        )
    )


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two lists name the same thing; an empty one stands for everything."""
    return not one or not other or not set(one).isdisjoint(other)


def _classes(weapons: Weapons | None) -> tuple[str, ...]:
    return weapons.classes if weapons else ()


def _outright(clause: Clause) -> frozenset[str]:
    return acts_meant(clause.acts).means


def _excepts(prohibition: Clause, permission: Clause) -> bool:
    """Tell whether an exception has to do with a prohibition at all.

    Under a prohibition of a whole group of acts an exception may name any act, to make clear that
    it is not meant. One without acts takes nothing out by itself, but readings may give it some.
    """
    named, excepted = set(prohibition.acts), {*permission.acts, *permission.may_cover}
    meant = acts_meant(prohibition.acts)
    whole_group = bool(named - meant.means)
    covers = acts_meant(sorted(excepted))
    shared = (meant.means | meant.unclear) & (covers.means | covers.unclear)
    return whole_group or not excepted or bool(shared)
