"""Whether obligations were done: what was said of them, and how far they came."""

from truceline.judge.performing.performances import performance_table, performances

__all__ = ["performance_table", "performances"]
