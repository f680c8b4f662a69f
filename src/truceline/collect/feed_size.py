"""Cuts a feed behind its last allowed entry, before anything slow looks at it."""

from __future__ import annotations

from typing import Any

import defusedxml.ElementTree
from lxml import etree

from truceline.collect.limits import FEED_ENTRIES_LIMIT, FEED_PARTS_LIMIT

_ENTRIES = ("item", "entry")


class _FullError(Exception):
    """The feed has as many entries, or parts, as are read."""


class _Counter:
    """Counts the elements that a parser meets and builds nothing of them."""

    def __init__(self) -> None:
        self.entries = self.parts = 0
        self.parser: Any = None
        self.stop = 0  # where the first element that is too many begins, in bytes

    def start(self, tag: str, _: Any) -> None:  # noqa: ANN401 - the parser's attributes
        """Count an element; raises _FullError for the first that is too many."""
        self.parts += 1
        self.entries += tag.rpartition("}")[2] in _ENTRIES
        if self.entries > FEED_ENTRIES_LIMIT or self.parts > FEED_PARTS_LIMIT:
            self.stop = self.parser.parser.CurrentByteIndex
            raise _FullError

    def data(self, _: str) -> None:
        """Pass over words; without this, entities that nobody declared would go unnoticed."""

    def close(self) -> None:
        """Return nothing, as nothing was built."""


def cut(raw: bytes) -> tuple[bytes, bool]:
    """Return a feed without the entries beyond the limits, and whether there are any.

    Linear, and ends at the limit: what comes behind is not parsed. Raises ParseError for what is
    not well-formed before it, DefusedXmlException for entities of its own.
    """
    counter = _Counter()
    parser: Any = defusedxml.ElementTree.XMLParser(target=counter)
    counter.parser = parser
    try:
        parser.feed(raw)
        parser.close()
    except _FullError:
        mended = etree.XMLParser(
            recover=True, resolve_entities=False, no_network=True, huge_tree=False
        )
        tree = etree.fromstring(raw[: counter.stop], mended)
        return bytes(etree.tostring(tree, encoding="utf-8")), True
    return raw, False


def cut_tree(tree: Any) -> tuple[bytes, bool]:  # noqa: ANN401 - an lxml element
    """Return the same of a feed that had to be mended, and so stands as a tree already."""
    entries = [
        each
        for each in tree.iter(tag=etree.Element)
        if etree.QName(each).localname in _ENTRIES and each.getparent() is not None
    ]
    parts = 0
    for kept, entry in enumerate(entries):
        parts += 1 + sum(1 for _ in entry.iterdescendants())
        if kept >= FEED_ENTRIES_LIMIT or parts > FEED_PARTS_LIMIT:
            for each in entries[kept:]:
                each.getparent().remove(each)
            break
    more = len(entries) > FEED_ENTRIES_LIMIT or parts > FEED_PARTS_LIMIT
    return bytes(etree.tostring(tree, encoding="utf-8")), more
