"""Verb: stores what was found in a case folder with an append-only ledger."""
