"""Three partitions: each refines the next, and between them lies what cannot be told apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.merging.made import SETTINGS, batch_of_front, fused_from
from tests.fuse.reported.batches import batches
from truceline.fuse.merging.cuts import Cuts
from truceline.model.stage import Tables

FRONTS = st.builds(batch_of_front, st.integers(0, 10_000), st.integers(0, 25))


def refines(fine: np.ndarray, coarse: np.ndarray) -> bool:
    """Return whether what is together in one partition is together in the other."""
    return len(np.unique(np.stack([fine, coarse]), axis=1).T) == len(np.unique(fine))


def cuts_of(batch: Tables) -> Cuts:
    """Return the partitions of a batch."""
    return fused_from(batch)[1].cuts


@settings(deadline=None)
@given(st.one_of(FRONTS, batches()))
def test_the_strict_cut_refines_the_decided_one_and_that_the_lenient_one(batch: Tables) -> None:
    """No threshold brings together what a lower one parts; clusters are named by members."""
    cuts = cuts_of(batch)
    assert refines(cuts.strict, cuts.decided)
    assert refines(cuts.decided, cuts.lenient)
    for home in (cuts.strict, cuts.decided, cuts.lenient):
        assert (home[home] == home).all()


@settings(deadline=None)
@given(st.one_of(FRONTS, batches()))
def test_merges_lead_to_the_decided_partition_and_open_edges_go_across(batch: Tables) -> None:
    """Each merge scored enough; what was left did not, and joins two clusters."""
    cuts = cuts_of(batch)
    assert (cuts.merges.parts.sum(axis=1) > SETTINGS.cluster["merge"] - 1e-5).all()
    assert (cuts.decided[cuts.merges.a] == cuts.decided[cuts.merges.b]).all()
    assert (cuts.merges.a < cuts.merges.b).all()
    score = cuts.open.parts.sum(axis=1)
    assert (score > SETTINGS.cluster["show_links_from"] - 1e-5).all()
    assert (score <= SETTINGS.cluster["merge"] + 1e-5).all()
