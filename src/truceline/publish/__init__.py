"""Verb: turns a case into reports; what may be released."""
