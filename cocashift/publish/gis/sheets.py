"""What the sheets to print say, and where their maps lie on them."""

import geopandas as gpd

from cocashift.publish.gis import expressions, frames
from cocashift.publish.gis.metadata import makers
from cocashift.publish.results import Publication

__all__ = ["ROWS", "placed", "texts"]

# The map on the sheet, in millimetres, and an inset's side and distance.
MAP = {"x": 128, "y": 10, "wide": 282, "high": 277}
INSET, GAP = 27, 2
# Width and height of the maps of the atlas (atlas.xml.j2): an item takes the shape of its extent.
ATLAS, LOCATOR = (150, 140), (24, 29)
# How many municipalities a page of the atlas has room for.
ROWS = 33


def placed(municipalities: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> dict:
    """Lay the maps on the sheets; insets at the map's western edge, from the north.

    Parameters
    ----------
    municipalities, zones : GeoDataFrame
        As `frames.insets` takes them.

    Returns
    -------
    dict
        Extents of the ``map`` with its place, of the ``insets`` with theirs and a name where
        nothing in them bears one, of a page of the ``atlas`` and of its ``locator``.
    """
    insets = frames.insets(municipalities, zones)
    room = int((MAP["high"] - 20) // (INSET + GAP))
    laid = [
        {
            "name": name,
            "extent": extent,
            "x": MAP["x"] + 3,
            "y": MAP["y"] + 3 + place * (INSET + GAP),
            "wide": INSET,
            "high": INSET,
        }
        for place, (name, extent) in enumerate(insets[:room])
    ]
    mainland = frames.mainland(municipalities)
    everything = frames.widened(tuple(municipalities.total_bounds))
    return {
        "insets": laid,
        "map": {**MAP, "extent": frames.fitted(mainland, MAP["wide"] / MAP["high"])},
        "atlas": frames.fitted(mainland, ATLAS[0] / ATLAS[1]),
        "locator": frames.fitted(everything, LOCATOR[0] / LOCATOR[1]),
    }


def texts(finding: str, projection: str, version: str, publication: Publication) -> dict:
    """Write the texts of the sheet, and under ``atlas`` those of the atlas.

    Parameters
    ----------
    finding : str
        One sentence, as `finding.growth` tells it.
    projection : str
        Name of the CRS.
    version : str
        Of the program.
    publication : Publication
        How it is told.
    """
    words, (first, last) = publication.words, publication.years
    eves = {"first": words.day(f"{first}-12-31"), "last": words.day(f"{last}-12-31")}
    sources = [
        words("sheet.data", **eves),
        words("project.sources"),
        "; ".join(makers(publication.sources, words)) + ".",
        words("sheet.projection", name=projection),
        words("sheet.made", version=version),
    ]
    said = {
        "title": words("map.title", first=first, last=last),
        "finding": finding,
        "legend": words("theme.density"),
        "zones": words("sheet.zones", day=eves["last"]),
        "caveat": "\n\n".join(
            filter(None, [words("caveat.net"), words("project.tiers"), publication.note])
        ),
        "sources": " ".join(sources),
    }
    return said | {"atlas": _atlas(said, publication)}


def _atlas(said: dict, publication: Publication) -> dict:
    words, (first, last), headline = publication.words, publication.years, publication.headline
    before, after = f"coca_ha_{first}", f"coca_ha_{last}"
    inside = f"off_limits_ha_{headline}_{last}"
    # %1 to %3 are filled in by QGIS.
    summary = words("atlas.summary", first_year=first, last_year=last)
    figures = [expressions.hectares(each, words) for each in (before, after)]
    figures.append(expressions.change("change_ha", words))
    told = f"format({expressions.quoted(summary)}, {', '.join(figures)})"
    none = f'"{before}" IS NULL AND "{after}" IS NULL'
    told = f"if({none}, {expressions.quoted(words('map.not_in_table'))}, {told})"
    grown = f'(coalesce("{before}", 0) > 0 OR coalesce("{after}", 0) > 0)'
    count = (
        "aggregate('cocashift_municipalities', 'count', \"divipola\","
        f" filter:=\"department_code\" = attribute(@parent, 'department_code') AND {grown})"
    )
    # Where the table has no room for all, it says so.
    quoted = f"'{ROWS} / ' || {count}"
    columns = [
        (words("index.municipality"), '"municipality"', 33),
        (str(first), expressions.hectares(before, words, ""), 13),
        (str(last), expressions.hectares(after, words, ""), 13),
        (words("atlas.change"), expressions.change("change_ha", words, ""), 14),
        (words("atlas.inside", year=last), expressions.hectares(inside, words, ""), 23),
        (
            words("atlas.bounds"),
            expressions.between(f"{inside}_lower", f"{inside}_upper", words, unit=""),
            21,
        ),
    ]
    return said | {
        "summary": f"[% {told} %]",
        "grown": grown,
        "columns": columns,
        "count": words("atlas.count", count=f"[% if({count} > {ROWS}, {quoted}, {count}) %]"),
        "note": " ".join(
            filter(
                None,
                [
                    words("atlas.note", scenario=words.scenario(headline)),
                    words("caveat.net"),
                    publication.note,
                ],
            )
        ),
        "page": words(
            "atlas.page", number="[% @atlas_featurenumber %]", count="[% @atlas_totalfeatures %]"
        ),
    }
