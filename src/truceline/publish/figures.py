"""Numbers as a reader wants them: thousands marked, open bounds in words."""

from __future__ import annotations

from truceline.model.incident import Harm
from truceline.model.values import Amount, Bounds, plain_number
from truceline.publish.phrases import Phrases

EXACT_FLOAT = 2.0**53  # beyond it a float no longer tells whole numbers apart


def number(value: float, phrases: Phrases) -> str:
    """Return a number with thousands marks: 2,935; 5.5; a huge one in powers of ten."""
    if value != value or abs(value) >= EXACT_FLOAT:  # noqa: PLR0124 - NaN differs from itself
        return f"{value:g}"
    whole = plain_number(value)
    text = f"{whole:,}" if isinstance(whole, int) else f"{round(whole, 3):,}"
    return text.replace(",", phrases.say("figures.thousands_mark"))


def bounds_text(bounds: Bounds | Amount, phrases: Phrases) -> str:
    """Return bounds in words: "more than 950" for [951, null], "at least 20", "2–3", "up to 5".

    For whole numbers "more than n" and "at least n + 1" say the same; the rounder n is shown.
    """
    low, high = bounds.min, bounds.max
    if high is None:
        if low == 0:
            return phrases.say("figures.any")
        below = low - 1
        if below >= 10 and below % 10 == 0 and low < EXACT_FLOAT:  # noqa: PLR2004 - round tens
            return phrases.say("figures.more_than", value=number(below, phrases))
        return phrases.say("figures.at_least", value=number(low, phrases))
    if low == high:
        return number(low, phrases)
    if low == 0:
        return phrases.say("figures.up_to", value=number(high, phrases))
    return phrases.say("figures.between", low=number(low, phrases), high=number(high, phrases))


def counted(bounds: Bounds | Amount, unit: str, phrases: Phrases) -> str:
    """Return bounds with their unit, as in "more than 950 drones"."""
    return f"{bounds_text(bounds, phrases)} {phrases.word('units', unit)}".strip()


def harm_text(harm: Harm | None, phrases: Phrases) -> str:
    """Return low, best and high of the people harmed; a stated zero is 0, silence is silence."""
    if harm is None:
        return phrases.say("figures.not_stated")
    span = bounds_text(Bounds(harm.low, harm.high), phrases)
    if harm.best is None or (harm.low == harm.best == harm.high):
        return span
    return phrases.say("figures.best_within", best=number(harm.best, phrases), span=span)


def percent(p: float, phrases: Phrases) -> str:
    """Return a probability in percent; what is not quite 0 or 1 never prints as 0 or 100."""
    whole = round(100 * p)
    if whole == 0 and p > 0:
        return phrases.say("figures.below_one_percent")
    if whole == 100 and p < 1:  # noqa: PLR2004 - percent
        return phrases.say("figures.above_99_percent")
    return phrases.say("figures.percent", value=whole)


def kilometres(metres: float, phrases: Phrases) -> str:
    """Return a length: metres below a kilometre, else kilometres with at most one decimal."""
    if metres < 1000:  # noqa: PLR2004 - metres in a kilometre
        return phrases.say("figures.metres", value=number(round(metres), phrases))
    km = metres / 1000
    return phrases.say(
        "figures.kilometres",
        value=number(round(km, 1 if km < 10 else 0), phrases),  # noqa: PLR2004 - one decimal below ten
    )
