"""The number words of a language, compiled once from the vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.vocabulary.files import shipped_entries

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """What the words of one language mean as numbers; all forms folded.

    units: word -> value; one, many: scale word -> its value, singular and plural forms.
    openings: phrase before a number -> the bounds it opens; opened_by: its last word -> those
    phrases, the longest first; starts: first word -> phrases and what each stands for by itself
    (vague, pair, half, family). masks: what looks like a number and counts nothing.
    """

    lang: str
    units: dict[str, float]
    one: dict[str, float]
    many: dict[str, float]
    openings: dict[Phrase, str]
    opened_by: dict[str, tuple[Phrase, ...]]
    starts: dict[str, tuple[tuple[Phrase, str], ...]]
    closings: tuple[Phrase, ...]
    plain: dict[str, frozenset[str]]
    stems: dict[str, tuple[str, ...]]
    ranges: dict[str, frozenset[str]]
    masks: re.Pattern[str]

    def is_stem(self, kind: str, word: str) -> bool:
        """Tell whether a folded word belongs to a list of forms and stems."""
        return word in self.plain[kind] or word.startswith(self.stems[kind])


_OPENINGS = ("at_least", "more_than", "less_than", "up_to", "nearly", "about", "fillers")
_STARTS = {"vague": "vague", "pairs": "pair", "halves": "half", "families": "family"}
_LISTS = (
    "articles", "link", "joined", "family_but", "years", "year_before", "aged", "clock",
    "calibres", "money", "measures", "percent", "numbered", "one_of", "not_one", "fractions",
    "changes",
)  # fmt: skip


def _phrases(content: dict[str, Any], kinds: dict[str, str]) -> dict[Phrase, str]:
    pairs = [
        (tuple(re.split(r"[ -]", each)), name)
        for kind, name in kinds.items()
        for each in content[kind]
    ]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def number_words(lang: str) -> NumberWords | None:
    """Return the number words of a language, None for one that the vocabulary lacks."""
    content = shipped_entries("vocabulary", "numbers.yaml").get(lang)
    if content is None:
        return None
    openings = _phrases(content, {kind: kind for kind in _OPENINGS})
    starts = _phrases(content, _STARTS)
    lists = {kind: [str(each) for each in content[kind]] for kind in _LISTS}
    return NumberWords(
        lang=lang,
        units={word: float(value) for word, value in content["units"].items()},
        one={form: float(s["value"]) for s in content["scales"] for form in s["one"]},
        many={form: float(s["value"]) for s in content["scales"] for form in s["many"]},
        openings=openings,
        opened_by={
            last: tuple(p for p in openings if p[-1] == last) for last in {p[-1] for p in openings}
        },
        starts={
            first: tuple((p, kind) for p, kind in starts.items() if p[0] == first)
            for first in {p[0] for p in starts}
        },
        closings=tuple(tuple(each.split()) for each in content["or_more"]),
        plain={k: frozenset(w for w in v if not w.endswith("*")) for k, v in lists.items()},
        stems={k: tuple(w[:-1] for w in v if w.endswith("*")) for k, v in lists.items()},
        ranges={kind: frozenset(forms) for kind, forms in content["ranges"].items()},
        masks=_masks(lang, content),
    )


def _either(forms: list[str]) -> str:
    """Return an alternation of forms, the longest first; a * stands for the rest of a word."""
    parts = [re.escape(form).replace(r"\*", r"\w*") for form in sorted(forms, key=len)[::-1]]
    return "(?:" + "|".join(parts) + ")"


def _masks(lang: str, content: dict[str, Any]) -> re.Pattern[str]:
    """Return what finds digits that count nothing; it is run on lower-case text."""
    times = shipped_entries("vocabulary", "times.yaml")[lang]
    months = _either([form for month in times["months"] for form in month])
    year = rf"(?:,?\s{{1,2}}\d{{4}}(?:\s(?:{'|'.join(times['year_words']) or '-'})\b)?)?"
    day = r"\d{1,2}(?:st|nd|rd|th|-?го|-?е|-?те)?"
    days = rf"(?:{day}\s?(?:,|-|–|and|та|і|й|и|to|to the)\s?){{0,4}}{day}"
    years = _either(content["years"])
    joined = r"(?:\d{1,3}(?:\s?,\s?|\s?[-–]\s?|\s(?:and|та|і|й|и|to|до|або|или|or)\s)){0,5}\d{1,3}"
    kinds = [
        rf"(?<![\w.]){days}\.?\s{{1,2}}(?:of\s)?{months}\b{year}",
        rf"\b{months}\.?\s{{1,2}}{days}\b(?!:){year}",
        rf"\b{months},?\s{{1,2}}(?:19|20)\d{{2}}\b",
        r"\b\d{4}-\d{2}-\d{2}(?:t\d{2}:\d{2}\S{0,12})?",
        r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
        r"\b\d{1,3}(?::\d{1,3}){1,2}\b(?:\s?[-–]\s?\d{1,2}:\d{2}\b)?",
        rf"\b\d{{1,2}}(?:[.]\d{{2}})?\s?{_either(content['clock'])}(?!\w)",
        r"\b\d{1,4}/\d{1,4}\b",
        # Models, brigades and routes: digits fast to letters.
        r"(?<![^\W\d_])[^\W\d_]{1,30}[-–]?\d[\d.]{0,16}(?:/\d{1,4})?(?:[-–]?[^\W\d_]{1,30})?",
        r"\b\d[\d.,]{0,16}[-–]?(?!(?:ти|ми|ох|ьох|тьох|рьох)\b)"
        r"[^\W\d_]{1,30}(?:[-–][^\W\d_]{1,30}){0,3}",
        rf"\b\d{{2,3}}\s?{_either(content['calibres'])}\b",
        r"[$€£₴₽¥]\s?\d[\d.,\s]{0,20}(?:\s?[^\W\d_]{1,9})?",
        rf"\b\d[\d.,  ]{{0,16}}\s?(?:[^\W\d_]{{2,8}}\.?\s)?{_either(content['money'])}\b",
        rf"\b{_either(content['numbered'])}\.?\s?\d{{1,16}}",
        rf"\b\d{{1,3}}\s{_either(content['named'])}\b",
        r"№\s?\d{1,16}|#\d{1,16}",
        r"\+\d[\d ()-]{7,18}\d|\b\d{3}[ -]\d{3}[ -]\d{2}[ -]?\d{2}\b",
        r"\b0 ?800 \d{3} ?\d{3}\b|\b\d{10,40}\b",
        rf"\b{joined}[\s-]{years}(?!\w)",
        rf"\b{_either(content['aged'])}\s(?:\w+\s)?{joined}",
        r"(?m:^\s{0,8}\d{1,2}[.)]\s)",
        r"\d[\d.]{0,16}\s?°",
        rf"\b{_either(content['year_before'])}\s(?:19|20)\d{{2}}\b(?![.,]\d)",
    ]
    return re.compile("|".join(f"(?:{kind})" for kind in kinds))
