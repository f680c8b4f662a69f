"""Verb: the outside world to Evidence."""
