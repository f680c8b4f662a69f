"""P(occurred) of fused incidents: filled from what stands in the batch, with all its parts."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa
import pytest

from tests.fuse.records import NOON, NORTHTOWN, document, fused, hours, origin, report
from truceline.fuse.believed import believed
from truceline.model.columns import from_table, to_table
from truceline.model.detection import Coverage, Detection
from truceline.model.evidence import Document
from truceline.model.incident import Incident, IncidentPlace, Member, Weighing
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place, Window
from truceline.vocabulary import files

WINDOW = Window(start=NOON, end=hours(3, 0).latest)


def incident(name: str, members: dict[str, float], denials: tuple[str, ...] = ()) -> Incident:
    """Return a fused incident of the statements named."""
    return Incident(
        id=f"in-{name}",
        proposition="A shelling at Northtown",
        act="shelling",
        members=tuple(Member(statement=f"st-{m}", p=p) for m, p in members.items()),
        origins=(),
        place=IncidentPlace(lat=NORTHTOWN.lat, lon=NORTHTOWN.lon, radius_m=NORTHTOWN.radius_m),
        time=hours(0, 2),
        status="reported",
        denials=tuple(f"st-{each}" for each in denials),
    )


def batch(
    said: list[Statement], sides: dict[str, str | None] | None = None, **more: pa.Table
) -> Tables:
    """Return statements, each from an official of a side where one is named, else an outlet."""
    voices = sides or {}
    documents = [document(each, None) for each in said]
    sources = []
    for each in said:
        side = voices.get(each.id.removeprefix("st-"))
        kind: Any = "official" if side else "outlet"
        sources.append(Source(id=f"of-{each.id}", name="", kind=kind, allegiance=side))
    tables = {
        "statement": to_table(Statement, said),
        "document": to_table(
            Document,
            [
                Document(
                    id=d.id, evidence=d.id, source=f"of-{s.id}", media_type="text/plain", text=""
                )
                for d, s in zip(documents, said, strict=True)
            ],
        ),
        "source": to_table(Source, [*sources, Source(id="mast", name="Mast", kind="sensor")]),
    }
    return {**tables, **more}


def asked(
    incidents: list[Incident], near: Tables, **values: str
) -> tuple[list[Incident], list[Weighing]]:
    """Return incidents with their belief, and what it is made of."""
    put = believed({"incident": to_table(Incident, incidents)}, near, values)
    return from_table(Incident, put["incident"]), from_table(Weighing, put["weighing"])


def p_of(near: Tables, members: dict[str, float], denials: tuple[str, ...] = ()) -> float:
    """Return P of one incident."""
    found, _ = asked([incident("a", members, denials)], near)
    assert found[0].p_occurred is not None
    return found[0].p_occurred


def test_the_parts_sum_to_what_is_given() -> None:
    """The score table of each incident gives its P again, to the digits shown."""
    said = [report(n, perpetrator="AAA") for n in "abc"] + [report("d", kind="denial")]
    near = batch(said, {"a": "BBB", "b": "CCC", "d": "AAA"})
    found, parts = asked(
        [incident("x", {"a": 1.0, "b": 0.6}, ("d",)), incident("y", {"c": 1})], near
    )
    for each in found:
        logit = sum(part.log_ratio for part in parts if part.incident == each.id)
        assert each.p_occurred == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-4)
    told = [part for part in parts if part.incident == "in-x" and part.part == "told"]
    assert {part.side: (part.voices, part.origins) for part in told} == {
        "BBB": (1, 1),
        "CCC": (1, 1),
    }


def test_two_parties_exchanged_are_exchanged_in_the_parts_alone() -> None:
    """P stays, and each part names the other side."""

    def parts(one: str, two: str) -> tuple[float | None, list[tuple[Any, ...]]]:
        said = [report(n, perpetrator=two) for n in "ab"] + [report("d", kind="denial")]
        near = batch(said, {"a": one, "b": "CCC", "d": two})
        found, rows = asked([incident("x", {"a": 1.0, "b": 1.0}, ("d",))], near)
        swap = {one: "first", two: "second"}
        return found[0].p_occurred, [
            (r.part, swap.get(r.side or "", r.side), r.by, r.log_ratio) for r in rows
        ]

    assert parts("AAA", "BBB") == parts("BBB", "AAA")


def test_copies_of_one_origin_add_nothing_and_origins_of_other_sides_do() -> None:
    """Ten officials' words of one origin are one voice; a second side's are not."""
    names = [f"c{i}" for i in range(10)]
    near = batch([report(n) for n in names], dict.fromkeys(names, "AAA"))
    near = {**near, "origin": to_table(Origin, [origin("o", names, "AAA")])}
    assert p_of(near, dict.fromkeys(names, 1.0)) == p_of(near, {"c0": 1.0})
    both = batch([report("a"), report("b")], {"a": "AAA", "b": "BBB"})
    assert p_of(both, {"a": 1.0, "b": 1.0}) > p_of(both, {"a": 1.0})


def test_a_looser_member_adds_less() -> None:
    """A second side's word counts as far as it means this incident; the surest counts whole."""
    near = batch([report("a"), report("b")], {"a": "AAA", "b": "BBB"})
    rising = [p_of(near, {"a": 0.9, "b": each}) for each in (0.0, 0.3, 0.9)]
    assert rising == sorted(set(rising))
    assert p_of(near, {"a": 0.5}) == p_of(near, {"a": 1.0})


def test_a_denial_of_the_accused_lowers_its_incident_alone() -> None:
    """Its part stands in the table of the incident that names it, and lowers no other."""
    said = [report("a", perpetrator="CCC"), report("d", kind="denial", denies="event")]
    near = batch(said, {"a": "BBB", "d": "CCC"})
    pair = [incident("x", {"a": 1.0}, ("d",)), incident("y", {"a": 1.0})]
    (denied, plain), parts = asked(pair, near)
    assert (denied.p_occurred or 1) < (plain.p_occurred or 0)
    assert [each.incident for each in parts if each.part == "denied"] == ["in-x"]


def sensor(p: float, *, sees: bool) -> dict[str, pa.Table]:
    """Return coverage of a neutral sensor around Northtown, and a detection if it sees."""
    around = Place(name="", lat=50.0, lon=30.0, radius_m=50_000.0, level="sector")
    cover = Coverage(id="c", source="mast", channel="fires", window=WINDOW, p=p, place=around)
    seen = Detection(
        id="d",
        document="",
        source="mast",
        channel="fires",
        window=Window(start=NOON, end=hours(0, 1).latest),
        quantity=Bounds(1, 1),
        unit="fire",
        places=(NORTHTOWN,),
    )
    return {
        "coverage": to_table(Coverage, [cover]),
        "detection": to_table(Detection, [seen] if sees else []),
    }


def test_sensors_move_p_both_ways_through_coverage() -> None:
    """A hit raises it, a miss lowers it, and without coverage a detection says nothing."""
    said = [report("a")]
    plain = p_of(batch(said), {"a": 1.0})
    assert p_of(batch(said, **sensor(0.9, sees=True)), {"a": 1.0}) > plain
    assert p_of(batch(said, **sensor(0.9, sees=False)), {"a": 1.0}) < plain
    blind = {**sensor(0.9, sees=True), "coverage": to_table(Coverage, [])}
    assert p_of(batch(said, **blind), {"a": 1.0}) == plain


def test_without_an_account_there_is_no_number() -> None:
    """Members that the batch does not hold leave P unknown, and the reason is kept."""
    found, parts = asked([incident("x", {"gone": 1.0})], batch([report("a")]))
    assert (found[0].p_occurred, found[0].p_basis) == (None, "no_account")
    assert [each.part for each in parts] == ["prior"]


def test_a_word_is_used_only_for_a_kind_of_data_that_was_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same P gets a word where calibration was shown, and none anywhere else."""
    near, told = batch([report("a")]), incident("x", {"a": 1.0})
    content = files.shipped_entries("vocabulary", "belief.yaml")
    monkeypatch.setitem(content, "shown", {"drill": {}})  # type: ignore[index]  # a plain dict underneath
    (drill,), _ = asked([told], near, kind_of_data="drill")
    (other,), _ = asked([told], near, kind_of_data="war")
    assert drill.p_occurred == other.p_occurred
    assert (drill.p_basis, other.p_basis) == ("shown", "not_shown")
    assert drill.likelihood and not other.likelihood


def test_a_batch_of_statements_alone_is_enough_and_order_changes_nothing() -> None:
    """No document, no source: still a number; the order of arrival changes none."""
    said = [report(n, perpetrator="AAA") for n in "abcd"]
    put = {"incident": to_table(Incident, [incident("x", dict.fromkeys("abcd", 0.7))])}
    one = believed(put, {"statement": to_table(Statement, said)})
    other = believed(put, {"statement": to_table(Statement, said[::-1])})
    assert one["incident"].equals(other["incident"])
    assert one["weighing"].equals(other["weighing"])


def test_the_step_of_fusing_fills_it_in() -> None:
    """What `step` puts carries P and the parts, and nothing at all gives empty tables."""
    delta = fused(batch([report("a"), report("b")], {"a": "AAA", "b": "BBB"}))
    ids = set(delta.put["incident"]["id"].to_pylist())
    assert ids == set(delta.put["weighing"]["incident"].to_pylist())
    assert fused(batch([])).put["weighing"].num_rows == 0
