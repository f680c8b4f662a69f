"""Errors, canonical JSON, time, geometry with uncertainty; imports nothing of the house."""
