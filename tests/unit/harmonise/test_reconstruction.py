import pandas as pd
import pytest
import shapely

from cocashift.errors import InputError
from cocashift.harmonise import reconstruction


def test_units_share_borders_and_empty_labels_are_no_unit():
    points = pd.DataFrame(
        [
            ("m", label, lon, lat)
            for label, lon in [("A", -74.0), ("B", -73.0), (None, -72.0)]
            for lat in (4.0, 4.5, 5.0)
        ]
        + [("other", "C", -70.0, 4.0)],
        columns=["layer", "label", "lon", "lat"],
    )
    units = reconstruction.cells(points, "m", "EPSG:9377").set_index("label")
    assert units.index.tolist() == ["A", "B"]
    assert shapely.coverage_is_valid(units.geometry.to_numpy())
    middle = units.to_crs("EPSG:4326").geometry["B"].bounds
    assert [round(middle[0], 2), round(middle[2], 2)] == [-73.5, -72.5]


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([("zone", "A", -73, 4)], "no labelled point is of `points: park`; its layers are zone"),
        ([("park", "A", -73, 4), ("park", "B", -73, 4)], "different label lie on one place"),
    ],
)
def test_points_that_tell_no_units_are_told(points, message):
    frame = pd.DataFrame(points, columns=["layer", "label", "lon", "lat"])
    with pytest.raises(InputError, match=f"points.csv: .*{message}"):
        reconstruction.cells(frame, "park", "EPSG:9377", "points.csv")
