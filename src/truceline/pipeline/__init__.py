"""Composes the verbs into one run over a case."""
