"""A QGIS project over the published folder: layers in groups, map themes, bookmarks and sheets.

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

from cocashift.publish import regions, symbology
from cocashift.publish.gis import frames, map_themes, metadata, sheets
from cocashift.publish.gis.entries import Group, Shown
from cocashift.publish.gis.forms import RELATED
from cocashift.publish.results import Publication
from cocashift.publish.templates import template
from cocashift.words import Words

__all__ = ["archive", "render"]

HERE = Path(__file__).parent
# A zip records when its members were written; a fixed day keeps the bytes equal between runs.
WRITTEN = (2014, 12, 31, 0, 0, 0)
# Rows that name a municipality: their layer, and the field that holds its code.
RELATIONS = {
    RELATED["municipalities"]: ("coca_by_year", "divipola"),
    "flows_from": ("flows", "from_divipola"),
    "flows_to": ("flows", "to_divipola"),
    "municipality_zones": ("municipality_zones", "divipola"),
}


def render(
    vectors: dict[str, Shown],
    rasters: dict[str, Shown],
    municipalities: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    told: dict,
    publication: Publication,
) -> str:
    """Render the project.

    Parameters
    ----------
    vectors : dict of Shown
        As `entries.vector_layers` gives them.
    rasters : dict of Shown
        ``change``, ``last``, ``first`` and ``mask``.
    municipalities : GeoDataFrame
        ``divipola``, ``municipality``, ``change_class`` and the polygon, in the project's CRS.
    zones : GeoDataFrame
        ``name`` and the polygon, in the same.
    told : dict
        ``finding``, a sentence; ``version``, of the program; ``known``, first and last year of the
        coca table.
    publication : Publication
        How it is told; the sheets name its sources.

    Returns
    -------
    str
        XML, a project of QGIS 3.22 or newer.
    """
    words, years = publication.words, publication.years
    themes = map_themes.of_pages(vectors, rasters, years, words)
    crs = municipalities.crs
    laid = sheets.placed(municipalities, zones)
    return template(HERE, "project.qgs.j2").render(
        title=words("index.title", first=years[0], last=years[-1]),
        words=words,
        note=publication.note,
        north=base64.b64encode((HERE / "north.svg").read_bytes()).decode(),
        lineage=metadata.lineage(publication.sources, words),
        crs=_spatial_reference(crs),
        tree=_tree(vectors, rasters, set(themes["density"].styles), words),
        themes=themes,
        relations=[
            {
                "id": relation,
                "name": _name(relation, words),
                "referencing": vectors[layer].id,
                "referenced": vectors["municipalities"].id,
                "field": field,
            }
            for relation, (layer, field) in RELATIONS.items()
        ],
        known=told["known"],
        sea=symbology.rgb(symbology.ground()["sea"]),
        layers=vectors,
        told=sheets.texts(told["finding"], crs.name, told["version"], publication),
        frames=laid,
        rows=sheets.ROWS,
        extent=laid["map"]["extent"],
        bookmarks=_bookmarks(municipalities, publication),
    )


def archive(project: str, name: str) -> bytes:
    """Pack a project as QGIS does: a zip that holds ``<name>.qgs``."""
    member = zipfile.ZipInfo(f"{name}.qgs", WRITTEN)
    member.create_system, member.compress_type = 3, zipfile.ZIP_DEFLATED
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(member, project)
    return packed.getvalue()


def _tree(
    of: dict[str, Shown], rasters: dict[str, Shown], seen: set[str], words: Words
) -> list[Group]:
    """Group the layers, from the top of the list to its foot."""
    groups = {
        # QGIS makes the first one active: a click tells of a department, not of a layer unseen.
        words("layer.departments"): [of["departments"]],
        words("project.hypothetical"): [of["flows"], of["centres"]],
        words("project.circles"): [of["municipality_points"]],
        words("layer.zones"): [of["zones"], of["zones_union"], of["municipality_zones"]],
        words("project.rasters"): list(rasters.values()),
        words("layer.municipalities"): [of["municipality_years"], of["municipalities"]],
        words("project.base"): [of["around"]],
        words("project.tables"): [of["coca_by_year"]],
    }
    return [Group(name, layers, seen) for name, layers in groups.items()]


def _name(relation: str, words: Words) -> str:
    return words.get(f"relation.{relation}", words.layer(relation))


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


def _bookmarks(municipalities: gpd.GeoDataFrame, publication: Publication) -> list[tuple[str, str]]:
    """Bound what grew coca in either year in each of the surveys' regions."""
    grown = municipalities[~municipalities["change_class"].isin(["none", "missing"])]
    boxes = {
        region: shapely.box(*frames.widened(bounds))
        for region, bounds in regions.bounds(grown, publication.place).items()
    }
    return [
        (publication.words(f"region.{region}"), shapely.to_wkt(box, rounding_precision=0))
        for region, box in boxes.items()
    ]
