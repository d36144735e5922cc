"""Where a layer lies: its CRS by name, and whether its ground is the place's."""

import pyproj
import shapely

from cocashift.errors import InputError
from cocashift.place import COLOMBIA, Place

__all__ = ["crs_name", "is_whole_country", "require_earth", "require_place"]

WHOLE = 0.95


def is_whole_country(area_ha: float, place: Place = COLOMBIA) -> bool:
    """Tell whether municipalities of this area, together, are the country or a part of it."""
    return area_ha >= WHOLE * 100 * place.area_km2


def crs_name(crs: pyproj.CRS) -> str:
    """Name a CRS: a .prj without authority code is found in the register by its definition."""
    epsg = crs.to_epsg(min_confidence=25)
    return f"EPSG:{epsg}" if epsg else crs.name


def require_earth(crs: pyproj.CRS, name: str) -> None:
    """Refuse a CRS from which no way leads to longitude and latitude.

    Raises
    ------
    InputError
        The message names the layer and the CRS.
    """
    try:
        pyproj.Transformer.from_crs(crs, "EPSG:4326")
    except pyproj.exceptions.ProjError:
        raise InputError(
            f"{name}: its CRS ({crs.name}) is none of the Earth's, or incomplete. Assign the right "
            "one in QGIS (Layer > Set CRS) and save it, or bring its .prj file."
        ) from None


def require_place(
    bounds: tuple[float, float, float, float], name: str, place: Place = COLOMBIA
) -> None:
    """Refuse a layer that lies elsewhere.

    Parameters
    ----------
    bounds : tuple of float
        West, south, east and north, in degrees.
    name : str
        Of the layer, for the message.
    place : Place
        Where it should lie.

    Raises
    ------
    InputError
        The message says where the layer lies, and whether longitude and latitude are swapped.
    """
    west, south, east, north = bounds
    if shapely.box(*place.extent).intersects(shapely.box(west, south, east, north)):
        return
    turned = shapely.box(*place.extent).intersects(shapely.box(south, west, north, east))
    hint = (
        "Its coordinates are in the wrong order, latitude before longitude: swap them."
        if turned
        else f"Check its CRS, or name a layer of {place.name('en')}."
    )
    raise InputError(
        f"{name}: the layer lies at longitude {west:.1f} to {east:.1f}, latitude {south:.1f} to "
        f"{north:.1f}, outside {place.name('en')}. {hint}"
    )
