"""Verb: Statements and documents to Origins; who repeats whom."""
