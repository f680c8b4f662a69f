"""The simulator's command: invented worlds with known truth, written as JSON Lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from truceline.cli.output import bars, say, write_object
from truceline.ground.errors import UsageError

if TYPE_CHECKING:
    from truceline.lab.simulate.truth import Account, Wanted

_MOST_DAYS = 36_500


def simulate(  # noqa: PLR0913, PLR0917 - typer makes an option of each argument
    front: str = typer.Option("quiet", help="quiet, busy or mixed."),
    family: str = typer.Option("a", help="The laws of copying, lying and delay: a or b."),
    days: int = typer.Option(3, min=1, max=_MOST_DAYS, help="How many days."),
    seed: int = typer.Option(1, min=0, help="The same seed makes the same world."),
    out: Path = typer.Option(Path("simulated"), help="The folder to write; it must not exist."),
    texts: bool = typer.Option(
        True, "--texts/--no-texts", help="Documents with words, or without."
    ),
    flood: bool = typer.Option(
        False, "--flood", help="Each day 1,000 rewrites of one false report."
    ),
    three: bool = typer.Option(
        False, "--three-accounts", help="Each day one incident that three independent voices tell."
    ),
    as_json: bool = typer.Option(False, "--json", help="A summary for programs."),
) -> None:
    """Simulate what happens along an invented front and what is told of it, with the truth beside.

    Examples: `truceline simulate --front busy --family b --days 3 --out busy-b`, then
    `truceline fuse busy-b/statements.jsonl busy-b/documents.jsonl
    --origins busy-b/origins.jsonl --sources busy-b/sources.jsonl`
    """
    from truceline.lab.simulate.truth import Wanted

    if flood and three:
        raise UsageError("Either a flood or three accounts.", mend="Simulate two worlds.")
    account: Account = "flood" if flood else "three accounts" if three else "as told"
    wanted = Wanted(front=front, family=family, seed=seed, texts=texts, account=account)
    lines = _written(wanted, days, out)
    if as_json:
        asked = {"front": front, "family": family, "days": days, "seed": seed, "account": account}
        write_object("simulation", {**asked, "folder": str(out), "lines": lines})
        return
    say(f"{out}: {', '.join(f'{number:,} {name}' for name, number in lines.items())}.")


def _written(wanted: Wanted, days: int, out: Path) -> dict[str, int]:
    """Write the days; return how many lines of each type there are."""
    from truceline.lab.simulate.files import write_worlds
    from truceline.lab.simulate.world import worlds

    lines: Counter[str] = Counter()
    with bars() as progress:
        progress.start("days", days)
        for counts in write_worlds(worlds(wanted, range(days)), out):
            lines.update(counts)
            progress.advance("days")
    return dict(lines)


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command()(simulate)
