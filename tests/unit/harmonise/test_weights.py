"""Rasters are read over the country and no further, or refused with their sizes."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from shapely import box

from cocashift.errors import InputError
from cocashift.harmonise import weights

LAYER = {"role": "weight", "vintage": "x"}


def written(tmp_path, values=None, transform=None, crs="EPSG:4326", **more):
    path = tmp_path / "w.tif"
    if values is None:
        values = np.full((40, 30), 0.5, "float32")
    grid = transform or rasterio.transform.from_origin(-80, 12, 0.4, 0.4)
    profile = {"count": 1, "dtype": str(values.dtype), "crs": crs, "transform": grid} | more
    with rasterio.open(
        path, "w", driver="GTiff", height=values.shape[0], width=values.shape[1], **profile
    ) as file:
        file.write(values, 1)
    return str(path)


def test_a_raster_of_the_world_is_read_over_the_country_alone(tmp_path):
    values = np.zeros((180, 360), "float32")
    values[:, ::2] = 1
    path = written(tmp_path, values, rasterio.transform.from_origin(-180, 90, 1, 1))
    raster, readings = weights.read(path, LAYER)
    assert raster.cells.shape[0] < 40
    assert raster.cells.shape[1] < 40
    # The window keeps its place: the cell at 74.5° W, 4.5° N is the world's.
    column, row = map(int, ~raster.transform * (-74.5, 4.5))
    assert raster.cells[row, column] == values[85, 105]
    assert ("cells", raster.cells.size, "1 x 1") in readings


def test_too_many_cells_are_refused_with_their_number(tmp_path, monkeypatch):
    monkeypatch.setenv("COCASHIFT_MAX_MEGACELLS", "0.001")
    with pytest.raises(InputError, match=r"w\.tif: .* million cells .* GB of memory.*gdalwarp -tr"):
        weights.read(written(tmp_path), LAYER)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"transform": rasterio.Affine(0.4, 0.1, -80, 0, -0.4, 12)}, "does not lie north up"),
        ({"transform": rasterio.Affine(0.4, 0, -80, 0, 0.4, -4)}, "does not lie north up"),
        ({"values": np.full((40, 30), 1j, "complex64")}, "cells of complex64 are no weights"),
        ({"values": np.full((40, 30), np.inf, "float32")}, "infinite values"),
        ({"values": np.full((40, 30), 7, "uint8"), "nodata": 7}, "no cell over Colombia"),
    ],
)
def test_odd_rasters_are_told(tmp_path, more, message):
    with pytest.raises(InputError, match=rf"w\.tif: .*{message}"):
        weights.read(written(tmp_path, **more), LAYER)


@pytest.mark.parametrize("name", ["w.vrt", "w.tif", "w.xml"])
def test_a_raster_that_points_elsewhere_is_not_opened(tmp_path, name):
    source = written(tmp_path).replace("w.tif", "other.tif")
    (tmp_path / "w.tif").rename(source)
    (tmp_path / name).write_text(
        f'<VRTDataset rasterXSize="9" rasterYSize="9"><SRS>EPSG:4326</SRS>'
        f'<GeoTransform>-75,1,0,5,0,-1</GeoTransform><VRTRasterBand dataType="Byte" '
        'band="1"><SimpleSource><SourceFilename>'
        f"{source}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"
    )
    with pytest.raises(InputError, match="cannot be read as a raster"):
        weights.read(str(tmp_path / name), LAYER)


def test_a_damaged_raster_is_told(tmp_path):
    path = written(tmp_path, np.random.default_rng(3).random((400, 300), "float32"))
    content = Path(path).read_bytes()
    Path(path).write_bytes(content[: len(content) // 10])
    with pytest.raises(InputError, match=r"w\.tif: cannot be read as a raster"):
        weights.read(path, LAYER)


def test_one_of_several_bands_is_not_chosen_for_the_user(tmp_path):
    with pytest.raises(InputError, match=r"w\.tif: the raster has 2 bands. Save the one"):
        weights.read(written(tmp_path, count=2), LAYER)


def test_a_band_that_says_where_cells_are_is_no_second_one(tmp_path):
    path = written(tmp_path, count=2)
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [rasterio.enums.ColorInterp.gray, rasterio.enums.ColorInterp.alpha]
        file.write(np.full((40, 30), 255, "float32"), 2)
    assert (weights.read(path, LAYER)[0].cells == 0.5).all()


def test_codes_are_no_percentage_of_trees(tmp_path):
    path = written(tmp_path, np.full((40, 30), 200, "uint8"))
    with pytest.raises(InputError, match=r"w\.tif: 200 is above 100: a canopy is"):
        weights.read(path, LAYER | {"role": "canopy"})


def test_integers_that_stand_for_fractions_are_read_as_fractions(tmp_path):
    path = written(tmp_path, np.full((40, 30), 30, "int16"))
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets = (0.01,), (0.1,)
    raster, _ = weights.read(path, LAYER | {"role": "footprint"})
    assert raster.cells == pytest.approx(0.4)


def grid(tmp_path, kind):
    """A grid of 20 by 30 cells in a format that has no end of its own."""
    path = tmp_path / f"w.{kind}"
    transform = rasterio.transform.from_origin(-80, 12, 0.5, 0.5)
    (tmp_path / "w.prj").write_text(rasterio.crs.CRS.from_epsg(4326).to_wkt())
    if kind == "asc":
        head = "ncols 30\nnrows 20\nxllcorner -80\nyllcorner 2\ncellsize 0.5\nNODATA_value -9999\n"
        path.write_text(head + "0.5 nan 0,5 5e-1 0.5\n" * 120)
    else:
        profile = {"count": 1, "dtype": "uint8", "crs": "EPSG:4326", "transform": transform}
        with rasterio.open(path, "w", driver="EHdr", height=20, width=30, **profile) as file:
            file.write(np.full((20, 30), 5, "uint8"), 1)
    return path


@pytest.mark.parametrize("kind", ["asc", "bil"])
def test_a_grid_that_is_cut_off_is_told(tmp_path, kind):
    path = grid(tmp_path, kind)
    assert weights.read(str(path), LAYER)[0].cells.size == 600
    path.write_bytes(path.read_bytes()[:-60])
    # Cells that are not there would be zero.
    with pytest.raises(
        InputError, match=rf"w\.{kind}: it is cut off: 5\d\d of 600 cells are there"
    ):
        weights.read(str(path), LAYER)


def test_a_raster_of_no_ground_of_the_earth_is_told(tmp_path):
    path = written(tmp_path, crs='LOCAL_CS["plan",UNIT["metre",1]]')
    with pytest.raises(InputError, match=r"w\.tif: its CRS \(plan\) is none of the Earth's"):
        weights.read(path, LAYER)


def test_ground_beyond_a_raster_is_told(tmp_path):
    squares = [box(-75, 4, -74, 5), box(-74, 4, -73, 5), box(-69, 4, -67.5, 5)]
    pieces = gpd.GeoDataFrame(
        {"divipola": ["05001", "05002", "52001"]}, geometry=squares, crs="EPSG:4326"
    ).to_crs("EPSG:6933")
    raster, _ = weights.read(written(tmp_path), LAYER)
    east = pieces.geometry[2].area * 0.5 / 1.5 / 10_000
    ((item, count, detail),) = weights.hold_against(raster, pieces)
    assert (item, count) == ("ground_uncovered", 1)
    assert float(detail.removesuffix(" ha").replace(",", "")) == pytest.approx(east, rel=1e-3)
    assert weights.hold_against(raster, pieces[:2]) == []
