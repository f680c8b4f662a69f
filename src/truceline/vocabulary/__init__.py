"""Shared: loads the data files that hold names, forms, phrases and weights."""
