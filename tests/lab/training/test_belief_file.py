"""The weights are written into their file without touching anything else."""

from __future__ import annotations

from truceline.fuse.belief.weights import load_kinds
from truceline.lab.training.belief_fitting import written
from truceline.vocabulary.files import DATA, shipped_entries

FILE = DATA / "vocabulary" / "belief.yaml"


def test_only_the_fitted_section_changes() -> None:
    """Writing twice is writing once, and comments stay."""
    before = FILE.read_text(encoding="utf-8")
    after = written(before, {"pi": 0.5, "says": {"witness": 1.0}}, 7)
    assert "fitted:\n  incidents: 7\n  pi: 0.5\n  says:\n    witness: 1.0\n\n# ICD" in after
    assert written(after, {"pi": 0.5, "says": {"witness": 1.0}}, 7) == after
    assert [each for each in before.split("\n") if each.startswith("#")] == [
        each for each in after.split("\n") if each.startswith("#")
    ]


def test_what_ships_is_fitted_for_every_kind() -> None:
    """No kind of voice, concert or denial is without a weight, and none has the wrong sign."""
    fitted, kinds = shipped_entries("vocabulary", "belief.yaml")["fitted"], load_kinds()
    assert set(fitted["says"]) == set(kinds.names)
    assert set(fitted["phi"]) == set(kinds.concerts)
    assert set(fitted["denies"]) == set(kinds.denials)
    assert min(fitted["says"].values()) >= 0 >= max(fitted["denies"].values())
    assert all(0 < each < 1 for each in fitted["phi"].values())
