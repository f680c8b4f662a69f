"""Real articles and real claims: what must be found, and what must stay apart."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.trace.build import Traced, document, statement, trace
from truceline.ground.times import parse_instant
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Window
from truceline.read import Reader

pytestmark = pytest.mark.shared
PARTIES = {"RU": "RUS", "UA": "UKR"}


@pytest.fixture(scope="module")
def articles(shared_data: Path) -> Traced:
    """Return what tracing finds in the five scraped articles."""
    texts = sorted((shared_data / "articles").glob("*.txt"))
    documents = [document(each.stem, each.read_text(encoding="utf-8")) for each in texts]
    reader = Reader.load()
    return trace([one for each in documents for one in reader.read(each).statements], documents)


def holding(found: Traced, *documents: str) -> list[frozenset[str]]:
    """Return the origins, as documents of their members, that hold all the given ones."""
    where = [frozenset(found.statements[m].document for m in o.members) for o in found.origins]
    return [each for each in where if set(documents) <= each]


def test_the_wire_rewrite_is_found_with_both_spans(articles: Traced) -> None:
    """000 and 001 are one text rewritten; no other pair is tied so."""
    rewritten = {
        (each.from_document, each.to_document)
        for each in articles.edges()
        if each.kind == "rewrite" and each.from_span.end > 0 and each.to_span.end > 0
    }
    assert rewritten == {("000", "001")}


def test_the_joint_statement_is_shared_and_the_rest_is_not(articles: Traced) -> None:
    """One origin holds what both take from it; each also has origins that the other lacks."""
    assert holding(articles, "000", "001")
    assert any("001" not in each for each in holding(articles, "000"))
    assert any("000" not in each for each in holding(articles, "001"))


def test_the_later_text_stays_apart(articles: Traced) -> None:
    """What was written ten months later shares no origin with the others."""
    assert set(holding(articles, "003")) == {frozenset({"003"})}


def test_the_share_of_territory_differs_and_neither_is_right(articles: Traced) -> None:
    """20 % and 5 % stand side by side with both spans."""
    shown = [
        each
        for each in articles.contradictions
        if {span.document for span in each.spans} == {"000", "001"} and each.parent is None
    ]
    quotes = [articles.statements[i].quote for each in shown for i in (each.a, each.b)]
    assert any("20%" in quote for quote in quotes)
    assert any("5%" in quote for quote in quotes)


def claim(row: Mapping[str, str]) -> tuple[Document, Statement] | None:
    """Return a row of public claims as a statement; the answer columns are not looked at."""
    words = row["quantity"].lstrip("<>~")
    if not words:
        return None
    number = float(words)
    quantity = Bounds(number, number)
    if row["quantity"][0] == ">" or "(over)" in row["unit"]:
        quantity = Bounds(number + 1, None)
    elif row["quantity"][0] == "~":
        quantity = Bounds(0.95 * number, 1.05 * number)
    ends = [row[f"reported_{end}"] or row[f"window_{end}"] for end in ("start", "end")]
    start, end = (parse_instant(each) if each else None for each in ends)
    day = row["publish_date"] if len(row["publish_date"]) == len("2025-04-21") else None
    fields = '{"as":"tally"}'
    made = document(row["claim_id"], words, published=day, url=row["report_url"], fields=fields)
    total = row["claim_type"] == "total_violations"
    told = statement(
        made,
        words,
        "tally",
        speaker=row["claimant"],
        perpetrator=PARTIES[row["accused"]],
        quantity=quantity,
        window=Window(start=start, end=end),
        act="" if total else row["claim_type"],
        unit="violations" if total else row["unit"].split(" (")[0],
    )
    return made, told


def bcubed(ours: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float]:
    """Return B-cubed precision and recall of one partition against another."""

    def mean(over: Mapping[str, str], under: Mapping[str, str]) -> float:
        def share(item: str) -> float:
            same: Iterable[str] = [each for each in over if over[each] == over[item]]
            hits = [under[each] == under[item] for each in same]
            return sum(hits) / len(hits)

        return sum(map(share, over)) / len(over)

    return mean(ours, gold), mean(gold, ours)


def test_claims_about_truces_fall_into_their_origins(shared_data: Path) -> None:
    """No origin mixes two utterances, and nearly all repetitions are found."""
    path = shared_data / "truces" / "claims.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    made = [(row, pair) for row in rows if (pair := claim(row))]
    found = trace([pair[1] for _, pair in made], [pair[0] for _, pair in made])
    ours = {member: origin.id for origin in found.origins for member in origin.members}
    gold = {pair[1].id: row["truce"] + row["origin_id"] for row, pair in made}
    precision, recall = bcubed(ours, gold)
    assert precision > 0.98
    assert recall > 0.85


def test_changed_claims_are_found_and_no_others(shared_data: Path) -> None:
    """Every named distortion is one that the table's compilers flagged."""
    path = shared_data / "truces" / "claims.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    pairs = [pair for row in rows if (pair := claim(row))]
    found = trace([pair[1] for pair in pairs], [pair[0] for pair in pairs])
    flagged = {row["claim_id"] for row in rows if row["distortion_flag"]}
    named = {document for _, distortion, document in found.changes() if distortion}
    assert named <= flagged
    assert {"TC002", "TC004", "TC005", "TC006", "TC902"} <= named
