"""Shared: loads, checks and shows the machine-readable agreements."""
