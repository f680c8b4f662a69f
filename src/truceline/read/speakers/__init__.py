"""Who says what: attributions by grammar or by words, joined over a whole document."""
