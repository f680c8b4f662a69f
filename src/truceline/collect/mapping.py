"""Mappings: data files that say what the columns of a table mean; how one is loaded and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from truceline.ground.errors import InputError, TableError
from truceline.ground.plain_yaml import load_plain_yaml
from truceline.vocabulary.files import DATA, load_yaml

READY = DATA / "mappings"
_STRICT = ConfigDict(extra="forbid", str_max_length=10_000)
_YAML_LIMIT = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where one value comes from: a constant, or the first of some columns that says something.

    before: only what stands before this mark; drop_brackets: without "(...)" at its end;
    map: what to put for a value; unmapped: whether others stay as they are or count as empty;
    slug: as an id, "Kyiv Post" becoming "kyiv-post"; split: a mark that separates several.
    """

    __pydantic_config__ = _STRICT
    value: str | None = None
    columns: tuple[str, ...] = ()
    before: str = ""
    drop_brackets: bool = False
    map: dict[str, str] = field(default_factory=dict)
    unmapped: Literal["keep", "empty"] = "keep"
    slug: bool = False
    split: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCell:
    """A time from the first of some columns that says something, understood in a zone."""

    __pydantic_config__ = _STRICT
    columns: tuple[str, ...]
    zone: str
    unknown_time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedBy:
    """A quantity that another column's value states in words, such as "no alarms"."""

    __pydantic_config__ = _STRICT
    column: str
    map: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with open bounds, from a constant or a column.

    qualifier_column: a column whose brackets open the bounds, as in "count (over)".
    difference: the column is cumulative; the number is what was added since the row before.
    """

    __pydantic_config__ = _STRICT
    value: str = ""
    column: str = ""
    qualifier_column: str = ""
    difference: bool = False
    stated_by: StatedBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCells:
    """The two ends of a window; days count whole.

    clock: the minute of the day as some sensors write it ("1106", "35"); the window is then that
    minute of the first day.
    """

    __pydantic_config__ = _STRICT
    start: Cell
    end: Cell
    zone: str
    clock: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenCells:
    """When an event happened: from the beginning of one cell to the end of another.

    zone: where none is found, the days are those of every zone on Earth. give: days that a code of
    precision adds at both ends, "0" for none.
    """

    __pydantic_config__ = _STRICT
    start: Cell
    end: Cell
    zone: Cell | None = None
    give: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number that a table gives as an estimate: its bounds, and the best one among them.

    low, high: columns, one and the same where only one number is given. unknown: what stands in
    them where nobody knows.
    """

    __pydantic_config__ = _STRICT
    low: str
    high: str
    best: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCells:
    """A place by name; its position is the gazetteer's to say, unless the table gives one.

    radius_m: metres that hold 90 % of the position, mostly from a code of precision.
    """

    __pydantic_config__ = _STRICT
    name: Cell
    level: Cell
    lat: Cell | None = None
    lon: Cell | None = None
    radius_m: Cell | None = None


def _several(value: Any) -> Any:  # noqa: ANN401 - checked by pydantic afterwards
    return value if isinstance(value, list) else [value]


# What a row may say in words; numbers, times and places have fields of their own.
Said = Literal[
    "about",
    "act",
    "channel",
    "claimant",
    "confidence",
    "perpetrator",
    "place_text",
    "power",
    "stance",
    "target_class",
    "text",
    "unit",
    "weapon",
]
Cells = Annotated[tuple[Cell, ...], BeforeValidator(_several)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One thing that a row says.

    when, unless: values of columns that let it apply or not; has: columns that must not be
    empty; values: named as in the records; when_happened, killed, injured: of an incident.
    """

    __pydantic_config__ = _STRICT
    kind: Annotated[
        Literal["text", "tally", "position", "detection", "incident"], Field(alias="as")
    ]
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = field(default_factory=dict)
    has: tuple[str, ...] = ()
    values: dict[Said, Cells] = field(default_factory=dict)
    relays: Cell | None = None
    quantity: Quantity | None = None
    window: WindowCells | None = None
    when_happened: WhenCells | None = None
    killed: Estimate | None = None
    injured: Estimate | None = None
    places: tuple[PlaceCells, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCells:
    """What the row says of itself as a piece of evidence."""

    __pydantic_config__ = _STRICT
    given_id: Cell | None = None
    source: Cell | None = None
    url: Cell | None = None
    title: Cell | None = None
    language: Cell | None = None
    published: TimeCell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The rows are snapshots of counters: an item is what lies between two in a row."""

    __pydantic_config__ = _STRICT
    column: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What the columns of one kind of table mean.

    required: columns that must be there; never_read: columns that nothing may read, whether
    there or not; group_by: columns whose values make several rows one item.
    """

    __pydantic_config__ = _STRICT
    purpose: str
    required: tuple[str, ...]
    item: ItemCells
    readings: tuple[Reading, ...]
    never_read: tuple[str, ...] = ()
    group_by: tuple[str, ...] = ()
    series: Series | None = None
    delimiter: Annotated[str, Field(pattern=r"^[,;|:\t]$")] = ","


_MAPPING = TypeAdapter(Mapping)


def ready() -> list[str]:
    """Return the names of the mappings that come with Truceline."""
    return sorted(path.stem for path in READY.glob("*.yaml"))


@cache
def load(name: str) -> Mapping:
    """Return a mapping by the name of a ready one or by the path of a YAML file.

    Raises TableError if there is none or it does not fit.
    """
    path = READY / f"{name}.yaml" if name in ready() else Path(name)
    try:
        mapping: Mapping = _MAPPING.validate_python(_values(path, shipped=name in ready()))
    except InputError as error:
        raise TableError(error.what, where=error.where, mend=error.mend) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise TableError(
            f"The mapping does not fit at “{'.'.join(map(str, first['loc']))}”: {first['msg']}.",
            where=path.name,
            mend="Compare it with a ready mapping.",
        ) from error
    _check_reads(mapping, path.name)
    return mapping


def _values(path: Path, *, shipped: bool) -> Any:  # noqa: ANN401 - any YAML document is meant
    """Return what a mapping file holds; one that does not ship is a stranger's. Raises InputError.

    Ready mappings say a value once and point to it; a stranger's pointers could multiply it.
    """
    if shipped:
        return load_yaml(path)
    try:
        known = path.is_file()
    except OSError:  # no file can have this name
        known = False
    if not known:
        raise TableError(
            f"There is no mapping “{path.name[:100]}”.",
            mend=f"Give the path of a YAML file or one of: {', '.join(ready())}.",
        )
    return load_plain_yaml(path, most_bytes=_YAML_LIMIT)


def _check_reads(mapping: Mapping, where: str) -> None:
    """Raise TableError if a mapping reads a column that it says is never read."""
    forbidden = columns_read(mapping) & set(mapping.never_read)
    if forbidden:
        raise TableError(
            f"The mapping reads columns that it says are never read: {', '.join(forbidden)}.",
            where=where,
            mend="Take them off one of the two lists.",
        )


def columns_read(value: object) -> set[str]:
    """Return every column that a mapping, or a part of one, names to be read."""
    if isinstance(value, (list, tuple)):
        return set().union(*map(columns_read, value)) if value else set()
    if not hasattr(value, "__dataclass_fields__"):
        return set()
    found: set[str] = set()
    for name in value.__dataclass_fields__:
        part = getattr(value, name)
        if name in ("column", "qualifier_column", "low", "high", "best"):
            found |= {part} - {""}
        elif name in ("columns", "has", "group_by", "when", "unless"):
            found |= set(part)
        elif name == "values":
            found |= columns_read(tuple(part.values()))
        else:
            found |= columns_read(part)
    return found
