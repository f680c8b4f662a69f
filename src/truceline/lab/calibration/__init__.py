"""How true probabilities are: proper scores, reliability with consistency bands, baselines."""
