"""Tests of the ways of linking that ours is compared with."""
