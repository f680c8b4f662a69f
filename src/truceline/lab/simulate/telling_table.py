"""Measured telling beside simulated telling, and the figures of telling.yaml from both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from truceline.lab.headlines import documents_of, load_gold, reports_by_document, statements_of
from truceline.lab.simulate.accounts import Account, labelled
from truceline.lab.simulate.families import common
from truceline.lab.simulate.fitting import feed_of
from truceline.lab.simulate.fronts import Front
from truceline.lab.simulate.measured import Tally, interval, share, tallied
from truceline.lab.simulate.retold import simulated
from truceline.lab.simulate.saying import Saying, saying
from truceline.lab.simulate.told_fitting import fitted_telling
from truceline.lab.simulate.truth import FAMILIES
from truceline.lab.training.folds import without
from truceline.model.columns import adapter
from truceline.read import Reader

FITTED_ON = ("energy", "winter", "summer", "belgorod")  # the other sets stay unseen for fusing
_FRONT, _SEED, _DAYS = "mixed", 5, 40
_FAR = ("place: off by 20 to 100 km", "place: off by over 100 km")


def measured_accounts(data: Path) -> list[Account]:
    """Return the accounts of the labelled sets that are fitted on, read as if never seen.

    data: a folder with gold/. Raises InputError for a missing or broken file.
    """
    found = []
    for name in FITTED_ON:
        reader = Reader.load(model=without(name, data))
        rows = load_gold(data / "gold" / f"{name}.jsonl")
        reports = reports_by_document(statements_of(documents_of(rows), reader))
        found += labelled(name, rows, reports)
    return found


def telling_figures(accounts: Sequence[Account], data: Path, front: Front) -> dict[str, Any]:
    """Return the section `fitted` of telling.yaml.

    data: a folder with viina/; front: whose acts and mines and bare explosions are simulated.
    """
    named = (1 - front.pace.unexplained) * (1 - front.fitted.acts.get("mine", 0.0))
    tally = tallied(accounts, common().kindred)
    found = fitted_telling(accounts, tally, front.fitted.acts, named)
    found["source"] = hourless(data)
    found["place"]["elsewhere"] = 0.0
    found["place"]["elsewhere"] = _elsewhere(found, tally)
    return found


def hourless(data: Path) -> dict[str, float]:
    """Return the share of different headlines of the feed that come without an hour."""
    rows = feed_of(data / "viina").execute(
        """select count(*), avg((not hour)::int) from
        (select bool_or(printed) as hour from feed group by day, headline)"""
    )
    number, none = rows.fetchall()[0]
    return {"n": number, "hourless": round(none, 3)}


def _elsewhere(found: Mapping[str, Any], measured: Tally) -> float:
    """Return the share of places that are far off, beyond what namesakes and errors put there."""
    laws: Saying = adapter(Saying).validate_python(found)

    def far(tally: Tally) -> float:
        return sum(share(tally.get(name, {}))[0] for name in _FAR)

    made = sum(far(_tally(family, laws)) for family in FAMILIES) / len(FAMILIES)
    return round(max(0.0, far(measured) - made), 3)


def _tally(family: str, words: Saying) -> Tally:
    accounts = simulated(_FRONT, family, seed=_SEED, days=_DAYS, words=words)
    return tallied(accounts, common().kindred)


def compared(accounts: Sequence[Account], words: Saying | None = None) -> Iterator[str]:
    """Yield a line for each figure: measured with its interval and n, simulated in each family."""
    told = {family: _tally(family, words or saying()) for family in FAMILIES}
    yield f"{'figure':44} {'measured':>8} {'95 %':>13} {'n':>5}  " + "  ".join(told)
    for name, counts in tallied(accounts, common().kindred).items():
        figure, number = share(counts)
        low, high = interval(counts)
        made = [share(each.get(name, {}))[0] for each in told.values()]
        marked = [f"{each:.3f}{' ' if low <= each <= high else '*'}" for each in made]
        spread = f"{low:.3f}-{high:.3f}"
        yield f"{name:44} {figure:8.3f} {spread:>13} {number:5.0f}  " + "  ".join(marked)
