"""Names on the map never lie on each other."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from truceline.publish.labels import LETTER, LINE, Box, place_labels

FRAME = Box(0, 0, 960, 700)
WANTED = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=60),
        st.tuples(st.floats(0, 960), st.floats(0, 700)),
        st.floats(0, 13),
    ),
    max_size=40,
)


@given(WANTED)
def test_labels_keep_apart_and_inside(
    wanted: list[tuple[str, tuple[float, float], float]],
) -> None:
    """No two labels overlap and none leaves the picture."""
    placed = place_labels(wanted, FRAME)
    boxes = [Box(p.x, p.y + 3.5 - LINE, p.x + len(p.text) * LETTER, p.y + 3.5) for p in placed]
    shrunk = [Box(b.left + 0.01, b.top + 0.01, b.right - 0.01, b.bottom - 0.01) for b in boxes]
    assert not any(a.hits(b) for a, b in combinations(shrunk, 2))
    assert all(b.left >= 0 and b.right <= 960 and b.top >= 0 and b.bottom <= 700 for b in shrunk)


def test_the_first_name_wins() -> None:
    """Where there is room for one name only, the more important one is shown."""
    narrow = Box(0, 0, 60, 20)
    placed = place_labels([("First", (0, 10), 2), ("Second", (0, 10), 2)], narrow)
    assert [each.text for each in placed] == ["First"]
