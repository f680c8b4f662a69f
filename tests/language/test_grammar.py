"""English grammar: spans fit the text, subjects hang on their verbs, names are found."""

from __future__ import annotations

from truceline.language import grammar
from truceline.language.grammar import LONGEST, names, parse


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


def test_names_are_the_same_with_and_without_a_parse() -> None:
    """Names are looked for when asked for, by themselves; the parse's are the same ones."""
    texts = [
        "The ministry in Lisbon said so.",
        "Nothing was named.",
        "She met Peter Novak in Quito.",
    ]
    alone = list(names(texts))
    assert [each.names for each in parse(texts)] == alone
    cut = [
        [text[one.start : one.end] for one in found]
        for text, found in zip(texts, alone, strict=True)
    ]
    assert cut == [["Lisbon"], [], ["Peter Novak", "Quito"]]


def test_a_parse_does_not_depend_on_the_texts_beside_it() -> None:
    """What is kept of a sentence is what any other call would have found."""
    texts = [f"The {n} soldiers who left the town on day {n} said it was quiet." for n in range(20)]
    together = list(grammar._parsed(texts))
    assert [next(iter(grammar._parsed([text]))) for text in texts] == together
    assert [each.tokens for each in parse(texts[3:9])] == together[3:9]
    assert [next(iter(grammar._named([text]))) for text in texts] == list(grammar._named(texts))


def test_lemmas_do_not_depend_on_what_was_parsed_before() -> None:
    """A lemma is kept for a word of a part of speech in a form, and never for another."""
    texts = ["They left the left bank.", "The leaves were left; he leaves.", "She saw a saw."]
    first = [each.tokens for each in parse(texts)]
    assert [each.tokens for each in parse(texts[::-1])][::-1] == first
    assert [each.lemma for each in first[2]] == ["she", "see", "a", "saw", "."]
