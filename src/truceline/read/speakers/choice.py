"""Which of a sentence's voices says a statement: the one whose words cover it."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.model.values import Span
from truceline.read.scenes.lexicon import Hit
from truceline.read.speakers.attribution_words import load_words
from truceline.read.speakers.carriers import CARRIED, DATELINE
from truceline.read.speakers.mention import SpeakerMention

_LEAST = 5  # a statement's fifth, at least, is said by its speaker,
_WORD = 8  # or so many code points: the scope of "what X calls ..." is a word


def can_speak(mention: SpeakerMention, hits: Sequence[Hit]) -> bool:
    """Tell whether what was taken for a speaker can be one: no page's label and no attack."""
    armed = [h for h in hits if h.group in ("act", "attack")]
    attack = any(mention.start <= h.start and h.end <= mention.end for h in armed)
    return not attack and not load_words().is_label(mention.name)


def who_says(mentions: Sequence[SpeakerMention], statement: Span) -> SpeakerMention | None:
    """Return who says a statement; both count the sentence's code points. None: the text itself.

    Of those whose words cover it first whoever is named in it, then who covers most of it; a
    carrier, what is evidence and no speaker, or whom the speaker only cites, if nobody else
    does; one that only signs the text, or carried the speaker's words elsewhere, never. Who is
    said to have said so stands before who says that, where nearly all of it is theirs: "X told
    us that Y had said it" is Y's assertion.
    """
    spoken = [each for each in mentions if each.cue not in (DATELINE, CARRIED)]
    covering = [each for each in spoken if _much(each, statement)]
    if not covering:
        return None
    return max(
        covering,
        key=lambda each: (
            not each.relay,
            each.cue not in load_words().attesting,
            each.cue not in load_words().referring,
            _inside(each, statement),
            2 * _covered(each, statement) >= statement.end - statement.start,
            not each.carried,
            each.nested and _mostly(each, statement),
            not each.nested,
            -each.start,
        ),
    )


def _much(mention: SpeakerMention, statement: Span) -> bool:
    """Tell whether what somebody says is more than a word or two of a statement."""
    covered = _covered(mention, statement)
    return covered >= _WORD or 0 < statement.end - statement.start <= _LEAST * covered


def _inside(mention: SpeakerMention, statement: Span) -> bool:
    """Tell whether a statement holds its speaker's words, and much of what they say."""
    named = not mention.carried and statement.start <= mention.start
    much = 3 * _covered(mention, statement) >= statement.end - statement.start
    return named and mention.end <= statement.end and much


def _mostly(mention: SpeakerMention, statement: Span) -> bool:
    """Tell whether nearly all of a statement is what a speaker is said to have said."""
    return 5 * _covered(mention, statement) >= 4 * (statement.end - statement.start)


def _covered(mention: SpeakerMention, statement: Span) -> int:
    scope = mention.scope
    return max(0, min(scope.end, statement.end) - max(scope.start, statement.start))
