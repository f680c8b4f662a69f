"""How readily one source copies another: by its reach and by whose side either is on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truceline.lab.simulate.families import common
from truceline.lab.simulate.outlets import NOBODY, Outlets


def readiness(first: NDArray[np.int64], outlets: Outlets) -> NDArray[np.float64]:
    """Return for each voice in `first` (rows) how readily each source copies it, as a logarithm."""
    shares = common().affinity
    voice, copier = outlets.side[first][:, None], outlets.side[None, :]
    neutral = (voice == NOBODY) | (copier == NOBODY)
    liking = np.where(
        neutral, shares["neutral"], np.where(voice == copier, shares["own"], shares["other"])
    )
    # Witnesses, monitors and local sources tell what they know and hardly repeat others.
    repeats = np.where(outlets.direct, 0.1, 1.0)
    found: NDArray[np.float64] = np.log(liking * (outlets.reach * repeats)[None, :])
    return found
