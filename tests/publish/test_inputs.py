"""Map layers come from GeoJSON of any quality."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.ground.errors import PlaceError
from truceline.publish import layer_from_geojson

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "geometry", "features", "coordinates", "geometries"]), inner
        )
    ),
    max_leaves=8,
)


def test_lines_of_all_forms_are_found() -> None:
    """Lines and outlines are taken from features, collections and multi forms alike."""
    way = [[30.0, 50.0], [31.0, 51.0]]
    layer = layer_from_geojson(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": "Front", "day": "1 May"},
                    "geometry": {"type": "LineString", "coordinates": way},
                },
                {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[way]]}},
                {"type": "Feature", "geometry": {"type": "Point", "coordinates": [30, 50]}},
            ],
        },
        citation="Drawn by hand",
    )
    assert (layer.name, layer.day, layer.citation) == ("Front", "1 May", "Drawn by hand")
    assert layer.paths == (((30.0, 50.0), (31.0, 51.0)),) * 2


@pytest.mark.parametrize("points", [[[200, 0], [0, 0]], [["a", 0], [0, 0]], [[1], [2]], [7, 8]])
def test_points_that_are_none_are_named(points: list[object]) -> None:
    """A point off the Earth or without two numbers is an error that names the file."""
    with pytest.raises(PlaceError) as caught:
        layer_from_geojson({"type": "LineString", "coordinates": points}, where="line.geojson")
    assert caught.value.where == "line.geojson"


@given(JSON)
def test_no_json_brings_it_down(value: object) -> None:
    """Whatever JSON is given, the outcome is a layer or an error with a mend."""
    try:
        assert layer_from_geojson(value).paths
    except PlaceError as error:
        assert error.mend
