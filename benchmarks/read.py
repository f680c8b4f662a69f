"""Reading, against a plain keyword match: `python -m benchmarks.read`."""

from __future__ import annotations

import re
from functools import cache

from benchmarks.agree import f1
from benchmarks.items import Item, words
from benchmarks.records import documents, reader
from benchmarks.timing import Bench, Trial, main


@cache
def keywords() -> re.Pattern[str]:
    """Return a pattern that holds every keyword of every language."""
    stems = [re.escape(each) for some in words()["keywords"].values() for each in some]
    return re.compile("|".join(stems), re.IGNORECASE)


def plain(items: list[Item]) -> list[bool]:
    """Tell of each text whether it holds a keyword of an incident."""
    return [bool(keywords().search(each.text)) for each in items]


def prepare(items: list[Item]) -> Trial[list[bool]]:
    """Return a trial on texts; an answer tells of each whether it reports an incident."""
    texts = documents(items)
    known = reader()

    def ours() -> list[bool]:
        return [
            any(said.kind == "incident_report" for said in known.read(each).statements)
            for each in texts
        ]

    def right(answer: list[bool]) -> float | None:
        return f1([bool(each.event) for each in items], answer) if items[0].is_made else None

    return Trial(
        size=len(items), ours=ours, baselines={"keywords": lambda: plain(items)}, right=right
    )


BENCH = Bench(
    name="read",
    unit="texts",
    prepare=prepare,
    base={"made": 20, "real": 50},
    what="F1, tells of an incident",
)

if __name__ == "__main__":
    main(BENCH)
