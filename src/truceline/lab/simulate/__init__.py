"""A simulated theatre with known truth: what happened, what was told of it, what was sensed."""
