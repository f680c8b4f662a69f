"""Two claimed totals side by side: consistent, inconsistent or not comparable, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from truceline.judge.tally_accounts import Rules
from truceline.judge.tally_grounds import Ground, Subject, is_part
from truceline.judge.tally_words import Words
from truceline.language.words import fold
from truceline.model.tally import TallyAccount, TallyComparison, TallyPart, TallyVerdict
from truceline.model.values import Window


class Grounds:
    """Which accounts count where others do, or on a part of it; asked only where it matters."""

    def __init__(self, subjects: Mapping[str, Subject], least: float) -> None:
        self._subjects = subjects
        self._least = least
        self._known: dict[tuple[Ground, Ground], bool] = {}

    def part(self, inner: TallyAccount, outer: TallyAccount) -> bool:
        """Tell whether one account's ground is another's or a part of it."""
        pair = self._subjects[inner.id].ground, self._subjects[outer.id].ground
        if pair not in self._known:
            self._known[pair] = is_part(*pair, self._least)
        return self._known[pair]

    def same(self, a: TallyAccount, b: TallyAccount) -> bool:
        """Tell whether each of two accounts counts on the other's ground."""
        return self.part(a, b) and self.part(b, a)


def contains(outer: Window, inner: Window) -> bool:
    """Tell whether one fully stated window lies inside another."""
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(a: Window, b: Window) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return True
    return a.start < b.end and b.start < a.end


def _same_voice(a: TallyAccount, b: TallyAccount) -> bool:
    if a.side is not None or b.side is not None:
        return a.side == b.side
    return bool(a.claimant) and fold(a.claimant) == fold(b.claimant)


def _voiced(account: TallyAccount) -> bool:
    return account.side is not None or bool(account.claimant)


def _counts(
    outer: Subject, inner: Subject, parts: Sequence[TallyPart], subjects: Mapping[str, Subject]
) -> bool:
    """Tell whether one account counts what another does where it does, itself or as a part."""
    asked = (inner.act, inner.unit, inner.ground)
    return outer == inner or any(
        asked == (part.act, part.unit, subjects[part.statement].ground) for part in parts
    )


def replaced(
    accounts: Sequence[TallyAccount], subjects: Mapping[str, Subject]
) -> list[TallyAccount]:
    """Return the accounts, running counts marked with the later one that took them in.

    subjects: what each account and each part is about, by id. A count is replaced by one of the
    same voice about the same accused and ground whose window holds it and goes on longer. Of
    several the one with the longest window is named: the one that stands.
    """
    found = []
    for account in accounts:
        later = [
            each
            for each in accounts
            if each.window != account.window
            and contains(each.window, account.window)
            and _same_voice(each, account)
            and each.accused == account.accused
            and _counts(subjects[each.id], subjects[account.id], each.parts, subjects)
        ]
        longest = max(later, key=_length, default=None)
        found.append(replace(account, replaced_by=longest.id if longest else None))
    return found


def _length(account: TallyAccount) -> float:
    window = account.window
    if window.start is None or window.end is None:
        return 0.0
    return (window.end - window.start).total_seconds()


def _said(a: TallyAccount, b: TallyAccount, words: Words) -> dict[str, str]:
    """Return what the sentences of a comparison need of both accounts."""
    said: dict[str, str] = {}
    for name, each in (("a", a), ("b", b)):
        voice = words.name(each.side) if each.side else each.claimant or words.phrases["unnamed"]
        said[name] = str(voice)
        said[f"{name}_accused"] = words.name(each.accused)
        said[f"{name}_unit"] = each.unit
        said[f"{name}_quantity"] = words.number(each.quantity)
        said[f"{name}_window"] = words.window(each.window)
        everywhere = words.phrases["comparison"]["everywhere"]
        said[f"{name}_place"] = ", ".join(each.places) or str(everywhere)
    return said


def _inside(
    inner: TallyAccount, outer: TallyAccount, words: Words
) -> tuple[TallyVerdict, tuple[str, ...]]:
    """Compare a count with one that holds its window and its ground: it must fit in."""
    phrases = words.phrases["comparison"]
    fits = outer.quantity.max is None or inner.quantity.min <= outer.quantity.max
    said = _said(inner, outer, words)
    keys = [("inside", inner.window != outer.window), ("within", inner.places != outer.places)]
    verb = "fits" if fits else "clashes"
    sentences = tuple(str(phrases[f"{key}_{verb}"].format(**said)) for key, told in keys if told)
    same_voice = () if _same_voice(inner, outer) else (str(phrases["definitions"]),)
    return ("consistent" if fits else "inconsistent"), (*sentences, *same_voice)


def _holds(outer: TallyAccount, inner: TallyAccount, grounds: Grounds) -> bool:
    """Tell whether one count holds another, in time and on the ground, and more than it.

    Of two voices only counts of one window are set so against each other.
    """
    if not contains(outer.window, inner.window) or not grounds.part(inner, outer):
        return False
    longer, wider = outer.window != inner.window, not grounds.part(outer, inner)
    return longer or wider if _same_voice(outer, inner) else wider and not longer


def compare(a: TallyAccount, b: TallyAccount, grounds: Grounds, words: Words) -> TallyComparison:
    """Return the comparison of two accounts, with every reason that stands in its way."""
    phrases = words.phrases["comparison"]
    said = _said(a, b, words)
    same_voice = _same_voice(a, b)
    obstacles = []
    if a.accused != b.accused:
        obstacles.append(phrases["accused"].format(**said))
    if a.unit != b.unit:
        obstacles.append(phrases["units"].format(**said))
    for inner, outer in ((a, b), (b, a)) if not obstacles else ():
        if _holds(outer, inner, grounds):
            verdict, reasons = _inside(inner, outer, words)
            return TallyComparison(a=a.id, b=b.id, verdict=verdict, reasons=reasons)
    if not grounds.same(a, b):
        obstacles.append(phrases["places"].format(**said))
    if a.window != b.window or a.window.start is None or a.window.end is None:
        obstacles.insert(0, phrases["windows"].format(**said))
    if not same_voice:
        obstacles.append(phrases["definitions"])
    # Two counts of one thing by two voices can be laid side by side though each defines it anew.
    definitions_only = obstacles == [phrases["definitions"]]
    if obstacles and not definitions_only:
        return TallyComparison(a=a.id, b=b.id, verdict="not_comparable", reasons=tuple(obstacles))
    fits = a.quantity.overlaps(b.quantity)
    reasons = (phrases["fits" if fits else "clashes"].format(**said), *obstacles)
    verdict = "consistent" if fits else "inconsistent"
    return TallyComparison(a=a.id, b=b.id, verdict=verdict, reasons=reasons)


def comparisons_of(
    accounts: Sequence[TallyAccount],
    subjects: Mapping[str, Subject],
    rules: Rules,
    words: Words,
) -> list[TallyComparison]:
    """Return the comparisons that a reader would draw, in the order of the accounts.

    Totals of different voices whose windows meet, and counts of one thing by one voice whose
    windows meet, on one ground or on a part of it; a count that a later one replaced is not set
    against others.
    """
    found = []
    grounds = Grounds(subjects, rules.inside_from)
    for a, b in combinations(accounts, 2):
        # Who is not known may be the other one: nothing can be set against such a number.
        if not (_overlap(a.window, b.window) and _voiced(a) and _voiced(b)):
            continue
        if _same_voice(a, b):
            alike = subjects[a.id][:3] == subjects[b.id][:3] and a.accused == b.accused
            if alike and (grounds.part(a, b) or grounds.part(b, a)):
                found.append(compare(a, b, grounds, words))
        elif {a.unit, b.unit} <= rules.totals and not (a.replaced_by or b.replaced_by):
            found.append(compare(a, b, grounds, words))
    return found
