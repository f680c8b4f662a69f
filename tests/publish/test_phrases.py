"""Sentences come from the data file, and a broken phrase is named with its mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from truceline import publish
from truceline.ground.errors import UsageError, VocabularyError
from truceline.publish.phrases import Phrases, load_phrases
from truceline.vocabulary.files import DATA

FOLDER = Path(publish.__file__).parent
KEYS = re.compile(r"""(?:say|lines)\(\s*"([a-z0-9_.]+)"(?!\s*~)""")


def used_keys() -> list[str]:
    """Return every phrase key that the code or the page names outright."""
    page = (DATA / "templates" / "report.html").read_text(encoding="utf-8")
    texts = [page, *(each.read_text(encoding="utf-8") for each in sorted(FOLDER.glob("*.py")))]
    return sorted({key for text in texts for key in KEYS.findall(text)})


def test_every_phrase_that_the_code_names_exists() -> None:
    """A key that the code or the page asks for is in the English phrases."""
    phrases = load_phrases("en")
    keys = used_keys()
    assert len(keys) > 80
    for key in keys:
        assert phrases._find(key), key


def test_the_number_chooses_the_form() -> None:
    """One thing reads as one, none and many as many."""
    phrases = Phrases("en", {"things": {"one": "{n} thing", "other": "{n} things"}})
    assert [phrases.say("things", n=n) for n in (0, 1, 2)] == ["0 things", "1 thing", "2 things"]


def test_unknown_words_stay_readable() -> None:
    """A vocabulary id without a phrase reads as its own words."""
    assert Phrases("en", {"acts": {}}).word("acts", "air_strike") == "air strike"


@pytest.mark.parametrize(
    ("templates", "key"),
    [({}, "a"), ({"a": {"b": "x"}}, "a.c"), ({"a": "{missing}"}, "a"), ({"a": "{0}"}, "a")],
)
def test_a_broken_phrase_is_named(templates: dict[str, object], key: str) -> None:
    """A missing phrase, or one that asks for too much, names its key and its mend."""
    with pytest.raises(VocabularyError) as caught:
        Phrases("en", templates).say(key)
    assert key in caught.value.what
    assert caught.value.mend


def test_values_are_never_templates() -> None:
    """Braces in a value from outside stay braces; nothing in them is looked up."""
    phrases = Phrases("en", {"a": "[{text}]"})
    assert phrases.say("a", text="{text.__class__}") == "[{text.__class__}]"


def test_an_unknown_language_is_refused() -> None:
    """A language without phrases is a usage error that lists those there are."""
    with pytest.raises(UsageError, match="en"):
        load_phrases("xx")
