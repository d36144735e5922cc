"""The overlay against a reference of ten lines: drawn, measured, and region by region."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Point, box
from shapely.affinity import rotate

from benchmarks import country
from cocashift.harmonise import zones
from cocashift.overlay import crossing, partition
from tests.conftest import REAL, need

SIDE = 1_000


def reference(grounds, shapes, names):
    """Area by ground and names: every zone dissolved and cut from every piece, one by one."""
    found = {}
    for number, ground in enumerate(grounds):
        pieces = {"": ground}
        for name in dict.fromkeys(names):
            zone = shapely.union_all(shapes[names == name])
            cut = {f"{inside}|{name}".strip("|"): p & zone for inside, p in pieces.items()}
            pieces = {inside: piece - zone for inside, piece in pieces.items()} | cut
        found |= {(number, inside): piece.area for inside, piece in pieces.items()}
    return {key: area for key, area in found.items() if area > 1e-6}


def areas_of(ground, inside, area):
    found = dict(zip(zip(ground.tolist(), inside.tolist(), strict=True), area, strict=True))
    assert len(found) == len(area)
    return {key: area for key, area in found.items() if area > 1e-6}


def layout(seed):
    """Squares, turned squares, discs and rings over four squares; some repeat, some only touch."""
    rng = np.random.default_rng(seed)
    grounds = [box(x, y, x + SIDE, y + SIDE) for x in (0, SIDE) for y in (0, SIDE)]
    shapes = [box(-SIDE, 0, 0, SIDE), grounds[0]]
    for _ in range(rng.integers(1, 9)):
        x, y = rng.integers(-500, 2_500, 2)
        size = rng.integers(1, 1_800)
        square = rotate(box(x, y, x + size, y + size), rng.choice([0, 30, 45]))
        disc = Point(x, y).buffer(size / 2)
        shapes.append([square, disc, disc - disc.centroid.buffer(size / 5)][rng.integers(3)])
    shapes.append(shapes[rng.integers(len(shapes))])
    names = np.array([f"z{number}" for number in rng.integers(0, 7, len(shapes))])
    return np.array(grounds), np.array(shapes), names


@pytest.mark.parametrize("seed", range(60))
def test_what_is_drawn_and_measured_is_what_the_reference_finds(seed):
    grounds, shapes, names = layout(seed)
    expected = pytest.approx(reference(grounds, shapes, names), rel=1e-12, abs=1e-6)
    ground, inside, pieces = crossing.draw(grounds, shapes, names)
    assert shapely.is_valid(pieces).all()
    assert areas_of(ground, inside, shapely.area(pieces)) == expected
    assert areas_of(*crossing.measure(grounds, shapes, names)) == expected


def test_areas_one_can_see_are_exact():
    grounds = np.array([box(0, 0, 8, 8)])
    shapes = np.array([box(0, 0, 4, 4), box(2, 2, 6, 6), box(3, 3, 5, 5), box(2, 2, 4, 4)])
    names = np.array(["a", "b", "c", "a"])
    expected = {"": 36, "a": 12, "a|b": 3, "a|b|c": 1, "b": 9, "b|c": 3}
    for found in (
        crossing.measure(grounds, shapes, names),
        (*crossing.draw(grounds, shapes, names)[:2], None),
    ):
        assert sorted(found[1]) == sorted(expected)
    _, inside, area = crossing.measure(grounds, shapes, names)
    assert dict(zip(inside.tolist(), area, strict=True)) == expected


def test_many_zones_on_one_spot_are_drawn_and_not_counted_by_their_combinations():
    # Twelve crossing discs have 4,096 combinations, and 64 and more zones no bits.
    grounds = np.array([box(0, 0, SIDE, SIDE), box(SIDE, 0, 2 * SIDE, SIDE)])
    for count in (12, 70):
        turns = 2 * np.pi * np.arange(count) / count
        shapes = np.array([Point(500 + 90 * np.cos(t), 500 + 90 * np.sin(t)) for t in turns])
        shapes = shapely.buffer(shapes, 300, quad_segs=2)
        names = np.array([f"z{number:02}" for number in range(count)])
        ground, inside, pieces = crossing.draw(grounds, shapes, names)
        drawn = areas_of(ground, inside, shapely.area(pieces))
        assert len(drawn) > 2 * count
        assert areas_of(*crossing.measure(grounds, shapes, names)) == pytest.approx(drawn)


def test_a_ground_that_is_only_touched_stays_as_it_was():
    grounds = np.array([box(0, 0, SIDE, SIDE)])
    _, inside, pieces = crossing.draw(grounds, np.array([box(SIDE, 3, 1_500, 7)]), np.array(["z"]))
    assert inside.tolist() == [""]
    assert shapely.equals_identical(pieces, grounds).all()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn")
    country.write(folder, times=0.1)
    towns = gpd.read_parquet(folder / "municipalities.parquet").geometry.to_numpy()
    layers = {
        layer: gpd.read_parquet(folder / f"{layer}.parquet").geometry.to_numpy()
        for layer in [*country.ZONES, "strips"]
    }
    names = np.repeat(list(layers), [len(shapes) for shapes in layers.values()])
    return towns, np.concatenate(list(layers.values())), names


def test_a_piece_depends_on_nothing_but_what_is_near(drawn):
    towns, shapes, names = drawn
    ground, inside, pieces = crossing.draw(towns, shapes, names)
    some = np.arange(7, len(towns), 9)
    box = shapely.box(*shapely.total_bounds(towns[some[:3]]))
    for rows in (some, some[:3]):
        near = shapely.intersects(shapes, box) if rows is not some else np.ones(len(shapes), bool)
        alone = crossing.draw(towns[rows], shapes[near], names[near])
        same = np.isin(ground, rows)
        assert rows[alone[0]].tolist() == ground[same].tolist()
        assert alone[1].tolist() == inside[same].tolist()
        assert shapely.equals_identical(alone[2], pieces[same]).all()


def by_geopandas(towns, shapes, names):
    """Area by ground and name, and in any: geopandas.overlay on what is dissolved before."""
    found = []
    for name in [*dict.fromkeys(names), "any"]:
        zone = shapely.union_all(shapes[(names == name) | (name == "any")])
        left = gpd.GeoDataFrame({"ground": range(len(towns))}, geometry=towns)
        parts = gpd.GeoDataFrame(geometry=shapely.get_parts(zone)).assign(name=name)
        found.append(gpd.overlay(left, parts, keep_geom_type=True))
    cut = pd.concat(found, ignore_index=True)
    return cut.area.groupby([cut["ground"], cut["name"]]).sum()


def sums(ground, inside, area):
    frame = pd.DataFrame({"ground": ground, "name": inside, "area": area})
    lying = frame[frame["name"] != ""]
    single = lying.assign(name=lying["name"].str.split("|")).explode("name")
    both = pd.concat([single, lying.assign(name="any")])
    return both.groupby(["ground", "name"])["area"].sum()


def assert_agree(towns, shapes, names):
    expected = by_geopandas(towns, shapes, names)
    ground, inside, pieces = crossing.draw(towns, shapes, names)
    for found in (
        sums(ground, inside, shapely.area(pieces)),
        sums(*crossing.measure(towns, shapes, names)),
    ):
        apart = found.sub(expected, fill_value=0).abs()
        size = shapely.area(towns)[apart.index.get_level_values(0)]
        assert (apart / size).max() <= 1e-9
        # 100 m²: what is smaller has no digits to be relative to.
        large = expected > 100
        assert (apart[large.index[large]] / expected[large]).max() <= 1e-9


def test_a_drawn_country_has_the_areas_that_geopandas_finds(drawn):
    assert_agree(*drawn)


def test_the_real_layers_have_the_areas_that_geopandas_finds():
    need(REAL.is_dir(), "the real layers", "name their folder in COCASHIFT_REAL_DATA")

    def read(path):
        shapes = gpd.read_file(REAL / path).to_crs("EPSG:6933").geometry.force_2d()
        return shapes.make_valid(method="structure", keep_collapsed=False).to_numpy()

    towns = read("boundaries/municipalities_mgn2018.gpkg")
    layers = {
        name: read(f"zones/{name}.gpkg")
        for name in ("national_parks_before_2013", "national_parks_2014", "indigenous_reserves")
    }
    names = np.repeat(list(layers), [len(shapes) for shapes in layers.values()])
    assert_agree(towns, np.concatenate(list(layers.values())), names)


def test_areas_are_those_of_the_pieces(two_squares):
    features = two_squares.iloc[:1].assign(
        zone="park", tier="A", name="park", valid_from=None, valid_until=None, source="toy"
    )
    shifted = features.set_geometry(features.translate(250, 250))
    editions = zones.editions(pd.concat([features, shifted], ignore_index=True), [2014])
    pieces = partition.partition(two_squares, editions).drop(columns="geometry")
    pd.testing.assert_frame_equal(partition.areas(two_squares, editions), pd.DataFrame(pieces))


def test_one_more_zone_splits_pieces_by_area(two_squares):
    pieces = partition.partition(two_squares, zones.editions(_park(box(0, 0, 500, 1000)), [2014]))
    cut = partition.split(pieces, "strip", box(250, 0, 1250, 1000))
    assert cut.set_index(["divipola", "inside"])["area_ha"].to_dict() == pytest.approx(
        {
            ("01001", "park_1"): 25,
            ("01001", "park_1|strip"): 25,
            ("01001", "strip"): 50,
            ("02001", ""): 75,
            ("02001", "strip"): 25,
        }
    )


def _park(shape):
    row = {"zone": "park", "tier": "A", "name": "park", "valid_from": None, "valid_until": None}
    return gpd.GeoDataFrame([row | {"source": "toy", "geometry": shape}], crs="EPSG:6933")
