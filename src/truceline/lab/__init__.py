"""Scores and baselines: may use every verb, nothing imports it."""
