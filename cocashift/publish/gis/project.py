"""A QGIS project over the published folder: layers in groups, bookmarks, and a sheet to print.

The project holds no data and no style of its own: each layer is drawn as it opens by itself. Its
paths are relative, so that the folder may be moved.
"""

import base64
import zipfile
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pyproj
import shapely

from cocashift.publish import regions
from cocashift.publish.gis import metadata
from cocashift.publish.gis.entries import Group, Shown
from cocashift.publish.results import Publication
from cocashift.publish.templates import template
from cocashift.words import Words

__all__ = ["archive", "render"]

HERE = Path(__file__).parent
# A zip records when its members were written; a fixed day keeps the bytes equal between runs.
WRITTEN = (2014, 12, 31, 0, 0, 0)
MARGIN = 0.05
# Of the map on the sheet (project/sheet.xml.j2): wide over high.
ASPECT = 190 / 220


def render(
    vectors: dict[str, list[Shown]],
    rasters: list[Shown],
    municipalities: gpd.GeoDataFrame,
    publication: Publication,
) -> str:
    """Render the project.

    Parameters
    ----------
    vectors : dict of list of Shown
        As `entries.vector_layers` gives them.
    rasters : list of Shown
        From the top of the list to its foot.
    municipalities : GeoDataFrame
        ``divipola``, ``change_class`` and the polygon, in the project's CRS.
    publication : Publication
        How it is told; the sheet names its sources.

    Returns
    -------
    str
        XML, a project of QGIS 3.22 or newer.
    """
    words, years = publication.words, publication.years
    of = {layer: styles[0] for layer, styles in vectors.items()}
    tree = [
        # QGIS makes the first one active: a click tells of a department, not of a layer unseen.
        Group(words("layer.departments"), [of["departments"]], on=True),
        Group(words("project.hypothetical"), [of["flows"], of["centres"]]),
        Group(words("project.circles"), [of["municipality_points"]]),
        Group(
            words("layer.zones"),
            [of["zones"], of["zones_union"], of["municipality_zones"]],
            on=True,
        ),
        Group(words("project.rasters"), rasters, exclusive=True),
        Group(words("layer.municipalities"), vectors["municipalities"], on=True, exclusive=True),
    ]
    return template(HERE, "project.qgs.j2").render(
        title=words("index.title", first=years[0], last=years[-1]),
        words=words,
        years=years,
        note=publication.note,
        north=base64.b64encode((HERE / "north.svg").read_bytes()).decode(),
        credits=metadata.lineage(publication.sources, words),
        crs=_spatial_reference(municipalities.crs),
        tree=tree,
        # What the sheet shows, from the top.
        printed=[of["departments"], of["zones"], of["municipalities"]],
        extent=_mainland(municipalities),
        bookmarks=_bookmarks(municipalities, words),
    )


def archive(project: str, name: str) -> bytes:
    """Pack a project as QGIS does: a zip that holds ``<name>.qgs``."""
    member = zipfile.ZipInfo(f"{name}.qgs", WRITTEN)
    member.create_system, member.compress_type = 3, zipfile.ZIP_DEFLATED
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(member, project)
    return packed.getvalue()


def _spatial_reference(crs: pyproj.CRS) -> dict:
    """Describe a CRS: QGIS looks for its code, and takes the WKT where it does not know it."""
    code = crs.to_authority()
    ellipsoid = crs.ellipsoid
    known = ellipsoid.to_json_dict().get("id")
    axes = f"{ellipsoid.semi_major_metre}:{ellipsoid.semi_minor_metre}"
    return {
        "wkt": crs.to_wkt(),
        "authid": ":".join(code) if code else "",
        "description": crs.name,
        # What QGIS measures on; without one it would measure on the plane.
        "ellipsoid": f"EPSG:{known['code']}" if known else f"PARAMETER:{axes}",
    }


def _mainland(municipalities: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    """Bound the country without its islands, in the shape of the sheet's map.

    What that adds goes to the west and the south, where the legends have room.
    """
    parts = shapely.get_parts(municipalities.union_all())
    west, south, east, north = _widened(max(parts, key=shapely.area).bounds)
    wide, high = east - west, north - south
    wide, high = max(wide, ASPECT * high), max(high, wide / ASPECT)
    return east - wide, north - high, east, north


def _bookmarks(municipalities: gpd.GeoDataFrame, words: Words) -> list[tuple[str, str]]:
    """Bound what grew coca in either year in each of the surveys' regions."""
    grown = municipalities[~municipalities["change_class"].isin(["none", "missing"])]
    boxes = {
        region: shapely.box(*_widened(bounds)) for region, bounds in regions.bounds(grown).items()
    }
    return [
        (words(f"region.{region}"), shapely.to_wkt(box, rounding_precision=0))
        for region, box in boxes.items()
    ]


def _widened(bounds) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    margin = MARGIN * max(east - west, north - south)
    return west - margin, south - margin, east + margin, north + margin
