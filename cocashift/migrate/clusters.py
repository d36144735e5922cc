"""Where changes of one sign lie together: global Moran's I and local clusters (LISA)."""

import geopandas as gpd
import numpy as np
import pandas as pd
from esda import Moran, Moran_Local, fdr
from libpysal.graph import Graph

from cocashift import schemas

__all__ = ["autocorrelation", "find", "neighbours"]

# Borders of two municipalities may miss one another by a hair in a provider's layer.
TOUCHING_M = 100
NEAREST = 6
FARTHER_THAN_ANY_M = 1e8
PERMUTATIONS = 9999
SEED = 2014
ALPHA = 0.05
QUADRANTS = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}


def neighbours(units: gpd.GeoDataFrame) -> dict[str, Graph]:
    """Say which municipalities are neighbours, in three ways, each with rows that add up to 1.

    Parameters
    ----------
    units : GeoDataFrame
        Municipalities indexed by ``divipola``, in a projected CRS in metres; at least two.

    Returns
    -------
    dict of Graph
        ``queen``: borders or corners meet (within 100 m); one that meets none has the nearest
        centroid as its neighbour. ``nearest``: the six nearest centroids. ``inverse_distance``: all
        others, weighing one over the distance between centroids.
    """
    codes, centroids = units.index.to_numpy(), units.centroid
    one, other = units.sindex.query(units.geometry, predicate="dwithin", distance=TOUCHING_M)
    pairs = pd.DataFrame({"focal": codes[one], "neighbor": codes[other]})
    pairs = pairs[one != other]
    nearest = Graph.build_knn(centroids, k=1).adjacency.reset_index()
    islands = nearest.loc[~nearest["focal"].isin(pairs["focal"]), ["focal", "neighbor"]]
    pairs = pd.concat([pairs, islands]).sort_values(["focal", "neighbor"])
    queen = Graph.from_arrays(pairs["focal"], pairs["neighbor"], np.ones(len(pairs)))
    near = Graph.build_knn(centroids, k=min(NEAREST, len(units) - 1))
    with np.errstate(divide="ignore"):  # of a centroid to itself; libpysal leaves that pair out
        distance = Graph.build_distance_band(centroids, threshold=FARTHER_THAN_ANY_M, binary=False)
    return {
        "queen": queen.transform("r"),
        "nearest": near.transform("r"),
        "inverse_distance": distance.transform("r"),
    }


def autocorrelation(
    municipalities: gpd.GeoDataFrame, change: pd.DataFrame, years: list[int], crs: str
) -> pd.DataFrame:
    """Measure whether neighbours resemble one another in the whole country: global Moran's I.

    I = z'Wz / z'z with z the deviations from the mean and W row-standardised, for coca per area in
    both years and its change, each under three kinds of neighbours.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    change : DataFrame
        `schemas.Change`; municipalities that had coca in either year count.
    years : list of int
        First and last year.
    crs : str
        A projected CRS with true distances, in metres.

    Returns
    -------
    DataFrame
        `schemas.Autocorrelation`.

    References
    ----------
    Moran (1950), "Notes on continuous stochastic phenomena"; Cliff & Ord (1981), Spatial processes.
    """
    units = _grown(municipalities, change, crs)
    hectares = {f"coca_{year}": units[f"coca_ha_{year}"] for year in years}
    hectares["change"] = units["change_ha"]
    rows = [
        (variable, weights, len(units), *_global(figures / units["area_ha"], graph))
        for weights, graph in (neighbours(units).items() if len(units) > 2 else ())
        for variable, figures in hectares.items()
    ]
    kinds = {"variable": "str", "weights": "str", "municipalities": int}
    kinds |= dict.fromkeys(["morans_i", "expected_i", "p_value"], float)
    return schemas.Autocorrelation.validate(pd.DataFrame(rows, columns=list(kinds)).astype(kinds))


def find(municipalities: gpd.GeoDataFrame, change: pd.DataFrame, crs: str) -> pd.DataFrame:
    """Find clusters of change: the local Moran's I of every municipality that had coca.

    I_i = z_i sum_j w_ij z_j / (z'z / (n - 1)), with z the change per area less its mean and w the
    queen neighbours of `neighbours`. Its pseudo p comes from conditional permutations, two-sided.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    change : DataFrame
        `schemas.Change`.
    crs : str
        A projected CRS with true distances, in metres.

    Returns
    -------
    DataFrame
        `schemas.Clusters`, sorted by ``divipola``: all municipalities; those without coca in both
        years, or without a figure, have no statistic.

    References
    ----------
    Anselin (1995), "Local indicators of spatial association - LISA"; Benjamini & Hochberg (1995);
    Caldas de Castro & Singer (2006), "Controlling the false discovery rate".
    """
    units = _grown(municipalities, change, crs)
    frame = pd.DataFrame(index=pd.Index(sorted(municipalities["divipola"]), name="divipola"))
    frame = frame.assign(local_i=np.nan, p_value=np.nan, lisa="no_coca", after_fdr=False)
    unknown = change.loc[change["change_class"] == "missing", "divipola"]
    frame.loc[frame.index.isin(unknown), "lisa"] = "missing"
    frame.loc[units.index, "lisa"] = "not_significant"
    # ASSUME: change per area is what neighbours may share; hectares would favour large units.
    density = (units["change_ha"] / units["area_ha"]).to_numpy()
    if len(units) > 2 and np.ptp(density) > 0:
        local = Moran_Local(
            density, neighbours(units)["queen"], permutations=PERMUTATIONS, seed=SEED
        )
        p_value = _two_sided(local.sim, local.Is)
        quadrant = pd.Series(local.q, units.index).map(QUADRANTS)
        frame.loc[units.index, "local_i"] = local.Is
        frame.loc[units.index, "p_value"] = p_value
        frame.loc[units.index, "lisa"] = quadrant.where(p_value <= ALPHA, "not_significant")
        frame.loc[units.index, "after_fdr"] = p_value <= fdr(p_value, ALPHA)
    return schemas.Clusters.validate(frame.astype({"lisa": "str"}).reset_index())


def _grown(municipalities, change, crs) -> gpd.GeoDataFrame:
    """Keep municipalities that had coca in either year, in the CRS of distances.

    Most of the country has none, and would make any coca look clustered.
    """
    grown = change[~change["change_class"].isin(["none", "missing"])].set_index("divipola")
    figures = grown.drop(columns=["municipality", "department", "area_ha"])
    units = municipalities.set_index("divipola").join(figures, how="inner")
    return units.sort_index().to_crs(crs)


def _global(density: pd.Series, graph: Graph) -> tuple[float, float, float]:
    """Give Moran's I, its expectation and its pseudo p; without variance there is none."""
    z = density.to_numpy() - density.mean()
    if np.ptp(z) == 0:
        return np.nan, -1 / (len(z) - 1), np.nan
    found = Moran(density.to_numpy(), graph, permutations=0)
    shuffled = np.random.default_rng(SEED).permuted(np.tile(z, (PERMUTATIONS, 1)), axis=1).T
    drawn = (shuffled * (graph.sparse @ shuffled)).sum(axis=0) / (z @ z)
    return found.I, found.EI, _two_sided(drawn[:, None], np.array([found.I]))[0]


def _two_sided(drawn: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Give the pseudo p of each column: twice the smaller tail, the figure itself counted."""
    above, below = (drawn >= found).sum(axis=0), (drawn <= found).sum(axis=0)
    return np.minimum(1.0, 2 * (np.minimum(above, below) + 1) / (len(drawn) + 1))
