"""Replays truces of the past from real headlines, claims and counts, from reading to verdicts."""
