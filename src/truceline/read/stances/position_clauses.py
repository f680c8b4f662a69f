"""Positions read by grammar: whose stance it is on a truce, talks or the end of the fighting."""

from __future__ import annotations

from truceline.model.statement import Statement
from truceline.model.values import Span, Window
from truceline.read.scenes.drafts import Carried, draft, time_of
from truceline.read.scenes.scene import Scene
from truceline.read.stances.accords import VERBS, Accords, accords_of
from truceline.read.stances.chains import Chain, chain_of
from truceline.read.stances.clauses import Clauses, named, party_of
from truceline.read.stances.modality import modality
from truceline.read.stances.outcomes import outcomes_of
from truceline.read.stances.refusals import conceded, exchanged, meeting_due, vowed
from truceline.read.stances.teams import standing_of
from truceline.read.stances.topics import topics_of

UNKNOWN = "unknown"
MOST = 4  # positions read in one sentence at most
_PRONOUNS = ("he", "she", "they", "we", "i", "it", "who")


def position_clauses(scene: Scene, carried: Carried) -> list[Statement]:
    """Return the positions of a sentence, one for each stance word, in text order."""
    words = accords_of(scene.lang)
    if words is None or not _hinted(words, scene):
        return []
    clauses = Clauses.of(scene)
    if clauses is None:
        return []
    found: dict[int, Statement] = {}
    war = carried.war or len({actor.party for actor in scene.actors}) > 1  # two parties, at least
    topics = topics_of(words, clauses, war)
    chains = [_chain(words, clauses, topic) for topic in topics]
    if war:
        chains += [*standing_of(words, clauses), *exchanged(words, clauses)]
        chains += meeting_due(words, clauses)
        told = {chain.top for chain in chains if chain.value}
        chains += [c for c in outcomes_of(words, clauses, topics) if c.top not in told]
    for chain in chains:
        if (
            chain.dropped
            or not chain.value
            or _counted(clauses, chain)
            or _dates(words, clauses, scene, chain)
            or (chain.top in found and not chain.strong(words, clauses))
        ):
            continue
        made = _position(words, clauses, scene, carried, chain)
        if made is not None:
            found[chain.top] = made
    return _apart(list(found.values()))[:MOST] + _authored(words, clauses, scene)


def _chain(words: Accords, clauses: Clauses, topic: int) -> Chain:
    chain = chain_of(words, clauses, topic)
    if not chain.value and not chain.dropped and _bidden(words, clauses, topic):
        chain.value, chain.top = "proposes", topic
    if (
        chain.value
        and clauses.lemmas[topic] in words.meeting
        and not _sought(words, clauses, chain)
    ):
        chain.dropped = True
    if not chain.value and not chain.dropped:
        chain.value, chain.top = vowed(words, clauses, topic), topic
        chain.settled = bool(chain.value)
    return chain


def _sought(words: Accords, clauses: Clauses, chain: Chain) -> bool:
    """Tell whether a meeting is sought or refused, as talks are, and does not merely take place."""
    if clauses.tokens[chain.topic].pos == "VERB" and not _with_somebody(clauses, chain.topic):
        return False
    return bool(words.seeking & set(clauses.wordings(chain.top)))


def _with_somebody(clauses: Clauses, index: int) -> bool:
    """Tell whether a verb of meeting says whom ("meet X", "meet with X")."""
    met = clauses.kids(index, "dobj")
    met += [k for each in clauses.kids(index, "prep") for k in clauses.kids(each, "pobj")]
    return any(clauses.tokens[k].pos in ("PROPN", "PRON") for k in met)


def _bidden(words: Accords, clauses: Clauses, topic: int) -> bool:
    """Tell whether talking or an end of war is what somebody must do ("they must negotiate")."""
    token = clauses.tokens[topic]
    if token.pos != "VERB" or token.dep in ("advcl", "relcl") or clauses.negated(topic):
        return False
    return bool(clauses.auxiliaries(topic) & words.third)


def _counted(clauses: Clauses, chain: Chain) -> bool:
    """Tell whether a breach is counted ("broke the truce 40 times"), which takes no stance."""
    often = clauses.kids(chain.top, "npadvmod", "dobj")
    return chain.value == "ends" and any(
        clauses.kids(k, "nummod") and clauses.tokens[k].dep == "npadvmod" for k in often
    )


def _dates(words: Accords, clauses: Clauses, scene: Scene, chain: Chain) -> bool:
    """Tell whether a clause only dates another by a truce's course ("since the truce began").

    One that says between whom the truce is tells more than a date.
    """
    if not chain.course or clauses.tokens[chain.top].dep not in ("advcl", "pcomp"):
        return False
    span = clauses.covering(clauses.under(chain.top))
    return bool(clauses.marks(chain.top) & words.clock) and not named(scene, span.start, span.end)


def _authored(words: Accords, clauses: Clauses, scene: Scene) -> list[Statement]:
    """Return who proposed what another party has a stance on ("an offer put forth by X")."""
    found: list[Statement] = []
    for index, lemma in enumerate(clauses.lemmas):
        if clauses.tokens[index].dep != "acl" or words.stances[VERBS].get(lemma) != "proposes":
            continue
        topic, agent = clauses.tokens[index].head, clauses.agent(index)
        if clauses.lemmas[topic] not in words.topics or agent is None:
            continue
        token = clauses.tokens[agent]
        actor = named(scene, token.start, token.end)
        if actor is not None:
            span = clauses.covering(clauses.under(topic))
            found.append(
                draft(
                    scene,
                    "position",
                    span.start,
                    span.end,
                    modality=modality(scene, "position", span.start, span.end),
                    stance="proposes",
                    perpetrator=actor.party,
                    perpetrator_stated=True,
                    about=_about(clauses, topic),
                )
            )
    return found


def _apart(found: list[Statement]) -> list[Statement]:
    """Return statements of which none covers most of another, in text order."""
    kept: list[Statement] = []
    for each in sorted(found, key=lambda s: (s.span.start, s.span.end)):
        if not any(_overlap(each.span, other.span) for other in kept):
            kept.append(each)
    return kept


def _overlap(one: Span, other: Span) -> bool:
    inside = min(one.end, other.end) - max(one.start, other.start)
    return 2 * inside > max(one.end - one.start, other.end - other.start)


def _hinted(words: Accords, scene: Scene) -> bool:
    """Tell whether a sentence has a word that can be a topic, before it is parsed."""
    for word in scene.words:
        plain = word.folded
        for form in (plain, plain.removesuffix("s"), plain.removesuffix("es"), plain[:-3] + "y"):
            if form in words.hinting:
                return True
    return False


def _position(
    words: Accords, clauses: Clauses, scene: Scene, carried: Carried, chain: Chain
) -> Statement | None:
    holder, stated = _holder(words, clauses, scene, carried, chain)
    if holder == UNKNOWN and _nobodys(words, clauses, chain):
        return None
    meant = _meant(words, clauses, scene, chain, holder)
    if meant is None:
        return None
    span, window = _span(clauses, chain), announced(scene)
    value, whose = meant
    folded = scene.text[span.start : span.end].casefold()
    if value == "accepts" and (chain.hung or any(f" {w} " in folded for w in words.conditional)):
        value = "accepts_conditionally"
    return draft(
        scene,
        "position",
        span.start,
        span.end,
        modality=modality(scene, "position", span.start, span.end),
        stance=value,
        perpetrator=whose,
        perpetrator_stated=stated,
        about=_about(clauses, chain.topic),
        time=None if window else time_of(scene),
        window=window,
    )


def _meant(
    words: Accords, clauses: Clauses, scene: Scene, chain: Chain, holder: str
) -> tuple[str, str] | None:
    """Return the stance and whose it is, None if another only foretells or wishes it.

    What somebody says that another must do is their own proposal.
    """
    auxiliaries = clauses.auxiliaries(_finite(clauses, chain.top))
    voices = sorted({s.party for s in scene.speakers if s.party and not s.relay})
    others = bool(voices) and holder not in voices
    noun = clauses.tokens[chain.top].pos == "NOUN"
    if chain.settled:
        return chain.value, holder
    if auxiliaries & words.third and not (chain.course or noun):
        if chain.top == chain.topic:
            return "proposes", voices[0] if voices else UNKNOWN
        return ("proposes", voices[0]) if others else None
    talks = words.topics.get(clauses.lemmas[chain.topic]) == "talks" and chain.value == "accepts"
    if (auxiliaries & words.possible and chain.value == "accepts") or (
        auxiliaries & words.foretold and others and not talks
    ):
        return None
    return chain.value, holder


def announced(scene: Scene) -> Window | None:
    """Return the stretch that a position names by an end of its own ("from 18:00 on")."""
    for mention in scene.times:
        if mention.kind == "window" and mention.range and (mention.since or mention.until):
            return Window(start=mention.range.earliest, end=mention.range.latest)
    return None


def _nobodys(words: Accords, clauses: Clauses, chain: Chain) -> bool:
    """Tell whether a stance that no party holds is told of too loosely to be one on a war."""
    if chain.judged and chain.settled:
        return False
    subject = clauses.agent(chain.top) if chain.passive else clauses.subject(chain.top)
    speaking = words.armed | words.teams
    if words.topics.get(clauses.lemmas[chain.topic]) != "terms":
        speaking = speaking | words.sides | words.voicing
    if subject is not None and clauses.lemmas[subject] in speaking:
        vowing = clauses.tokens[chain.topic].pos == "VERB" and chain.settled
        return vowing and clauses.lemmas[chain.topic] not in words.meeting
    if subject is not None and chain.value in ("accepts", "rejects") and clauses.is_person(subject):
        return False
    if clauses.lemmas[chain.topic] in words.meeting or chain.topic in conceded(words, clauses):
        return True
    return _weak(words, clauses, chain) or _idle(words, clauses, chain)


def _idle(words: Accords, clauses: Clauses, chain: Chain) -> bool:
    """Tell whether talks merely go on, which is nobody's stance."""
    talks = words.topics.get(clauses.lemmas[chain.topic]) == "talks"
    return chain.course and chain.value == "accepts" and talks


def _weak(words: Accords, clauses: Clauses, chain: Chain) -> bool:
    """Tell whether a topic is a deal of which the words don't say that it is about peace."""
    around = {clauses.lemmas[k] for k in clauses.under(chain.topic)}
    kind = words.topics.get(clauses.lemmas[chain.topic])
    if kind == "terms":
        return True
    return kind == "deal" and not any(
        words.topics.get(each) in ("truce", "talks") for each in around
    )


def _finite(clauses: Clauses, index: int) -> int:
    """Return the verb of the clause that a word of stance stands in."""
    for _ in range(6):
        token = clauses.tokens[index]
        if token.pos in ("VERB", "AUX") and token.dep != "xcomp":
            return index
        if token.head == index or token.dep in ("relcl", "advcl", "ccomp"):
            return index
        index = token.head
    return index


def _holder(
    words: Accords, clauses: Clauses, scene: Scene, carried: Carried, chain: Chain
) -> tuple[str, bool]:
    """Return the party whose stance it is, and whether the words name it."""
    top = chain.top
    judge = _judge(words, clauses, scene, carried, chain)
    if judge is not None:
        return judge
    owner = _owner(clauses, scene, top)
    if owner and not chain.course:
        return owner, True
    if chain.passive and not chain.course:
        subject = clauses.agent(top)
    else:
        subject = clauses.subject(top)
        subject = clauses.subject(_finite(clauses, top)) if subject is None else subject
    found = party_of(scene, clauses, subject)
    if found is not None:
        return found.party, True
    extends = clauses.lemmas[top] in words.extending  # who speaks of it decides it
    ordering = _commander(words, clauses, subject)
    commander = party_of(scene, clauses, ordering)
    if commander is not None:
        return commander.party, True
    if chain.course or (chain.passive and not extends):
        return UNKNOWN, False
    subject = None if chain.passive else subject
    return voice_of(clauses, scene, carried, subject), False


def _judge(
    words: Accords, clauses: Clauses, scene: Scene, carried: Carried, chain: Chain
) -> tuple[str, bool] | None:
    """Return who says how a deal is or what must become of a war, None if none of it is said."""
    top = chain.top
    bidden = words.fighting | words.due | set(words.topics)
    called = chain.judged and clauses.subject(top) is not None and not clauses.kids(top, "dobj")
    noun = clauses.tokens[chain.topic].pos != "VERB" and clauses.lemmas[chain.topic] in bidden
    if not called and not (chain.settled and noun):
        return None
    said = clauses.tokens[top].head if clauses.tokens[top].dep == "ccomp" else top
    found = party_of(scene, clauses, clauses.subject(said)) if said != top else None
    return (found.party, True) if found else (voice_of(clauses, scene, carried, None), False)


def _commander(words: Accords, clauses: Clauses, subject: int | None) -> int | None:
    """Return whose own forces are told to do something ("X ordered its army to ...")."""
    if subject is None or not clauses.kids(subject, "poss"):
        return None
    owned = any(clauses.word(k).casefold() in words.own for k in clauses.kids(subject, "poss"))
    token = clauses.tokens[subject]
    verb = token.head if token.dep == "dobj" else clauses.tokens[token.head].head
    apart = token.dep == "dobj" or verb != token.head
    return clauses.subject(verb) if owned and apart else None


def voice_of(clauses: Clauses, scene: Scene, carried: Carried, subject: int | None) -> str:
    """Return the party that "he", "we" or nobody named speaks for, UNKNOWN for another subject."""
    if subject is not None and clauses.lemmas[subject] not in _PRONOUNS:
        words = accords_of(scene.lang)
        owned = clauses.kids(subject, "poss")
        if words is None or not any(clauses.word(k).casefold() in words.own for k in owned):
            return UNKNOWN
    voices = [s.party for s in scene.speakers if s.party and not s.relay]
    said = carried.speaker[1] if carried.speaker else None
    return (voices[0] if voices else said) or UNKNOWN


def _owner(clauses: Clauses, scene: Scene, index: int) -> str | None:
    """Return the party that owns a noun of stance ("X's refusal", "a proposal by X")."""
    if clauses.tokens[index].pos not in ("NOUN", "PROPN"):
        return None
    for each in clauses.kids(index, "poss", "amod", "compound", "nmod"):
        found = party_of(scene, clauses, each)
        if found is not None:
            return found.party
    for by in clauses.kids(index, "prep", "agent"):
        if clauses.lemmas[by] in ("by", "from"):
            for each in clauses.kids(by, "pobj"):
                found = party_of(scene, clauses, each)
                if found is not None:
                    return found.party
    return None


def _span(clauses: Clauses, chain: Chain) -> Span:
    """Return the words of a stance: its clause, or its noun phrase where that says it all."""
    index = chain.top
    for _ in range(6):
        token = clauses.tokens[index]
        if token.pos in ("VERB", "AUX") and token.dep not in ("xcomp", "pcomp"):
            break
        if token.pos == "NOUN" and token.dep in ("pobj", "nsubj", "nsubjpass", "ROOT", "appos"):
            return clauses.covering(clauses.under(index))
        if token.head == index:
            break
        index = token.head
    return clauses.span(index)


def _about(clauses: Clauses, topic: int) -> str:
    beside = [k for k in clauses.kids(topic, "compound") if k < topic]
    first = clauses.tokens[beside[0] if beside else topic].start
    return clauses.text[first : clauses.tokens[topic].end].casefold()
