"""Publishing, against a bare table of the incidents: `python -m benchmarks.publish`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from benchmarks.items import Item
from benchmarks.records import agreement, documents, fused, sources
from benchmarks.timing import Bench, Trial, main
from truceline.judge import step, tally_step
from truceline.model.evidence import Evidence
from truceline.model.incident import Incident
from truceline.pipeline.parts import judge_params
from truceline.publish import ReportInput, build_report, render_html, render_json
from truceline.publish.tables import records_of
from truceline.vocabulary.parties import load_parties

AS_OF = datetime(2026, 1, 1, tzinfo=UTC)


def plain(incidents: Sequence[Incident]) -> int:
    """Write incidents as an HTML table and return its length in characters."""
    rows = (f"<tr><td>{escape(each.proposition)}<td>{each.status}" for each in incidents)
    return len("<table>" + "\n".join(rows) + "</table>")


def report_input(items: list[Item]) -> ReportInput:
    """Return all that a report of these items may say."""
    batch = fused(items)
    params = judge_params(agreement())
    for each in (step, tally_step):
        batch |= each(batch, {}, {}, params).put
    return ReportInput(
        title="Made",
        agreement=agreement(),
        as_of=AS_OF,
        zone="UTC",
        parties={each.id: each.name for each in load_parties().by_id.values()},
        sources={each.id: each for each in sources(items)},
        documents={each.id: each for each in documents(items)},
        evidence={each.id: _evidence(each) for each in items},
        **records_of(batch),
    )


def _evidence(item: Item) -> Evidence:
    size = len(item.text.encode("utf-8"))
    return Evidence(
        id=item.id, source=item.source, media_type="text/plain", locator=item.id, size=size
    )


def prepare(items: list[Item]) -> Trial[int]:
    """Return a trial on the incidents of items; an answer is the length of the report."""
    given = report_input(items)

    def ours() -> int:
        report = build_report(given)
        return len(render_html(report)) + len(render_json(report))

    return Trial(
        size=max(1, len(given.incidents)),
        ours=ours,
        baselines={"a bare table": lambda: plain(given.incidents)},
    )


BENCH = Bench(name="publish", unit="incidents", prepare=prepare, base={"made": 20, "real": 20})

if __name__ == "__main__":
    main(BENCH)
