"""How one text derives from another, and what is worded alike without deriving."""

from __future__ import annotations

from collections.abc import Sequence

from tests.trace.build import PARAMS, document
from truceline.model.evidence import Document
from truceline.trace.candidates import candidate_pairs
from truceline.trace.derivation import Comparison, compare
from truceline.trace.passages import corpus_of
from truceline.trace.settings import thresholds

LIMITS = thresholds(PARAMS)
WIRE = [
    "The port of Oldhaven was closed on Monday after two blasts, harbour master Ada Brown said.",
    "Brown told reporters that 14 ships were waiting outside the breakwater.",
    "Insurers in Westmark have asked for 3 million crowns, according to the Trade Chamber.",
    "The blasts damaged the northern crane, which Brown called beyond repair.",
    "Talks between Westmark and Eastmark are to resume on Friday in the town of Middle.",
]
REWRITE = [
    "Two blasts forced the closing of Oldhaven port on Monday, said harbour master Ada Brown.",
    "Outside the breakwater 14 ships wait, Brown told the press.",
    "The Trade Chamber says that insurers in Westmark demand 3 million crowns.",
    "According to Brown, the northern crane was damaged by the blasts beyond repair.",
]
OTHER = [
    "A football match in Oldhaven ended without a goal.",
    "Schools reopen after the summer, the council announced.",
    "Rain is expected over the hills until the weekend.",
]


def compared(*documents: Document) -> list[Comparison]:
    """Return what documents have in common, pairs with nothing in common left out."""
    corpus = corpus_of(documents, LIMITS)
    found = compare(corpus, candidate_pairs(corpus, LIMITS), LIMITS)
    return [one for one in found if one.derived]


def kinds(*documents: Document) -> set[str]:
    """Return the kinds of derivation between documents."""
    return {each.kind for one in compared(*documents) for each in one.derived}


def text(name: str, lines: Sequence[str], **known: str) -> Document:
    """Return a document of so many lines."""
    return document(name, "\n".join(lines), **known)


def test_a_copy_is_verbatim() -> None:
    """The same sentences in the same order."""
    (found,) = compared(text("a", WIRE), text("b", [*WIRE[:4], *OTHER]))
    assert {each.kind for each in found.derived} == {"verbatim"}
    assert found.copy is not None


def test_other_words_in_the_same_order_are_a_rewrite() -> None:
    """Sentence by sentence the same facts, hardly a run of words in common."""
    (found,) = compared(text("a", WIRE), text("b", [*OTHER, *REWRITE]))
    assert {each.kind for each in found.derived} == {"rewrite"}
    assert [(each.a, each.b) for each in found.derived] == [(0, 8), (1, 9), (2, 10), (3, 11)]


def test_one_place_in_common_is_no_copy() -> None:
    """Two texts about one town derive from nothing."""
    assert kinds(text("a", WIRE), text("b", OTHER)) == set()


def test_names_and_numbers_carry_across_languages() -> None:
    """A translation keeps names, numbers and order, and no word."""
    uk = [
        "У понеділок порт Oldhaven закрито, сказала Ada Brown.",
        "За словами Brown, 14 суден стоять за молом Oldhaven.",
        "Страховики Westmark вимагають 3 мільйони, каже Trade Chamber.",
    ]
    assert kinds(text("a", WIRE), text("b", uk, language="uk")) == {"translation"}


def test_shared_quoted_words_are_a_shared_statement() -> None:
    """Two reports of their own that quote the same words: each may have heard the speaker."""
    said = "we will not leave the harbour before the last ship has gone"
    a = document("a", f'Standing in rain, the mayor told us: "{said}". Children played nearby.')
    b = document("b", f'The council met at noon. Its head insisted, "{said}", and sat down.')
    assert kinds(a, b) == {"shared_statement"}


def test_a_roundup_aggregates() -> None:
    """A long text that takes in two others in passages of its own derives by aggregation."""
    second = [line.replace("Oldhaven", "Fernwick").replace("Brown", "Green") for line in WIRE]
    second = [
        "Heavy shelling broke 212 windows in Fernwick, its mayor Tom Green said on Sunday.",
        "Green asked Eastmark for 40 glaziers and a convoy of lorries.",
        "A hospital in Fernwick treated nine people for cuts, doctor Lena Moss reported.",
    ]
    filler = [f"Item {i} of the day concerned the weather in valley number {i}." for i in range(14)]
    roundup = [*filler[:7], *WIRE[:4], *filler[7:], *second]
    found = compared(text("a", WIRE[:4]), text("b", second), text("c", roundup))
    assert {each.kind for one in found for each in one.derived} == {"aggregation"}


def test_far_apart_days_are_not_compared() -> None:
    """The same words a year later are a new publication of something else."""
    early = text("a", WIRE, published="2025-03-12")
    late = text("b", WIRE, published="2026-01-09")
    assert compared(early, late) == []
