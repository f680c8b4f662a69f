"""English grammar: spans fit the text, subjects hang on their verbs, names are found."""

from __future__ import annotations

from truceline.language.grammar import LONGEST, parse


def test_tokens_fit_the_text_and_hang_on_each_other() -> None:
    """The subject of a clause hangs on its verb; spans cut out the words themselves."""
    text = "The ministry in Lisbon said two soldiers were wounded on Friday."
    (found,) = parse([text])
    words = [text[each.start : each.end] for each in found.tokens]
    said = words.index("said")
    subject = found.tokens[words.index("ministry")]
    assert (subject.dep, subject.head) == ("nsubj", said)
    assert found.tokens[said].lemma == "say"
    assert "Lisbon" in [text[each.start : each.end] for each in found.names]


def test_a_text_without_end_is_cut() -> None:
    """No stranger's text costs more than the longest that is parsed."""
    (found,) = parse(["word " * LONGEST])
    assert found.tokens[-1].end <= LONGEST
