"""Measures how long the stages take against simple baselines, and how that grows."""
