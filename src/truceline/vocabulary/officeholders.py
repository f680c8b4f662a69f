"""A dated register of officials: who held which office when, and whom they can bind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from truceline.ground.errors import VocabularyError
from truceline.vocabulary.files import DATA, load_yaml
from truceline.vocabulary.parties import Parties, load_parties

_FOREVER = date.max
_FORMER = re.compile(r"(?:\b(?:former|then|ex|late|колишн\w+|екс|бывш\w+|экс)[\s-]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Officeholder:
    """One person in one office for one term, or a body that speaks as such.

    id: of the person or body; office: id of the office ("" for a body); party: party id, None
    for no party's; binds: whether the words can bind the party; since, until: first day in
    office and first day after it (None: open).
    """

    id: str
    name: str
    office: str
    party: str | None
    binds: bool
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date) -> bool:
        """Tell whether the term covers a day."""
        return (self.since or date.min) <= day < (self.until or _FOREVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A place of a text that names someone in the register: code points, and all their terms."""

    start: int
    end: int
    who: str
    terms: tuple[Officeholder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMismatch:
    """A text that gives a person an office that the person did not hold.

    start, end: code points of the words; named: the person; holder: name of who held the office
    on the day, "" if the register does not know.
    """

    start: int
    end: int
    office: str
    named: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A role beside a name: the words, and the terms in which that was so (often one)."""

    start: int
    end: int
    who: str
    office: str
    terms: tuple[Officeholder, ...]

    def meets(self, other: _Claim) -> bool:
        """Tell whether both can have been so on some day."""
        return any(
            (a.since or date.min) < (b.until or _FOREVER)
            and (b.since or date.min) < (a.until or _FOREVER)
            for a in self.terms
            for b in other.terms
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Officeholders:
    """All entries of the register, in the order of the data file."""

    holders: tuple[Officeholder, ...]
    parties: Parties
    party_forms: dict[str, tuple[tuple[re.Pattern[str], str], ...]]
    names: dict[str, re.Pattern[str]]
    heads: dict[str, AhoCorasick]
    keys: dict[str, tuple[str, ...]]
    roles: dict[str, dict[str, re.Pattern[str]]]
    roles_after: dict[str, dict[str, re.Pattern[str]]]

    @staticmethod
    def load(folder: Path | None = None) -> Officeholders:
        """Return the register of a vocabulary folder (the shipped one by default).

        Raises VocabularyError if the file is broken.
        """
        return _load(folder or DATA / "vocabulary")

    def holder_of(self, office: str, when: date) -> Officeholder | None:
        """Return who held an office on a day, None if the register does not know one alone."""
        found = [each for each in self.holders if each.office == office and each.held_on(when)]
        return found[0] if len(found) == 1 else None

    def find(self, folded: str, lang: str) -> list[Naming]:
        """Return where a folded text names someone in the register, in order, longest first."""
        pattern = self.names.get(lang)
        if pattern is None:
            return []
        found: list[Naming] = []
        end = 0
        for start in _starts(self.heads[lang], folded):
            match = pattern.match(folded, start) if start >= end else None
            if match is None:
                continue
            end = match.end()
            who = self.keys[lang][int((match.lastgroup or "n0")[1:])]
            terms = tuple(each for each in self.holders if each.id == who)
            found.append(Naming(start=match.start(), end=match.end(), who=who, terms=terms))
        return found

    def as_of(self, naming: Naming, when: date | None) -> Officeholder:
        """Return the term that a person speaks from: the one on the day, else the latest.

        Outside every term the person speaks for nobody: binds is False.
        """
        if when is None:
            return naming.terms[-1]
        for term in naming.terms:
            if term.held_on(when):
                return term
        last = naming.terms[-1]
        return Officeholder(id=last.id, name=last.name, office="", party=last.party, binds=False)

    def check_office(self, folded: str, lang: str, when: date | None) -> list[OfficeMismatch]:
        """Return where a folded text names a person in an office that the person did not hold.

        when: the day that the text speaks of. Where it is unknown, the offices that the text
        gives to others fix the time: who could not have been in office together with any of
        them, where they could with each other, is the mismatch.
        """
        claims = self._claims(folded, lang)
        if when is not None:
            wrong = [c for c in claims if not any(term.held_on(when) for term in c.terms)]
            return [self._mismatch(claim, when) for claim in wrong]
        clashes = [sum(not claim.meets(other) for other in claims) for claim in claims]
        found: list[OfficeMismatch] = []
        for claim, count in zip(claims, clashes, strict=True):
            rivals = [other for other in claims if not claim.meets(other)]
            if count < 2 or any(a.meets(b) is False for a in rivals for b in rivals):  # noqa: PLR2004 - a majority
                continue
            since = max((rival.terms[-1].since or date.min) for rival in rivals)
            found.append(self._mismatch(claim, since))
        return found

    def _mismatch(self, claim: _Claim, day: date) -> OfficeMismatch:
        holder = self.holder_of(claim.office, day)
        return OfficeMismatch(
            start=claim.start,
            end=claim.end,
            office=claim.office,
            named=claim.terms[-1].name,
            holder=holder.name if holder else "",
        )

    def _claims(self, folded: str, lang: str) -> list[_Claim]:
        """Return where a role stands beside the name of someone who ever held such an office."""
        found: list[_Claim] = []
        for naming in self.find(folded, lang):
            before = folded[max(0, naming.start - 80) : naming.start]
            after = folded[naming.end : naming.end + 40]
            for office in dict.fromkeys(term.office for term in naming.terms):
                role = self.roles.get(lang, {}).get(office)
                match = role.search(before) if role else None
                tail = self.roles_after.get(lang, {}).get(office)
                following = tail.match(after) if tail else None
                start = naming.start
                if match is not None:
                    if _FORMER.search(before[: match.start()]):
                        continue
                    start -= len(before) - match.start()
                elif following is None:
                    continue
                end = naming.end + (following.end() if following else 0)
                terms = tuple(term for term in naming.terms if term.office == office)
                found.append(
                    _Claim(start=start, end=end, who=naming.who, office=office, terms=terms)
                )
        return found


def _starts(heads: AhoCorasick, folded: str) -> list[int]:
    """Return where a word of a text begins like a name, in order.

    The pattern of all names is tried only there: at every place it takes a hundred times as long.
    """
    begun = {
        start
        for _, start, _ in heads.find_matches_as_indexes(folded, overlapping=True)
        if start == 0 or not _inside(folded[start - 1])
    }
    return sorted(begun)


def _inside(character: str) -> bool:
    return character.isalnum() or character == "_"


def _heads(entries: list[Any], lang: str) -> AhoCorasick:
    """Return what finds the beginning of each form's first word; raises ValueError for none."""
    forms = [form for entry in entries for form in entry["forms"].get(lang, [])]
    heads = sorted({re.split(r"[*\s]", form, maxsplit=1)[0] for form in forms})
    if "" in heads:
        raise ValueError("a form begins with no letter")
    return AhoCorasick(heads, implementation=Implementation.ContiguousNFA)


def _form(form: str) -> str:
    return re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s")


def _either(forms: list[str]) -> str:
    return "|".join(_form(form) for form in sorted(forms, key=lambda each: (-len(each), each)))


def _names(entries: list[Any], lang: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one pattern with a group for each form, and whom each group names."""
    pairs = [(form, entry["id"]) for entry in entries for form in entry["forms"].get(lang, [])]
    pairs.sort(key=lambda pair: (-len(pair[0].split()), -len(pair[0]), pair[0]))
    body = "|".join(f"(?P<n{i}>{_form(form)})" for i, (form, _) in enumerate(pairs))
    return re.compile(rf"\b(?:{body})(?:'s)?(?!\w)"), tuple(who for _, who in pairs)


def _roles(offices: dict[str, Any], lang: str, kind: str) -> dict[str, re.Pattern[str]]:
    """Return by office a pattern of its role beside a name: "the president, N. N."."""
    found: dict[str, re.Pattern[str]] = {}
    for office, content in offices.items():
        forms = content.get(kind, {}).get(lang, [])
        if forms and kind == "roles":
            between = r"(?:\s[\w'-]+)?,?(?:\s(?!and\b|і\b|та\b|и\b)[\w'-]+){0,2}\s$"
            found[office] = re.compile(rf"\b(?:{_either(forms)})(?!'){between}")
        elif forms:
            found[office] = re.compile(rf"\s(?:{_either(forms)})\b")
    return found


def _party_forms(parties: Parties, lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return for each party that a language has forms for, a pattern of them and its id."""
    return tuple(
        (re.compile(rf"\b(?:{_either(list(party.forms[lang]))})(?!\w)"), party.id)
        for party in parties.by_id.values()
        if party.forms.get(lang)
    )


def _terms(content: dict[str, Any]) -> list[Officeholder]:
    found: list[Officeholder] = []
    for person in content["people"]:
        for office, since, *until in person["terms"]:
            held = content["offices"][office]
            found.append(
                Officeholder(
                    id=person["id"],
                    name=person["name"],
                    office=office,
                    party=held["party"],
                    binds=bool(held["binds"]),
                    since=since,
                    until=until[0] if until else None,
                )
            )
    found.extend(
        Officeholder(
            id=body["id"],
            name=body["name"],
            office="",
            party=body["party"],
            binds=bool(body["binds"]),
        )
        for body in content["bodies"]
    )
    return found


@cache
def _load(folder: Path) -> Officeholders:
    path = folder / "officeholders.yaml"
    content = load_yaml(path)
    try:
        entries = [*content["people"], *content["bodies"]]
        languages = sorted({lang for entry in entries for lang in entry["forms"]})
        named = {lang: _names(entries, lang) for lang in languages}
        offices = content["offices"]
        return Officeholders(
            holders=tuple(_terms(content)),
            parties=(parties := load_parties(folder)),
            party_forms={lang: _party_forms(parties, lang) for lang in languages},
            names={lang: pattern for lang, (pattern, _) in named.items()},
            heads={lang: _heads(entries, lang) for lang in languages},
            keys={lang: keys for lang, (_, keys) in named.items()},
            roles={lang: _roles(offices, lang, "roles") for lang in languages},
            roles_after={lang: _roles(offices, lang, "after") for lang in languages},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise VocabularyError(
            f"An entry lacks a field or has the wrong shape: {error}.",
            where=str(path),
            mend="Give every person id, name, forms and terms, and every office party and binds.",
        ) from error
