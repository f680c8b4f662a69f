"""Numbers in running text: digits and words, with open bounds, in the languages read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from truceline.language.number_values import bounds_of, fits, value_of
from truceline.language.number_words import NumberWords, Phrase, number_words
from truceline.language.words import fold
from truceline.model.values import Bounds
from truceline.vocabulary.files import shipped_entries

_SEVERAL = float(shipped_entries("vocabulary", "numbers.yaml")["several"])
_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d{1,2}(?!\d))?"
    r"|\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*)"
)
_GAP = re.compile(r"[ \t\u00a0\u202f]{0,3}$")
_HYPHEN = re.compile(r"[-–—]$")
_LONGEST_WORD = 60
_DIGITS = re.compile(r"\d+")
_MOST_DIGITS = 400  # runs of digits read of one text: further ones are a table or hostile
_FILLERS = 3
_HUNDRED, _THOUSAND = 100.0, 1000.0
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """A number that a text states: code points [start, end), bounds, and its own words.

    The span takes in the words that open or close the bounds ("at least", "or more") and a
    percent sign. approximate: the text says that it is not exact ("about", "nearly").
    percent: it is a share in hundredths, said by a sign or a word (the word is not in the span).
    """

    start: int
    end: int
    bounds: Bounds
    approximate: bool
    words: str
    percent: bool = False


class _Token(NamedTuple):
    start: int
    end: int
    folded: str
    digits: bool


class _Core(NamedTuple):
    """A number without its openings: tokens [first, last), and whether a scale was named."""

    low: float
    high: float | None
    last: int
    scaled: bool = False
    vague: bool = False


def find_numbers(text: str, lang: str) -> list[NumberMention]:
    """Return the numbers of a text in order.

    Read are digits and words with their bounds, by the rules at the head of numbers.yaml. Left
    out are dates, clock times, years, ages, models ("T-80"), money, phone and list numbers.
    A language without number words has none. A text is read up to its 400th run of digits.
    """
    words = number_words(lang)
    return [] if words is None else _Finder(_readable(text), words).mentions()


def _readable(text: str) -> str:
    """Return the text up to the last run of digits that is read: masks take time for each."""
    last = next(islice(_DIGITS.finditer(text), _MOST_DIGITS, None), None)
    return text if last is None else text[: last.start()]


class _Finder:
    """One pass over the tokens of one text."""

    def __init__(self, text: str, words: NumberWords) -> None:
        self._text = text
        self._words = words
        self._tokens = _tokens(text, words)

    def mentions(self) -> list[NumberMention]:
        found: list[NumberMention] = []
        place = 0
        while place < len(self._tokens):
            core = self._range(place)
            if core is None:
                place += 1
                continue
            mention = self._mention(place, core)
            if mention is not None and (not found or mention.start >= found[-1].end):
                found.append(mention)
            place = core.last
        return found

    def _gap(self, place: int) -> str:
        """Return what stands between the token before `place` and the one at it."""
        return self._text[self._tokens[place - 1].end : self._tokens[place].start]

    def _near(self, place: int) -> bool:
        """Tell whether a token follows the one before it with nothing but space between."""
        return 0 < place < len(self._tokens) and bool(_GAP.match(self._gap(place)))

    def _word(self, place: int) -> str:
        return self._tokens[place].folded if 0 <= place < len(self._tokens) else ""

    def _matches(self, place: int, phrase: Phrase) -> bool:
        """Tell whether the tokens from `place` on are a phrase, with spaces or hyphens between."""
        if any(self._word(place + i) != word for i, word in enumerate(phrase)):
            return False
        return all(
            self._near(place + i) or _HYPHEN.match(self._gap(place + i))
            for i in range(1, len(phrase))
        )

    def _core(self, place: int) -> _Core | None:
        """Return the number that begins at a token, None if none does."""
        token = self._tokens[place]
        if token.digits:
            return self._digits(place)
        for phrase, kind in self._words.starts.get(token.folded, ()):
            if self._matches(place, phrase):
                return self._phrase(place, phrase, kind)
        if token.folded in self._words.units:
            return self._spelled(place)
        if token.folded in self._words.many:
            value = self._words.many[token.folded]
            return self._scaled(_Core(2 * value, None, place + 1, True, True))
        return self._single(place)

    def _single(self, place: int) -> _Core | None:
        """Return a scale word that stands for one: "a hundred", or bare without articles."""
        words = self._words
        if words.plain["articles"]:
            if self._word(place) not in words.plain["articles"] or not self._near(place + 1):
                return None
            value = words.one.get(self._word(place + 1))
            return self._scaled(_Core(value, value, place + 2, True)) if value else None
        value = words.one.get(self._word(place))
        return self._scaled(_Core(value, value, place + 1, True)) if value else None

    def _phrase(self, place: int, phrase: Phrase, kind: str) -> _Core | None:
        last = place + len(phrase)
        if kind == "vague":
            return self._scaled(_Core(_SEVERAL, None, last, False, True))
        if kind == "pair":
            return self._scaled(_Core(2.0, 2.0, last, False, True))
        if kind == "family":
            blocked = self._near(last) and self._word(last) in self._words.plain["family_but"]
            return None if blocked else _Core(2.0, None, last, False, True)
        scale = self._scale(last)
        if scale is None:
            return None
        return _Core(scale / 2, scale / 2, last + 1, True)

    def _scale(self, place: int) -> float | None:
        if not self._near(place):
            return None
        word = self._word(place)
        return self._words.one.get(word) or self._words.many.get(word)

    def _scaled(self, core: _Core) -> _Core:
        """Multiply by the scale words that follow: "1.5 million", "hundreds of thousands"."""
        place, low, high, scaled = core.last, core.low, core.high, core.scaled
        while place < len(self._tokens):
            linked = core.vague and self._word(place) in self._words.plain["link"]
            step = 1 if linked and self._near(place) else 0
            scale = self._scale(place + step)
            if scale is None:
                break
            place, low, scaled = place + step + 1, low * scale, True
            high = None if high is None else high * scale
        return _Core(low, high, place, scaled, core.vague)

    def _digits(self, place: int) -> _Core | None:
        token = self._tokens[place]
        value = value_of(token.folded, self._words.lang, scaled=self._scale(place + 1) is not None)
        if value is None or self._is_year(place, value):
            return None
        return self._scaled(_Core(value, value, place + 1))

    def _is_year(self, place: int, value: float) -> bool:
        """Tell whether four bare digits are a year: nothing that could be counted follows."""
        token = self._tokens[place]
        if not (token.folded.isdigit() and _FIRST_YEAR <= value < _LAST_YEAR):
            return False
        if not self._near(place + 1):
            return True
        following = self._word(place + 1)
        return following in self._words.plain["years"] or following in self._words.plain["joined"]

    def _spelled(self, place: int) -> _Core | None:
        """Return a number in words, such as "two hundred and five" or "двадцять п'ять"."""
        words, total, current, last = self._words, 0.0, 0.0, place
        highest = math.inf
        while last < len(self._tokens):
            step = self._step(last, place, current)
            if step is None:
                break
            word = self._word(last + step)
            if word in words.units:
                current += words.units[word]
            else:
                scale = words.one.get(word) or words.many[word]
                if scale >= highest:
                    break
                if scale >= _THOUSAND:
                    total, current, highest = total + current * scale, 0.0, scale
                else:
                    current *= scale
            last += step + 1
        if self._pronoun(place, last, total + current):
            return None
        return _Core(total + current, total + current, last, total > 0)

    def _step(self, place: int, first: int, current: float) -> int | None:
        """Return how many tokens to skip to go on with a spelled number, None to end it."""
        if place == first:
            return 0
        joined = self._word(place) in self._words.plain["joined"]
        step = 1 if joined and current >= _HUNDRED else 0
        at = place + step
        if at >= len(self._tokens) or not self._near(place) or (step and not self._near(at)):
            tens = current % 10 == 0 and current % _HUNDRED >= 2 * 10
            hyphen = place < len(self._tokens) and _HYPHEN.match(self._gap(place))
            value = self._words.units.get(self._word(place), 10.0)
            return 0 if tens and hyphen and value < 10 else None  # noqa: PLR2004 - a digit
        word = self._word(at)
        if not step and (word in self._words.one or word in self._words.many):
            return 0
        value = self._words.units.get(word, math.inf)
        return step if fits(value, current) else None

    def _pronoun(self, first: int, last: int, value: float) -> bool:
        """Tell whether "one" counts nothing ("one of them", "no one") or a share follows."""
        follows = self._word(last) if last < len(self._tokens) else ""
        if self._words.is_stem("fractions", follows):
            return True
        if value != 1:
            return False
        return follows in self._words.plain["one_of"] or (
            self._word(first - 1) in self._words.plain["not_one"]
        )

    def _range(self, place: int) -> _Core | None:
        """Return the number or the range that begins at a token."""
        core = self._core(place)
        if core is None or core.last >= len(self._tokens) or core.vague:
            return core
        other = None
        if _HYPHEN.match(self._gap(core.last)):
            other = self._core(core.last)
        elif (
            self._near(core.last)
            and self._near(core.last + 1)
            and self._links(place, self._word(core.last))
        ):
            other = self._core(core.last + 1)
        if other is None or other.high is None or other.vague:
            return core
        low = core.low
        if other.scaled and not core.scaled and low < other.high:
            second = self._tokens[other.last - 1]
            scale = self._words.one.get(second.folded) or self._words.many.get(second.folded)
            low = low * scale if scale and low * scale <= other.high else low
        return _Core(low, other.high, other.last, other.scaled) if low < other.high else core

    def _links(self, place: int, word: str) -> bool:
        """Tell whether a word makes the numbers around it the ends of a range."""
        ranges, before = self._words.ranges, self._word(place - 1)
        if word in ranges["or"]:
            return True
        if word in ranges["and"]:
            return before in ranges["between"]
        if word not in ranges["to"]:
            return False
        changed = range(max(0, place - 6), place)
        if any(self._words.is_stem("changes", self._word(i)) for i in changed):
            return False
        return before in ranges["open"] or not self._words.openings.get((word,))

    def _mention(self, place: int, core: _Core) -> NumberMention | None:
        first, opening = self._opening(place)
        last, percent = core.last, False
        end = self._tokens[last - 1].end
        for phrase in self._words.closings:
            if self._near(last) and self._matches(last, phrase):
                last += len(phrase)
                end, opening = self._tokens[last - 1].end, "at_least"
                break
        sign = re.compile(r"\s?%|\+(?!\w)").match(self._text, end)
        if sign:
            end = sign.end()
            percent = sign.group().endswith("%")
            opening = opening if percent else "at_least"
        unit = self._word(last) if self._near(last) else ""
        percent = percent or self._words.is_stem("percent", unit)
        percent = percent or (unit == "per" and self._word(last + 1) == "cent")
        start = self._tokens[first].start
        measured = percent or self._words.is_stem("measures", unit)
        return NumberMention(
            start=start,
            end=end,
            bounds=bounds_of(core.low, core.high, opening, measured=measured),
            approximate=opening in ("nearly", "about") or (core.vague and core.high is not None),
            words=self._text[start:end],
            percent=percent,
        )

    def _opening(self, place: int) -> tuple[int, str]:
        """Return the first token of the words that open a number's bounds, and which they open."""
        first = place
        for _ in range(_FILLERS):
            opened = self._opened(first)
            if opened is None:
                break
            at, kind = opened
            if kind != "fillers":
                return at, kind
            first = at
        return place, ""

    def _opened(self, place: int) -> tuple[int, str] | None:
        """Return where the longest phrase that ends before a token begins, and what it opens."""
        for phrase in self._words.opened_by.get(self._word(place - 1), ()):
            at = place - len(phrase)
            if at >= 0 and self._near(place) and self._matches(at, phrase):
                return at, self._words.openings[phrase]
        return None


def _tokens(text: str, words: NumberWords) -> list[_Token]:
    """Return the words and digits of a text, without what the masks cover."""
    lowered = text.lower() if len(text.lower()) == len(text) else text
    hidden = [(m.start(), m.end()) for m in words.masks.finditer(lowered)]
    found: list[_Token] = []
    place = 0
    for match in _TOKEN.finditer(text):
        while place < len(hidden) and hidden[place][1] <= match.start():
            place += 1
        digits = match["digits"] is not None
        covered = place < len(hidden) and hidden[place][0] < match.end()
        if covered and (digits or hidden[place][0] <= match.start()):
            found.append(_Token(match.start(), match.end(), "\0", False))
        elif len(match.group()) <= _LONGEST_WORD:
            found.append(_Token(match.start(), match.end(), fold(match.group()), digits))
    return found
