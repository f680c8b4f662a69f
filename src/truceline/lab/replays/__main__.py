"""Prints a replayed truce kind by kind, and writes its report where one is wanted."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from truceline.lab.replays.labelled import leaning
from truceline.lab.replays.replayed import replay_names, replayed
from truceline.lab.replays.stopping import deciding, looked_up, named
from truceline.publish import ReportInput, build_report, render_html
from truceline.publish.kinds import known_kinds
from truceline.publish.kinds_rates import Rate
from truceline.vocabulary.untold_times import likely_time

HEADS = ("known from", "before", "in the truce", "after", "share (95 %)", "so it")


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(prog="python -m truceline.lab.replays", description=__doc__)
    parser.add_argument("name", choices=replay_names())
    parser.add_argument("--data", type=Path, required=True, help="folder of data")
    parser.add_argument("--report", type=Path, help="file for the report as HTML")
    given = parser.parse_args()
    replay = replayed(given.name, given.data)
    if given.report:
        given.report.write_text(render_html(build_report(replay)), encoding="utf-8")
    _print_kinds(replay)
    _print_differences(replay)


def _print_kinds(replay: ReportInput) -> None:
    write = sys.stdout.write
    for known in known_kinds(looked_up(replay)):
        write(f"\n{known.kind}: {known.word.replace('_', ' ')}\n")
        lines: list[tuple[str, ...]] = [HEADS]
        for each in known.strands:
            share = deciding(each)
            told = f"{share.figure:.2f} ({share.low:.2f}-{share.high:.2f})" if share else ""
            cells = (_cell(rate) for rate in each.rates)
            lines.append((named(each, known), *cells, told, each.word.replace("_", " ")))
        for claim in known.claims:
            most = "" if claim.quantity.max == claim.quantity.min else " or more"
            told = f"{claim.quantity.min:g}{most}"
            lines.append((f"claimed of {claim.accused}", "", told, "", "", ""))
        widths = [max(len(line[i]) for line in lines) for i in range(len(HEADS))]
        for line in lines:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            write(f"  {'  '.join(cells).rstrip()}\n")


def _print_differences(replay: ReportInput) -> None:
    """Print the incidents that lean to different verdicts under different readings."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for each in leaning(replay.findings):
        verdicts = found.setdefault(each.incident, {})
        verdicts.setdefault((each.respondent, each.verdict), []).append(each.reading)
    sys.stdout.write("\nincidents on which readings differ:\n")
    for incident in replay.incidents:
        verdicts = found.get(incident.id, {})
        parties = [party for party, _ in verdicts]
        at = likely_time(incident)
        if at is None or len(parties) == len(set(parties)):
            continue
        when = f"{at[0].earliest:%d %b %H:%M} to {at[0].latest:%d %b %H:%M}"
        sys.stdout.write(f"  {when}, {incident.act}, {incident.place.name or 'place not known'}\n")
        for (party, verdict), readings in verdicts.items():
            sys.stdout.write(f"    {party} {verdict}: {', '.join(readings)}\n")


def _cell(rate: Rate) -> str:
    """Return a count and the hours that were looked at."""
    return f"{rate.count:.1f} in {rate.covered:.0f} h" if rate.covered else "not known"


if __name__ == "__main__":
    main()
