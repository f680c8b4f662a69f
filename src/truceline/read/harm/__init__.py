"""Whom and what it hit: tolls, targets, and what a whole document says of them."""
