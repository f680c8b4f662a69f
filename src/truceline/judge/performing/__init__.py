"""Whether obligations were done: what was said of them, and how far they came."""
