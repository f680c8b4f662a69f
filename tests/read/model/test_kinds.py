"""The model of kinds: it only adds, marks what it adds, and stays off other fields."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.read.model.english import CARRIED, SILENT, STANCES, TEXTS, by_rules, constant, scene
from truceline.model.statement import Statement
from truceline.read.model.kinds import KindModel
from truceline.read.model.told import KINDS

SHIPPED = KindModel.shipped()
DENIED = "Moscow denied shelling a school in Sumy on Monday."
JOINED = f"{DENIED[:-1]}, and the army said that its guns had been silent for a week."
# Sentences of these tests' own that the rules pass over, a handful for each kind.
MISSED = {
    "position": [
        "The envoy said his side was ready to sit down with the rebels next week.",
        "The envoy said his side was ready to talk about a longer pause.",
        "The group's leaders are ready to halt their fire for 60 days if the border opens.",
        "The generals are open to a pause in the fighting if the siege is lifted.",
        "Kyiv is prepared to lay down its arms for 30 days if Moscow does the same.",
    ],
    "undertaking": [
        "The rebels have let the first 30 captives go home.",
        "The rebels have let the last 12 captives go home.",
        "Both sides have handed back the bodies of 40 soldiers.",
        "The rebels will let 12 captives go on Sunday.",
    ],
    "posture": [
        "Russian forces hold the eastern quarter of Pokrovsk.",
        "Ukrainian troops still hold the western bank of the river.",
        "Government soldiers now control the airport and the bridge.",
        "The brigade has taken up positions on the hills above the town.",
        "Two brigades were sent to the northern front on Sunday.",
    ],
    "threat": [
        "The militia said that every base in the region would be a target if the raids went on.",
        "The militia said that every port on the coast would be a target if the blockade went on.",
        "We will strike every one of their bases if they cross the border, the general said.",
        "We will strike deep inside their land if they cross the river, the general said.",
    ],
    "tally": [
        "More than 60 villages have emptied since the fighting began.",
        "More than 900 homes have burned since the fighting began.",
        "The war has cost the lives of 14,000 people since March.",
        "The war has killed and maimed thousands of children.",
    ],
    "incident_report": [
        "A car was blown to pieces on the road to the airport on Sunday, leaving a driver dead.",
        "Bullets smashed the windows of a bus near Goma, and two passengers bled to death.",
        "A van went up in flames after a drone came down on it.",
        "Nine miners were buried when a bomb brought down the shaft house.",
        "Rockets rained down on the market shortly after dawn.",
    ],
}
MOST = 0.6  # share of a handful that the model has to see: it is trained anew now and then
ALIKE = [
    "The visitors attacked from the first whistle and held their line to the end.",
    "The champions defended their title in front of 40,000 fans in Munich.",
    "The coach threatened to bench anyone who was late for training.",
    "The goalkeeper saved two penalties in the shoot-out.",
    "The champion vowed to defend her title in Rome next month.",
    "Brussels rejected Beijing's proposal on tariffs for electric cars.",
    "The ministers agreed to cut tariffs on farm goods by half within five years.",
    "The trade delegations will meet again in Geneva to discuss customs duties on wine.",
    "The carmaker walked away from talks on a merger with its rival.",
    "The European Commission rejected the merger of the two airlines.",
    "A thunderstorm flooded cellars and brought down trees in the north of the country.",
    "Heavy rain killed three people in a landslide in the mountains.",
    "The airline has suspended flights to the island because of the ash cloud.",
    "The ski race was called off because of heavy snow.",
    "The film about the siege of Leningrad opened in cinemas on Friday.",
    "The actor plays a general who refuses to surrender his fortress.",
    "The series tells the story of a family that hides a soldier in its cellar.",
    "The game lets players command tanks and bomb enemy cities.",
    "The company promised to hand over the documents to the court.",
    "The parliament will vote on the pension reform next week.",
]


def revised(model: KindModel, text: str) -> tuple[list[Statement], list[Statement]]:
    """Return the rules' statements of a sentence, and what a model makes of them."""
    found = by_rules(text)
    return found, model.revise(scene(text), CARRIED, list(found))


def added(model: KindModel, text: str) -> list[Statement]:
    """Return what a model adds to a sentence."""
    found, after = revised(model, text)
    return after[len(found) :]


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_without_weights_nothing_changes(text: str) -> None:
    """A reader without the file reads by its rules alone."""
    found, after = revised(SILENT, text)
    assert after == found


# A text without a word of the vocabulary never comes to the models: the reader asks them nothing.
@given(TEXTS, st.sampled_from(KINDS))
@settings(max_examples=150, deadline=None)
def test_what_the_rules_read_stays_and_what_is_added_says_so(text: str, kind: str) -> None:
    """Even a model that is sure of everything only adds, on words of the sentence, repeatably."""
    assume(bool(scene(text).hits))
    model = constant({kind: 9.0})
    found, after = revised(model, text)
    assert after[: len(found)] == found
    for each in after[len(found) :]:
        assert each.read_by == "model"
        assert each.kind == kind
        assert 0 <= each.span.start < each.span.end <= len(text)
    assert revised(model, text)[1] == after


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_model_that_ships_survives_any_text(text: str) -> None:
    """It keeps what the rules read and answers the same twice."""
    found, after = revised(SHIPPED, text)
    assert after[: len(found)] == found
    assert revised(SHIPPED, text)[1] == after


@pytest.mark.parametrize("kind", KINDS)
def test_a_piece_gets_a_kind_once(kind: str) -> None:
    """Pieces of a sentence overlap: of those sure of one kind none covers another's words."""
    spans = sorted(s.span for s in added(constant({kind: 9.0}), MISSED["threat"][0]))
    assert spans
    for one, other in pairwise(spans):
        both = one.end - other.start
        assert both <= 0.3 * min(one.end - one.start, other.end - other.start)


@pytest.mark.parametrize("text", [DENIED, JOINED])
@pytest.mark.parametrize("kind", KINDS)
def test_a_denial_is_never_joined_on_its_words(kind: str, text: str) -> None:
    """What is said not to have been is no report, count, threat or stance as well."""
    found, after = revised(constant({kind: 9.0}), text)
    (denial,) = [each for each in found if each.kind == "denial"]
    for each in after[len(found) :]:
        both = min(each.span.end, denial.span.end) - max(each.span.start, denial.span.start)
        shorter = min(each.span.end - each.span.start, denial.span.end - denial.span.start)
        assert both <= 0.5 * shorter


def test_a_denial_by_the_model_that_ships_stays_alone() -> None:
    """The plain sentence of a denial is a denial and nothing else."""
    assert [each.kind for each in revised(SHIPPED, DENIED)[1]] == ["denial"]


def test_an_event_is_no_count_of_events_too() -> None:
    """Of an incident and a tally on the same words the likelier stands."""
    text = MISSED["incident_report"][2]
    both = {"incident_report": 3.0, "tally": 2.0}
    assert {each.kind for each in added(constant(both), text)} == {"incident_report"}
    assert {each.kind for each in added(constant({**both, "tally": 4.0}), text)} == {"tally"}


def test_only_languages_that_were_taught_are_read() -> None:
    """A Ukrainian sentence, and an English one with a model of another language, stay alone."""
    told = scene("Росіяни обстріляли Херсон", "uk")
    assert constant({"threat": 9.0}).revise(told, CARRIED, []) == []
    assert added(constant({"threat": 9.0}, languages=["xx"]), MISSED["threat"][0]) == []


def test_the_threshold_is_the_weights_own() -> None:
    """A probability counts from the threshold on that stands with the weights."""
    half = {"threat": 0.0}
    text = MISSED["threat"][0]
    assert added(constant(half, thresholds={"kind": 0.5}), text)
    assert not added(constant(half, thresholds={"kind": 0.51}), text)


@pytest.mark.parametrize("kind", ["position", "undertaking"])
def test_a_stance_is_the_likeliest_answer(kind: str) -> None:
    """Positions and undertakings have a stance of their head, others none."""
    told = added(constant({kind: 9.0}), MISSED["threat"][0])
    assert {each.stance for each in told} == {STANCES[f"{kind}_stance"][0]}
    assert {s.stance for s in added(constant({"threat": 9.0}), MISSED["threat"][0])} == {""}


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_that_ships_sees_what_the_rules_miss(kind: str) -> None:
    """Of a handful of plain sentences without a statement by rules most get one of their kind."""
    texts = MISSED[kind]
    missed = [each for each in texts if kind not in {s.kind for s in by_rules(each)}]
    seen = [each for each in missed if kind in {s.kind for s in added(SHIPPED, each)}]
    assert len(missed) > len(texts) / 2
    assert len(seen) >= MOST * len(missed)


@pytest.mark.parametrize("text", ALIKE)
def test_the_model_that_ships_stays_off_other_fields(text: str) -> None:
    """Sports, trade, weather and films speak of attacks and talks too, and say nothing here."""
    assert added(SHIPPED, text) == []


def test_a_statement_counts_from_where_its_sentence_begins() -> None:
    """The same sentence further down a document has the same statements further down."""
    text = MISSED["threat"][0]
    moved = SHIPPED.revise(scene(text, start=70), CARRIED, [])
    here = SHIPPED.revise(scene(text), CARRIED, [])
    assert here
    assert [each.span.start - 70 for each in moved] == [each.span.start for each in here]
    assert [replace(each, span=here[0].span) for each in moved[:1]] == here[:1]
