"""Shared: sentences, words, word forms and languages, for text of any kind."""
