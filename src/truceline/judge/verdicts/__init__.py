"""Verdicts as columns: each clause's questions answered for all incidents at once."""
