"""Models in turn: each gets what the one before it made, and the reader uses those that ship."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.read.model.english import CARRIED, RULES, by_rules, scene
from truceline.model.evidence import Document
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.model.in_turn import InTurn
from truceline.read.model.kinds import KindModel
from truceline.read.model.sentences import SentenceModel
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene

TEXT = "Shelling killed two people in Sumy on Monday."
MISSED = "The militia said that every base in the region would be a target if the raids went on."


@dataclass(slots=True)
class Renaming:
    """A model that writes itself on every statement, behind those before it."""

    name: str
    seen: list[list[Statement]] = field(default_factory=list)

    def revise(self, scene: Scene, carried: Carried, found: list[Statement]) -> list[Statement]:  # noqa: ARG002 - a model's signature
        """Return the statements with the name added."""
        self.seen.append(found)
        return [replace(each, read_by=each.read_by + self.name) for each in found]


def document(text: str, lang: str = "en") -> Document:
    """Return a plain document in a language."""
    return Document(
        id="d", evidence="e", source="s", media_type="text/plain", text=text, language=lang
    )


def test_each_model_gets_what_the_one_before_made() -> None:
    """The order is that of the tuple."""
    found = by_rules(TEXT) * 2
    one, other = Renaming("a"), Renaming("b")
    after = InTurn(models=(one, other)).revise(scene(TEXT), CARRIED, found)
    assert found
    assert one.seen == [found]
    assert other.seen == [[replace(each, read_by="a") for each in found]]
    assert [each.read_by for each in after] == ["ab"] * len(found)


def test_no_models_change_nothing() -> None:
    """An empty turn is the rules alone."""
    found = by_rules(TEXT)
    assert InTurn(models=()).revise(scene(TEXT), CARRIED, found) == found


def test_the_models_that_ship_are_the_readers() -> None:
    """The model of sentences comes first, that of kinds sees what it left."""
    shipped = InTurn.shipped()
    assert [type(each) for each in shipped.models] == [SentenceModel, KindModel]
    assert isinstance(Reader.load().model, InTurn)


def test_the_reader_gives_an_added_statement_all_that_others_have() -> None:
    """It has an id, a quote and a speaker like any other, and no other is changed by it."""
    told = Reader.load().read(document(f"{TEXT}\n\n{MISSED}")).statements
    ruled = RULES.read(document(f"{TEXT}\n\n{MISSED}")).statements
    (added,) = [each for each in told if each.read_by]
    assert added.kind == "threat"
    assert added.id
    assert added.quote in MISSED
    assert added.document == "d"
    assert added.speaker
    assert tuple(each for each in told if not each.read_by) == ruled
