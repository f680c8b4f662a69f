"""The benchmark of single kinds of files measures what it says."""

from __future__ import annotations

from benchmarks.collect import KINDS, rates


def test_every_kind_of_file_is_taken_in_whole() -> None:
    """Each text becomes one item, whichever kind of file it lies in."""
    found = rates(5)
    assert [line["kind"] for line in found] == list(KINDS)
    assert {line["taken"] for line in found} == {1.0}
