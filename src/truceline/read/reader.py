"""The reader: every sentence of a document, every kind of statement, with spans that fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from truceline.geography.gazetteer import Gazetteer
from truceline.ground.canonical import make_id
from truceline.ground.times import TimeRange
from truceline.language.identify import language_of
from truceline.language.numbers import find_numbers
from truceline.language.words import Word, fold, words
from truceline.model.detection import Coverage, Detection
from truceline.model.doubt import Doubt
from truceline.model.evidence import Document
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.model.values import Span
from truceline.read.doubts import doubts
from truceline.read.events.by_grammar import events, with_counts
from truceline.read.events.figures import figures
from truceline.read.events.incidents import incidents, plainly_told
from truceline.read.events.postures import postures
from truceline.read.events.tallies import tallies
from truceline.read.model.in_turn import InTurn
from truceline.read.model.sentences import Reviser
from truceline.read.moments.past import past_after, placed
from truceline.read.moments.story import story_after
from truceline.read.moments.times import dateline
from truceline.read.moments.told_again import dated_alike
from truceline.read.moments.zones import Clock
from truceline.read.opened import LONGEST_TEXT, Opened, day_of, pieces_of
from truceline.read.page.clean import WorkingCopy, working_copy
from truceline.read.rows import read_row
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.lexicon import Lexicon, load_lexicon
from truceline.read.scenes.parses import Parses
from truceline.read.scenes.places import DocumentPlaces
from truceline.read.scenes.scene import Actor, Scene, find_actors, grouped, speaking
from truceline.read.speakers.choice import can_speak, who_says
from truceline.read.speakers.document_voices import Voices, document_voices, sentence_voices
from truceline.read.speakers.mention import SpeakerMention
from truceline.read.stances.accords import about_corridor
from truceline.read.stances.denials import denials
from truceline.read.stances.positions import positions
from truceline.read.stances.threats import threats
from truceline.read.stances.undertakings import undertakings
from truceline.read.triage import Triage
from truceline.vocabulary.files import DATA, shipped_entries
from truceline.vocabulary.officeholders import Officeholders
from truceline.vocabulary.parties import ENEMY, Parties, load_parties

ROW = "text/csv-row"
_TELLING = {
    lang: frozenset(entry["letters"])
    for lang, entry in shipped_entries("vocabulary", "languages.yaml")["telling"].items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What one document says.

    passed_over: triage found too few cues of war or of peace, so that no sentence was read.
    """

    statements: tuple[Statement, ...] = ()
    detections: tuple[Detection, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    passed_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads documents; everything is loaded once, and reading changes nothing.

    anchors: named windows that texts point to ("truce"), given by who knows the agreement.
    model: what looks at each sentence once more after the rules; triage: what decides whether
    a document is read at all; zone: that of clock times where nothing tells it, None if unknown.
    """

    lexicon: Lexicon
    parties: Parties
    people: Officeholders
    gazetteer: Gazetteer
    sources: Mapping[str, Source]
    anchors: Mapping[str, TimeRange]
    model: Reviser
    triage: Triage
    zone: str | None = None

    @staticmethod
    def load(
        vocabulary_folder: Path | None = None,
        gazetteer: Gazetteer | None = None,
        sources: Mapping[str, Source] | None = None,
        anchors: Mapping[str, TimeRange] | None = None,
        model: Reviser | None = None,
        zone: str | None = None,
    ) -> Reader:
        """Return a reader, with the models that ship where none is given.

        Raises VocabularyError for a broken vocabulary or model.
        """
        folder = vocabulary_folder or DATA / "vocabulary"
        parties = load_parties(folder)
        return Reader(
            lexicon=load_lexicon(folder, parties.phrases()),
            parties=parties,
            people=Officeholders.load(folder),
            gazetteer=gazetteer or Gazetteer.load(),
            sources=sources or {},
            anchors=anchors or {},
            model=model or InTurn.shipped(),
            triage=Triage.load(folder),
            zone=zone,
        )

    def read(self, document: Document) -> ReadResult:
        """Return the statements, detections and coverage of a document, in text order."""
        if document.media_type == ROW:
            found = read_row(document, self.sources, self.people)
            if found:
                return _sorted_out(found)
        copy = working_copy(document)
        worth = self.triage.worth(f"{document.title or ''}\n{copy.text}")
        if not worth and not _speaks_of_corridor(document, copy):
            return ReadResult(passed_over=True)
        opened = self.opened(document, copy)
        told = dated_alike(tuple(self._statements(opened)), self.lexicon)
        statements = tuple(_numbered(document, iter(told)))
        return ReadResult(statements=statements, doubts=doubts(opened, self.people))

    def opened(self, document: Document, copy: WorkingCopy | None = None) -> Opened:
        """Return a document laid open, by its working copy: what all who read it share."""
        copy = copy or working_copy(document)
        text = copy.text[:LONGEST_TEXT]
        lang = document.language or language_of(text)
        source = self.sources.get(document.source)
        viewpoint = source.allegiance if source else None
        clock = Clock(
            side=viewpoint or self.parties.viewpoints.get(lang),
            lang=lang,
            case=self.zone,
            published=document.published,
            sides=self.parties.zones(),
        )
        return Opened(
            document=document,
            copy=copy,
            text=text,
            lang=lang,
            published=document.published or dateline(text, lang, zone=clock.day_zone()),
            viewpoint=viewpoint,
            clock=clock,
            pieces=pieces_of(text),
        )

    def _statements(self, opened: Opened) -> Iterator[Statement]:
        text, pieces, lang = opened.text, opened.pieces, opened.lang
        carried = opened.carried(self.anchors)
        parses = Parses([text[each.start : each.end] for each in pieces])
        places = DocumentPlaces(self.gazetteer, text, lang, pieces, parses)
        voices = self._voices(opened, parses)
        for span in pieces:
            sentence = text[span.start : span.end]
            scene = self.scene(sentence, span.start, lang, carried, parses, places, voices)
            found = self._kinds(scene, carried)
            for each in found:
                place = opened.copy.source_span(each.span.start, each.span.end)
                quote = opened.document.text[place.start : place.end]
                yield replace(each, span=place, quote=quote)
            carried = _carry(carried, scene, found)

    def scene(
        self,
        text: str,
        start: int,
        lang: str,
        carried: Carried,
        parses: Parses | None = None,
        places: DocumentPlaces | None = None,
        voices: Mapping[int, Voices] | None = None,
    ) -> Scene:
        """Return a sentence with everything found in it.

        Parses, places and voices, by where sentences begin, are the document's.
        """
        published, parses = carried.published, parses or Parses()
        places = places or DocumentPlaces.alone(self.gazetteer, text, start, lang, parses)
        found = tuple(words(text))
        lang = self._language(text, found, lang)
        hits = tuple(self.lexicon.find(found, lang))
        spoken = (voices or {}).get(start)
        if spoken is None:
            spoken = sentence_voices(text, lang, self.people, day_of(published), parses)
        speakers = tuple(_named(s, carried) for s in spoken if can_speak(s, hits))
        here = places.of(text, start, lang, wanted=bool(hits))
        actors = find_actors(text, found, hits) + self._people(text, lang, found, published)
        return Scene(
            text=text,
            start=start,
            lang=lang,
            words=found,
            hits=hits,
            groups=grouped(hits),
            numbers=tuple(find_numbers(text, lang)),
            times=replace(carried.clock, published=published).times(text, lang, speakers, here),
            speakers=speakers,
            places=here,
            actors=self._resolved(speaking(actors, speakers, found), carried, lang),
            lexicon=self.lexicon,
            parses=parses,
        )

    def _voices(self, opened: Opened, parses: Parses) -> dict[int, Voices]:
        """Return who says what in each sentence, by where it begins."""
        text, pieces, lang = opened.text, opened.pieces, opened.lang
        langs = [lang] * len(pieces)
        if lang in _TELLING:
            said = [text[each.start : each.end] for each in pieces]
            langs = [self._language(each, tuple(words(each)), lang) for each in said]
        source = opened.document.source
        found = document_voices(text, pieces, langs, self.people, opened.day, parses, source)
        return {span.start: heard for span, heard in zip(pieces, found, strict=True)}

    def _language(self, text: str, found: tuple[Word, ...], lang: str) -> str:
        """Return the language of a sentence that has no letter telling close languages apart.

        Such a sentence is in the language whose vocabulary knows more of its words; the
        document's language stands where both know as many, and where a letter tells.
        """
        if lang not in _TELLING or any(set(text.casefold()) & each for each in _TELLING.values()):
            return lang
        known = {each: len({h.first for h in self.lexicon.find(found, each)}) for each in _TELLING}
        best = max(known.values())
        return lang if known[lang] == best else min(k for k in known if known[k] == best)

    def _people(
        self, text: str, lang: str, found: tuple[Word, ...], published: TimeRange | None
    ) -> tuple[Actor, ...]:
        """Return the officials named, each as a voice of the party that the office speaks for."""
        folded = fold(text)
        if len(folded) != len(text):
            return ()  # folding changed the length: spans would not fit
        people = []
        for naming in self.people.find(folded, lang):
            party = self.people.as_of(naming, day_of(published)).party
            inside = [
                i for i, w in enumerate(found) if naming.start < w.end and w.start < naming.end
            ]
            if party and inside:
                people.append(Actor(first=inside[0], last=inside[-1], party=party, role="voices"))
        return tuple(people)

    def _resolved(
        self, actors: tuple[Actor, ...], carried: Carried, lang: str
    ) -> tuple[Actor, ...]:
        """Return actors with "the enemy" resolved by whose feed it is; unresolved ones go."""
        enemy = self.parties.enemy_of(carried.viewpoint, lang)
        named = [replace(a, party=enemy) if a.party == ENEMY and enemy else a for a in actors]
        return tuple(a for a in named if a.party != ENEMY)

    def _kinds(self, scene: Scene, carried: Carried) -> list[Statement]:
        """Return the statements of one sentence, with who says them."""
        if not scene.hits:
            return []
        actors = scene.actors
        found = denials(scene, actors, carried)
        told = events(scene, carried)
        totals = [] if found else tallies(scene, carried, actors)
        found += totals if told is None else with_counts(told, totals)
        if not found:
            plain = incidents(scene, carried, actors)
            found += plain if told is None else plainly_told(scene, plain)
        reported = any(s.kind == "incident_report" for s in found)
        counted = figures(scene)
        found += positions(scene, carried) + undertakings(scene, carried) + counted
        alone = not reported and not totals and not counted
        menaces = threats(scene, actors, carried, alone=alone)
        found += menaces or (postures(scene, actors) if alone and told is None else [])
        found = self.model.revise(scene, carried, found)
        return [_finished(scene, carried, each) for each in found]


def _speaks_of_corridor(document: Document, copy: WorkingCopy) -> bool:
    """Tell whether a document speaks of a corridor for civilians, an obligation by itself."""
    text = f"{document.title or ''}\n{copy.text[:LONGEST_TEXT]}"
    return about_corridor(text, document.language or language_of(copy.text[:LONGEST_TEXT]))


def _named(mention: SpeakerMention, carried: Carried) -> SpeakerMention:
    """Return an attribution with "he" or "they" named after the last speaker."""
    if not mention.pronoun or carried.speaker is None:
        return mention
    name, party, binds = carried.speaker
    return replace(mention, name=name, party=party, binds=binds)


def _finished(scene: Scene, carried: Carried, statement: Statement) -> Statement:
    """Return a statement with its speaker, relays and whether it is background."""
    spoken = _speaker(scene, statement)
    going_on = carried.speaker if spoken is None and _goes_on(scene) else None
    relays = tuple(dict.fromkeys(s.name for s in scene.speakers if s.relay))
    statement = placed(scene, carried, statement)
    name = spoken.name if spoken else going_on[0] if going_on else ""
    binds = spoken.binds if spoken else going_on[2] if going_on else None
    authority = statement.authority
    if statement.kind in ("position", "undertaking") and binds == statement.perpetrator:
        authority = binds
    return replace(statement, speaker=name, relays=relays, authority=authority)


def _goes_on(scene: Scene) -> bool:
    """Tell whether a sentence goes on with the last speaker ("He counted ...")."""
    voiced = any(not s.relay for s in scene.speakers)
    return not voiced and any(h.first == 0 for h in scene.of("pronoun"))


def _speaker(scene: Scene, statement: Statement) -> SpeakerMention | None:
    """Return who says it: the speaker whose words cover the statement; None: the text itself."""
    return who_says(scene.speakers, scene.own(statement.span))


def _carry(carried: Carried, scene: Scene, found: list[Statement]) -> Carried:
    """Return what the next sentence may rest on; a total and a voice last while they go on."""
    totals = [s for s in found if s.kind == "tally" and s.quantity]
    reports = [s for s in found if s.kind == "incident_report"]
    voice = next((s for s in scene.speakers if not s.relay), None)
    kept = carried.speaker if _goes_on(scene) else None
    return replace(
        carried,
        total=(carried.total or totals[0]) if totals else None,
        report=reports[0] if reports else None,
        speaker=(voice.name, voice.party, voice.binds) if voice else kept,
        past=past_after(carried, scene, found),
        day=story_after(carried.day, scene, found),
    )


def _numbered(document: Document, found: Iterator[Statement]) -> Iterator[Statement]:
    """Yield statements with document and id, equal spans of one kind told apart by a number."""
    seen: dict[tuple[Span, str], int] = {}
    for each in found:
        part = seen.get((each.span, each.kind), 0)
        seen[each.span, each.kind] = part + 1
        key = {"evidence": document.evidence, "span": list(each.span), "kind": each.kind}
        yield replace(each, id=make_id("st", {**key, "part": part}), document=document.id)


def _sorted_out(found: tuple[Statement | Detection | Coverage, ...]) -> ReadResult:
    return ReadResult(
        statements=tuple(f for f in found if isinstance(f, Statement)),
        detections=tuple(f for f in found if isinstance(f, Detection)),
        coverage=tuple(f for f in found if isinstance(f, Coverage)),
    )
