"""Vector files of any format: which file and layer is meant, and which of its fields."""

import zipfile
from pathlib import Path

import geopandas as gpd
import pyogrio

from cocashift.errors import InputError

__all__ = ["count", "fields", "find", "open_layer"]


def open_layer(
    path: str, layer: str | None, rows: int | None = None, where: str | None = None
) -> gpd.GeoDataFrame:
    """Read a layer as it is, or tell why it cannot be read."""
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Check the path in the dataset.")
    try:
        if file.suffix == ".parquet":
            if where:
                raise InputError(
                    f"{file.name}: `where:` does not go with GeoParquet. Save the layer as a "
                    "GeoPackage."
                )
            return gpd.read_parquet(file)
        place = _place(file)
        layers = list(pyogrio.list_layers(place)[:, 0])
        if (layer is None and len(layers) > 1) or (layer and layer not in layers):
            raise InputError(
                f"{file.name} holds the layers {', '.join(layers)}. Say which of them is meant, "
                "with `layer:` in the dataset."
            )
        if where:
            return _meeting(where, place, layer, file.name)
        return gpd.read_file(place, layer=layer, rows=rows)
    except InputError:
        raise
    except (pyogrio.errors.DataSourceError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(
            f"{file.name}: cannot be read as a vector layer ({error}). Give a GeoPackage, a "
            "Shapefile with its .shx and .dbf (or zipped), GeoJSON or GeoParquet."
        ) from None


def fields(path: str, layer: str | None = None) -> list[str]:
    """Name the fields of a layer, without reading it all.

    Raises
    ------
    InputError
        If the file or the layer cannot be read.
    """
    table = open_layer(path, layer, rows=1)
    return [column for column in table.columns if column != "geometry"]


def count(path: str, layer: str | None) -> int:
    """Count the features of a layer, whatever they meet."""
    place = _place(Path(path))
    return pyogrio.read_info(place, layer=layer, force_feature_count=True)["features"]


def find(layer: gpd.GeoDataFrame, field: str, name: str) -> str:
    """Find a field whatever its case, or as a Shapefile cuts it."""
    candidates = [column for column in layer.columns if column != layer.geometry.name]
    for wanted in (field, field[:10]):
        for column in candidates:
            if column.casefold() == wanted.casefold():
                return column
    raise InputError(
        f"{name}: there is no field {field!r}; the fields are {', '.join(candidates) or 'none'}. "
        "Name the right one in the dataset."
    )


def _meeting(where: str, place: str, layer: str | None, name: str) -> gpd.GeoDataFrame:
    """Read the features that meet a condition: in SQLite's SQL for a GeoPackage, else in OGR's."""
    try:
        return gpd.read_file(place, layer=layer, where=where)
    except (pyogrio.errors.DataLayerError, ValueError):
        known = ", ".join(pyogrio.read_info(place, layer=layer)["fields"])
        raise InputError(
            f"{name}: `where: {where}` is no condition on its fields, which are {known or 'none'}. "
            "Write it as a filter in QGIS, as zone = 'park'."
        ) from None


def _place(file: Path) -> str:
    """Say where GDAL finds the layers of a file: Shapefiles may lie in a folder of an archive."""
    if file.suffix.lower() != ".zip":
        return str(file)
    with zipfile.ZipFile(file) as archive:
        members = [file / name for name in archive.namelist()]
    folders = {member.parent for member in members if member.suffix.lower() == ".shp"}
    return f"/vsizip/{folders.pop() if len(folders) == 1 else file}"
