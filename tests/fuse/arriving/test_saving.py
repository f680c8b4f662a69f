"""What is kept comes back from a folder as it was, or is refused in plain words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from tests.fuse.arriving.standing import Store, apply, decisions_of, looks_of
from tests.fuse.reported.batches import batch_of
from truceline.fuse.arriving import Kept, arrive, kept_of, load, save
from truceline.fuse.arriving.saving import VERSION
from truceline.fuse.settings import Settings
from truceline.ground.errors import CaseError
from truceline.model.columns import to_table
from truceline.model.review import Review
from truceline.model.stage import Tables
from truceline.vocabulary.files import shipped_yaml

SETTINGS = Settings.load()


def _batch(seed: int) -> tuple[Tables, Tables]:
    random = Random(seed)  # noqa: S311 - a test's data, the same in every run
    batch, watched = batch_of(random, 40), looks_of(random, 12)
    source = pa.concat_tables([batch["source"], watched["source"]])
    reviews = to_table(Review, decisions_of(random, 40, 6))
    return {**batch, **watched, "source": source}, {"review": reviews}


def _part(batch: Tables, start: int, many: int) -> Tables:
    names = ("statement", "coverage", "detection")
    return {**batch, **{name: batch[name].slice(start, many) for name in names}}


def _through(folder: Path, kept: Kept) -> Kept:
    save(kept, folder, SETTINGS)
    return load(folder, SETTINGS)


@pytest.mark.parametrize("seed", range(4))
def test_arrivals_go_on_from_a_folder_as_if_nothing_had_been_saved(
    tmp_path: Path, seed: int
) -> None:
    """Saved and loaded before each arrival: every table is the same to the last byte."""
    batch, decisions = _batch(seed)
    stores: list[Store] = [{}, {}]
    plain, delta = kept_of(_part(batch, 0, 8), SETTINGS)
    saved, again = kept_of(_part(batch, 0, 8), SETTINGS)
    apply(stores[0], delta)
    apply(stores[1], again)
    for start in range(8, 40, 8):
        said = decisions if start == 16 else {}
        saved = _through(tmp_path / "kept", saved)
        apply(stores[0], arrive(plain, _part(batch, start, 8), SETTINGS, said))
        apply(stores[1], arrive(saved, _part(batch, start, 8), SETTINGS, said))
        assert stores[0] == stores[1]


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Of what was saved before, nothing is left; what was loaded from it can still be saved."""
    batch, _ = _batch(1)
    kept = _through(tmp_path, kept_of(_part(batch, 0, 20), SETTINGS)[0])
    arrive(kept, batch, SETTINGS)
    again = _through(tmp_path, kept)
    assert len(again.reports) == len(kept.reports)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", shipped_yaml("vocabulary", "fuse.yaml"))
def test_whatever_section_of_the_settings_is_another_is_refused(tmp_path: Path, name: str) -> None:
    """A change of any section that fusing goes by, so that nothing is fused by two rules."""
    save(kept_of(_batch(2)[0], SETTINGS)[0], tmp_path, SETTINGS)
    load(tmp_path, SETTINGS)
    shipped = getattr(SETTINGS, name)
    changed = {**shipped, "other": 0.5} if isinstance(shipped, dict) else [*shipped, "other"]
    with pytest.raises(CaseError, match="other settings"):
        load(tmp_path, replace(SETTINGS, **{name: changed}))


def test_another_version_and_nothing_are_refused(tmp_path: Path) -> None:
    """Each with an error that names the folder and how to mend it."""
    save(kept_of(_batch(2)[0], SETTINGS)[0], tmp_path, SETTINGS)
    named = tmp_path / "kept.json"
    named.write_text(named.read_text().replace(f'"version": {VERSION}', '"version": 0'))
    with pytest.raises(CaseError, match="another version"):
        load(tmp_path, SETTINGS)
    with pytest.raises(CaseError, match="Nothing is kept here"):
        load(tmp_path / "nowhere", SETTINGS)


@pytest.mark.parametrize("damage", ["cut", "gone", "outside"])
def test_a_damaged_folder_is_refused(tmp_path: Path, damage: str) -> None:
    """A file that is cut short or gone, and a name that leads out of the folder."""
    save(kept_of(_batch(3)[0], SETTINGS)[0], tmp_path, SETTINGS)
    (part,) = tmp_path.glob("part-*")
    if damage == "cut":
        (part / "reports.tile.npy").write_bytes(b"\x93NUMPY")
    elif damage == "gone":
        (part / "statement.arrow").unlink()
    else:
        named = tmp_path / "kept.json"
        named.write_text(named.read_text().replace(part.name, f"part-/../{part.name}"))
    with pytest.raises(CaseError, match="damaged"):
        load(tmp_path, SETTINGS)
