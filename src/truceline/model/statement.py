"""What one item says: a statement with its span, its speaker and its typed content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from truceline.ground.times import TimeRange
from truceline.model.values import Amount, Bounds, Place, Span, Window

Kind = Literal[
    "incident_report", "tally", "posture", "position", "undertaking", "threat", "figure", "denial"
]
Modality = Literal["asserted", "denied", "alleged", "threatened", "ordered"]
Denies = Literal["event", "author", "target", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement by one document; null everywhere means unknown, 0 a stated zero.

    id: made from the document's evidence hash, span and kind; never from the reader's version.
    document: id of the document; span: code points of its input text; quote: the words there,
    "" if whoever made the statement gave none; lang: ISO 639-1, "und" if undetermined.
    speaker: as named ("" is the document's own voice); relays: who carried it; authority: id of
    the party whom the speaker can bind, None if nobody. act: a vocabulary id, "" if none.
    perpetrator: party id, "unknown" or "" (not applicable); perpetrator_stated: whether the
    words themselves name the side. quantity, unit: of a tally or figure; about: the plain words
    of its subject, for comparing figures. read_by: what found it: "" the rules, "model" the
    trained model, "language model NAME" the optional reader. Beyond that DESIGN.md's contract
    one to one.
    """

    id: str
    document: str
    span: Span
    quote: str = ""
    kind: Kind
    lang: str = "und"
    modality: Modality = "asserted"
    speaker: str = ""
    relays: tuple[str, ...] = ()
    authority: str | None = None
    act: str = ""
    perpetrator: str = ""
    perpetrator_stated: bool = False
    target: str = ""
    target_class: str = ""
    weapon: str = ""
    count: Amount | None = None
    killed: Bounds | None = None
    injured: Bounds | None = None
    damage: str = ""
    places: tuple[Place, ...] = ()
    time: TimeRange | None = None
    window: Window | None = None
    quantity: Bounds | None = None
    unit: str = ""
    stance: str = ""
    about: str = ""
    followup: bool = False
    background: bool = False
    means: str = ""
    denies: Denies | None = None
    read_by: str = ""
