"""Who carried what somebody else said: agencies told it, cited for it, or signing a whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from truceline.language.words import fold
from truceline.model.values import Span
from truceline.read.speakers.mention import SpeakerMention
from truceline.read.speakers.names import Namer
from truceline.read.speakers.words import Cues

Voices = tuple[SpeakerMention, ...]

TAG, DATELINE = "()", "() -"  # cues of a carrier in brackets, and of one that signs a text so
CARRIED = "…"  # the cue of a carrier that another sentence names
_REACH = 40  # code points behind words of carrying in which the carrier is named
_HEAD = 40  # code points at the head of a sentence in which a tag may stand
_TAG = re.compile(r"\(([A-Z][\w .-]{1,20})\)")
_DATELINE = re.compile(
    r"\b[A-Z][A-Z.'’ -]{2,30}(?:,[\w ,.]{2,24})?\s\(([A-Z][\w .-]{1,20})\)\s?[-–—]"
)
_SPLIT = re.compile(r"[\W_]+")


def carried_by(namer: Namer, cues: Cues) -> list[SpeakerMention]:
    """Return the carriers that a sentence names as such ("cited by a wire", "told a wire").

    What they carry is all of the sentence.
    """
    found = []
    for match in cues.relayed.finditer(namer.folded):
        end = min(len(namer.text), match.end() + _REACH)
        stop = cues.ended.search(namer.folded, match.end(), end)
        voice = namer.relay_at(match.end(), stop.start() if stop else end)
        if voice is not None:
            scope = Span(0, len(namer.text))
            found.append(voice.saying(scope, match.group().split()[0]))
    return found


def tagged(namer: Namer, cues: Cues) -> list[SpeakerMention]:
    """Return the carrier that a sentence is tagged with: "LISK (Agency) - ..."."""
    dateline = _DATELINE.search(namer.text)
    tag = dateline or _TAG.search(namer.text[:_HEAD])
    if tag is None:
        return []
    voice = namer.relay_at(tag.start(1), tag.end(1))
    name = voice.name if voice else cues.tags.get(fold(tag[1])) if dateline else None
    if name is None:
        return []
    return [
        SpeakerMention(
            start=tag.start(1),
            end=tag.end(1),
            name=name,
            party=None,
            binds=None,
            scope=Span(tag.end(), len(namer.text)),
            cue=DATELINE if dateline else TAG,
            relay=True,
        )
    ]


def own_names(source: str, cues: Cues | None) -> frozenset[str]:
    """Return the names of carriers that the id of a text's own source holds ("wire-news")."""
    if cues is None or not source:
        return frozenset()
    words = " ".join(_SPLIT.split(fold(source)))
    tags = {name for form, name in cues.tags.items() if form in words.split()}
    return frozenset({name for form, name in cues.carriers if form.search(words)} | tags)


def passed_on(told: Sequence[Voices], lengths: Sequence[int], own: frozenset[str]) -> list[Voices]:
    """Return the voices of each sentence with the carriers that other sentences name for them.

    A carrier stays with a speaker for as long as nobody else speaks; one that signs a dateline
    carries every sentence that has no other. own: the outlet's own names, which carry
    nothing. lengths: code points of each sentence.
    """
    found: list[Voices] = []
    speaker, relay, tag = "", None, None
    for voices, length in zip(told, lengths, strict=True):
        kept = tuple(each for each in voices if not (each.relay and each.name in own))
        relays = [each for each in kept if each.relay]
        spoken = next((each for each in kept if not each.relay), None)
        tag = next((each for each in relays if each.cue == DATELINE), tag)
        if relays and spoken is not None:
            speaker, relay = _plain(spoken), relays[0]
        elif relays:
            relay = relays[0] if speaker else None
        elif spoken is not None and _plain(spoken) != speaker:
            speaker, relay = "", None
        held = relay if spoken is not None and not relays else None
        held = held or (tag if not relays else None)
        if held is not None:
            scope = Span(0, length)
            again = replace(held, start=0, end=0, scope=scope, cue=CARRIED, carried=True)
            kept = (*kept, again)
        found.append(kept)
    return found


def _plain(mention: SpeakerMention) -> str:
    """Return what tells a speaker from the next: the last word of the name."""
    return (_SPLIT.sub(" ", fold(mention.name)).split() or [""])[-1]
