"""What every section needs: the input's records by id, names, labels, and an order to list in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from truceline.ground.times import TimeRange
from truceline.model.incident import Group, Incident
from truceline.model.origin import Origin, Passage
from truceline.model.statement import Statement
from truceline.model.values import Span, Window
from truceline.publish.inputs import ReportInput
from truceline.publish.moments import instant, range_text, window_text
from truceline.publish.phrases import Phrases
from truceline.publish.scope import put_aside, within_scope
from truceline.publish.sentences import Quote

MAX_QUOTE = 600  # code points: a longer passage is shown by its beginning, its span says all
SHORT_QUOTE = 90  # code points: a shorter passage is shown with what stands around it
CONTEXT = 170  # code points shown on either side
_DIGITS = re.compile(r"(\d{1,15})")

SortKey = tuple[object, ...]


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which "row 9" comes before "row 10"."""
    parts = _DIGITS.split(text[:500])
    return tuple((1, int(p), "") if p.isdigit() and p.isascii() else (0, 0, p) for p in parts)


def shortened(text: str, limit: int = MAX_QUOTE) -> str:
    """Return a text, cut with an ellipsis where it is longer than limit code points."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()} […]"


@dataclass(frozen=True, slots=True)
class Lookup:
    """The report's input, indexed, with its phrases.

    given: what the agreement concerns or may concern; whole: all that was read; aside: ids of
    the statements that no main section lists; counted: ids of those behind a total that one does.
    """

    given: ReportInput
    whole: ReportInput
    aside: frozenset[str]
    counted: frozenset[str]
    phrases: Phrases
    statements: dict[str, Statement]
    incidents: dict[str, Incident]
    origins: dict[str, Origin]
    origin_of: dict[str, Origin]
    groups: dict[str, Group]
    by_document: dict[str, list[Statement]]

    def say(self, key: str, **values: object) -> str:
        """Return a filled phrase."""
        return self.phrases.say(key, **values)

    def party(self, party: str | None) -> str:
        """Return a party's display name; a fixed phrase for None, "" and "unknown"."""
        if not party or party == "unknown":
            return self.say("parties.unknown")
        return self.given.parties.get(party, party)

    def side(self, party: str | None) -> str:
        """Return whose voice or feed something is; None is nobody's side."""
        return self.party(party) if party else self.say("parties.no_side")

    def joined(self, names: Iterable[str]) -> str:
        """Return names as a list in words: "A, B and C"."""
        each = [name for name in names if name]
        if len(each) < 2:  # noqa: PLR2004 - one name needs no list
            return "".join(each)
        return self.say("lists.last", first=", ".join(each[:-1]), last=each[-1])

    def party_rank(self, party: str | None) -> int:
        """Return a party's place: the agreement's parties, its mediators, then as named."""
        agreement = self.given.agreement
        order = (*agreement.parties, *agreement.mediators, *self.given.parties)
        return order.index(party) if party in order else len(order)

    def source_name(self, source: str) -> str:
        """Return a source's name, or its id where nobody has described it."""
        known = self.given.sources.get(source)
        return known.name if known and known.name else source

    def document_label(self, document: str) -> str:
        """Return who published a document, with its title."""
        found = self.given.documents.get(document)
        if found is None:
            return document
        name = self.source_name(found.source)
        if found.source not in self.given.sources:
            name = self.locator(document) or name
        if not found.title:
            return name
        return self.say("labels.document", source=name, title=shortened(found.title, 160))

    def locator(self, document: str) -> str:
        """Return where a document's evidence was found, "" if that is not given."""
        found = self.given.documents.get(document)
        evidence = self.given.evidence.get(found.evidence if found else document)
        return evidence.locator if evidence else ""

    def quote(self, statement: str) -> Quote:
        """Return the words of a statement with who carried them."""
        found = self.statements.get(statement)
        if found is None:
            return Quote(text=self.say("labels.missing"), label=statement, cites=())
        before, after = self.around(found.document, found.span)
        return Quote(
            text=shortened(found.quote),
            label=self.document_label(found.document),
            cites=(statement,),
            before=before,
            after=after,
        )

    def around(self, document: str, span: Span) -> tuple[str, str]:
        """Return what stands before and after a short span on its line, ("", "") in markup."""
        found = self.given.documents.get(document)
        if found is None or span.end - span.start > SHORT_QUOTE:
            return "", ""
        start = max(0, span.start - CONTEXT)
        before = found.text[start : span.start].rpartition("\n")[2]
        after = found.text[span.end : span.end + CONTEXT].partition("\n")[0]
        if "<" in before + after or ">" in before + after:
            return "", ""
        if start and len(before) == CONTEXT:
            before = f"[…]{before[before.find(' ') :]}"
        if len(after) == CONTEXT:
            after = f"{after[: after.rfind(' ') + 1]}[…]"
        return before, after

    def passage(self, passage: Passage, statement: str = "") -> Quote:
        """Return the words of a span; `statement` is the appendix entry that it belongs to."""
        found = self.given.documents.get(passage.document)
        text = found.text[passage.span.start : passage.span.end] if found else ""
        if not text and statement in self.statements:
            text = self.statements[statement].quote
        before, after = self.around(passage.document, passage.span)
        return Quote(
            text=shortened(text) or self.say("labels.missing"),
            label=self.document_label(passage.document),
            cites=(statement,) if statement else (passage.document,),
            before=before,
            after=after,
        )

    def statement_at(self, document: str, span: Span) -> str:
        """Return the statement that shares most of a span, the narrower of equals; "" if none."""
        shared = [
            (min(each.span.end, span.end) - max(each.span.start, span.start), each)
            for each in self.by_document.get(document, ())
        ]
        held = [
            (-common, each.span.end - each.span.start, each)
            for common, each in shared
            if common > 0
        ]
        if not held:
            return ""
        best = min(held, key=lambda row: (row[0], row[1], self.statement_key(row[2].id)))
        return best[2].id

    def document_key(self, document: str) -> SortKey:
        """Return a sort key made of what a document is, not of its id (a hash)."""
        found = self.given.documents.get(document)
        if found is None:
            return (1, _far(None), (), "")
        return (0, _far(found.published), natural_key(self.locator(document)), found.source)

    def statement_key(self, statement: str) -> SortKey:
        """Return a sort key of a statement: its document's, then its place in it."""
        found = self.statements.get(statement)
        if found is None:
            return (1, statement)
        return (0, self.document_key(found.document), found.span, found.kind, statement)

    def in_order(self, statements: Iterable[str]) -> tuple[str, ...]:
        """Return statement ids without doubles, by document and place in it."""
        return tuple(sorted(dict.fromkeys(statements), key=self.statement_key))

    def instant(self, moment: datetime) -> str:
        """Return an instant in the case's zone."""
        return instant(moment, self.given.zone, self.phrases)

    def range(self, when: TimeRange | None) -> str:
        """Return a range in the zone that it was understood in, else the case's."""
        return range_text(when, self.given.zone, self.phrases)

    def when(self, incident: Incident) -> str:
        """Return when an incident happened; where no report tells, when it was first reported."""
        if incident.time is None and incident.reported is not None:
            return self.say("times.by_report", when=self.range(incident.reported))
        return self.range(incident.time)

    def window(self, window: Window) -> str:
        """Return a total's window in the case's zone."""
        return window_text(window, self.given.zone, self.phrases)

    def zones(self) -> tuple[str, ...]:
        """Return the zones to show: the agreement's, the case's, UTC, each once."""
        return tuple(dict.fromkeys((self.given.agreement.zone, self.given.zone, "UTC")))


def _far(when: TimeRange | None) -> datetime:
    return when.earliest if when else datetime.max.replace(tzinfo=UTC)


def make_lookup(given: ReportInput, phrases: Phrases) -> Lookup:
    """Index a report's input."""
    by_document: dict[str, list[Statement]] = {}
    for each in given.statements:
        by_document.setdefault(each.document, []).append(each)
    aside = put_aside(given)
    inside = within_scope(given, aside)
    return Lookup(
        given=inside,
        whole=given,
        aside=aside,
        counted=frozenset(each for account in inside.tally_accounts for each in account.members),
        phrases=phrases,
        statements={each.id: each for each in given.statements},
        incidents={each.id: each for each in given.incidents},
        origins={each.id: each for each in given.origins},
        groups={each.id: each for each in given.groups},
        origin_of={member: each for each in given.origins for member in each.members},
        by_document=by_document,
    )
