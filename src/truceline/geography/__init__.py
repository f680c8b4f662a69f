"""Shared: gazetteer, places named in text, lines and zones."""
