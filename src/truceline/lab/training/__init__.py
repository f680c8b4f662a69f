"""Trains the reader's small model on labelled headlines, always able to leave a file out."""
