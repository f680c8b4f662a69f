"""Names the files of labelled headlines, each of another period."""

from __future__ import annotations

GOLD_SETS = ("easter", "energy", "winter", "summer", "belgorod", "kursk", "spring", "april")
