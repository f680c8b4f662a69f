"""Simple and known ways of linking reports into incidents, which ours is compared with."""
