"""New records into what a folder keeps of earlier ones: only what they touch is fused anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from truceline.fuse.arriving import Kept, arrive, kept_of, load, renewed, save
from truceline.fuse.arriving.asking import (
    READ,
    changed_among,
    knows,
    late_share,
    marks,
    origins_as_kept,
    tiles_since,
)
from truceline.fuse.settings import Settings
from truceline.ground.errors import CaseError, UsageError
from truceline.ground.locks import locked
from truceline.model.columns import from_table, to_table
from truceline.model.keys import key_of
from truceline.model.origin import Origin
from truceline.model.review import Review
from truceline.model.source import Source
from truceline.model.stage import Delta
from truceline.model.statement import Statement
from truceline.model.withdrawal import Withdrawal
from truceline.pipeline.parts import Records, records_of, tables_of

_LOCK = "lock"
_NAME = "kept.json"
_OURS = (_LOCK, "part-")  # what a run that was interrupted before it kept anything leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an arrival changed.

    records: to put, by name; withdrawals: of rows that were put out before; statements: how many
    are kept now, of which `new` are new; tiles: how many were fused anew of `of_tiles`; late: the
    share of statements that came after the figures were taken; apart: origins that could not join
    what is kept of their members.
    """

    records: Records
    withdrawals: tuple[Withdrawal, ...]
    statements: int
    new: int
    tiles: int
    of_tiles: int
    late: float
    apart: int


class Held:
    """A folder of what is kept, in which one run is alone."""

    def __init__(self, folder: Path, settings: Settings, kept: Kept | None) -> None:
        """Hold a folder; kept: None where nothing is kept yet."""
        self._folder, self._settings, self._kept = folder, settings, kept
        self._saved = marks(kept) if kept else None

    @property
    def begun(self) -> bool:
        """Return whether anything was kept before."""
        return self._saved is not None

    @property
    def sources(self) -> list[Source]:
        """Return the sources that are kept."""
        return from_table(Source, self._kept.tables["source"].whole) if self._kept else []

    def known(self, name: str, ids: Sequence[str]) -> set[str]:
        """Return those of some ids that are kept in a table."""
        if not self._kept:
            return set()
        return {each for each, old in zip(ids, knows(self._kept, name, ids), strict=True) if old}

    def new(self, statements: Sequence[Statement]) -> list[Statement]:
        """Return the statements that were not given before, as far as is known.

        Kinds that fusing does not look at are not kept: these are known by their item.
        """
        said = self.known("statement", [each.id for each in statements])
        items = self.known("document", [each.document for each in statements])
        return [
            each
            for each in statements
            if each.id not in said and (each.kind in READ or each.document not in items)
        ]

    def named(self, reviews: Sequence[Review]) -> set[str]:
        """Return what reviews name that is kept: statements, and incidents that stand or stood."""
        if not self._kept:
            return set()
        names = list(dict.fromkeys(name for each in reviews for name in each.subject.split()))
        incidents = {each for each in names if each in self._kept.decided.members}
        return incidents | self.known("statement", names)

    def changed(self, statements: Sequence[Statement]) -> int:
        """Return how many of the statements are kept with other content."""
        return changed_among(self._kept, to_table(Statement, statements)) if self._kept else 0

    def put(
        self,
        records: Mapping[str, Sequence[Any]],
        reviews: Sequence[Review],
        *,
        anew: bool = False,
    ) -> Changes:
        """Fuse what is new among records into what is kept, or keep all if nothing is.

        records: of `step`'s batch, by name; of the origins, those are used that name a new
        statement. anew: take the figures anew from all that is kept, and fuse all of it.
        """
        origins, apart = self._origins(records)
        batch = {**tables_of({**records, "origin": []}), "origin": origins}
        decisions = tables_of({"review": reviews})
        before, number, held = 0, 0, self._kept
        if held:
            before, number = held.tiles, len(held.tables["statement"])
            delta = arrive(held, batch, self._settings, decisions)
            if anew or not held.figured:  # figures of nothing are none
                delta = followed(delta, renewed(held, self._settings))
        else:
            held, delta = kept_of(batch, self._settings, decisions=decisions)
        self._kept = held
        tiles, of_tiles = tiles_since(held, before)
        statements = len(held.tables["statement"])
        return Changes(
            records=records_of(delta),
            withdrawals=withdrawals_of(delta),
            statements=statements,
            new=statements - number,
            tiles=tiles,
            of_tiles=of_tiles,
            late=late_share(held),
            apart=apart,
        )

    def save(self) -> None:
        """Write what is kept into the folder, if it changed."""
        if self._kept and marks(self._kept) != self._saved:
            save(self._kept, self._folder, self._settings)

    def _origins(self, records: Mapping[str, Sequence[Any]]) -> tuple[pa.Table, int]:
        given = records.get("origin", [])
        if not self._kept:
            return to_table(Origin, given), 0
        said = [each.id for each in records.get("statement", [])]
        fresh = set(said) - self.known("statement", said)
        mine = [each for each in given if not fresh.isdisjoint(each.members)]
        return origins_as_kept(self._kept, to_table(Origin, mine))


def followed(first: Delta, then: Delta) -> Delta:
    """Return the change that two are, of which the second puts whole tables if it puts any.

    What the first puts and the second withdraws was never put out.
    """
    if not then.put:
        return first
    fresh = {name: {key_of(name, row) for row in rows} for name, rows in _rows(first).items()}
    withdraw = {name: dict.fromkeys(keys) for name, keys in first.withdraw.items()}
    for name, keys in then.withdraw.items():
        old = (key for key in keys if key not in fresh.get(name, ()))
        withdraw.setdefault(name, {}).update(dict.fromkeys(old))
    put = dict(then.put)
    if "alias" in first.put:
        put["alias"] = pa.concat_tables([first.put["alias"], then.put["alias"]])
    return Delta(put=put, withdraw={name: tuple(keys) for name, keys in withdraw.items()})


def _rows(delta: Delta) -> dict[str, list[dict[str, Any]]]:
    return {name: table.to_pylist() for name, table in delta.put.items()}


def withdrawals_of(delta: Delta) -> tuple[Withdrawal, ...]:
    """Return what a delta withdraws and does not put again."""
    put = _rows(delta)
    heirs = {row["id"]: row["incident"] for row in put.get("alias", [])}
    found = []
    for table, keys in delta.withdraw.items():
        again = {key_of(table, row) for row in put.get(table, ())}
        gone = [Withdrawal(table=table, key=key) for key in keys if key not in again]
        found += [replace(each, heir=heirs.get(each.key)) for each in gone]
    return tuple(found)


@contextmanager
def held(folder: Path) -> Iterator[Held]:
    """Return what a folder keeps, with nobody else in it until the block ends.

    The folder is made if it is not there. Raises UsageError for one that holds something else,
    CaseError for one that another run is in, is damaged, or of other settings or another version.
    """
    settings = Settings.load()
    fresh = _is_fresh(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(folder / _LOCK) as alone:
        if not alone:
            raise CaseError(
                "Another run is fusing into this folder.",
                where=str(folder),
                mend="Wait until it has ended, then run this again.",
            )
        # Looked at once more: the run that was in it may have kept something meanwhile.
        fresh = fresh and not (folder / _NAME).exists()
        yield Held(folder, settings, None if fresh else load(folder, settings))


def _is_fresh(folder: Path) -> bool:
    """Tell whether nothing is kept in a folder yet; raises UsageError for what is no such one."""
    if folder.exists() and not folder.is_dir():
        raise UsageError("It is no folder.", where=str(folder), mend="Name a folder to keep in.")
    names = [each.name for each in folder.iterdir()] if folder.exists() else []
    if _NAME in names:
        return False
    if any(not name.startswith(_OURS) for name in names):
        raise UsageError(
            "The folder holds other things, and nothing that `fuse` keeps.",
            where=str(folder),
            mend="Name a folder that is not there yet, or one that `truceline fuse --kept` made.",
        )
    return True
