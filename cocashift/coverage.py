"""Whether municipalities are those of a part of the country, by what their file says of itself."""

import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from cocashift.place import COLOMBIA, Place

__all__ = ["features", "meeting", "part"]


def part(layer: dict, place: Place = COLOMBIA) -> int:
    """Count the municipalities of a layer that covers a part of the country.

    Parameters
    ----------
    layer : dict
        The layer of municipalities, as the dataset describes it.
    place : Place
        Says of how many the country is.

    Returns
    -------
    int
        0 where it covers the country, or where its file does not tell without being read.
    """
    path, where = Path(layer["path"]), layer.get("where")
    try:
        if where:
            count = meeting(path, layer.get("layer"), where)
        else:
            count = features(path, layer.get("layer"))
    except (OSError, ValueError, RuntimeError, sqlite3.Error, zipfile.BadZipFile):
        return 0
    return count if count and count < place.municipalities else 0


def meeting(path: Path, layer: str | None, where: str) -> int:
    """Count the features of a layer that meet a condition."""
    import pyogrio  # few layers have a condition, and every run would wait for it

    # With its fields: some formats would not see those that are not asked for.
    return len(pyogrio.read_dataframe(path, layer=layer, where=where, read_geometry=False))


def features(path: Path, layer: str | None = None) -> int:
    """Count the features of a layer by what its file says of itself; 0 where it does not tell."""
    match path.suffix.lower():
        case ".gpkg":
            # Immutable: a file that is open elsewhere is neither waited for nor changed.
            with closing(
                sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
            ) as file:
                tables = file.execute(
                    "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
                ).fetchall()
                names = [name for (name,) in tables if layer in {None, name}]
                quoted = [name.replace('"', '""') for name in names]
                counts = [file.execute(f'SELECT COUNT(*) FROM "{q}"').fetchone()[0] for q in quoted]
            return counts[0] if counts else 0
        case ".shp":
            return (path.with_suffix(".shx").stat().st_size - 100) // 8
        case ".zip":
            with zipfile.ZipFile(path) as archive:
                sizes = [e.file_size for e in archive.infolist() if e.filename.endswith(".shx")]
            return (sizes[0] - 100) // 8 if len(sizes) == 1 else 0
        case ".parquet" | ".geoparquet":
            from pyarrow import parquet

            return parquet.read_metadata(path).num_rows
        case ".fgb":
            import pyogrio

            return pyogrio.read_info(path, force_feature_count=True)["features"]
        case ".geojson" | ".json":
            return len(re.findall(rb'"type"\s*:\s*"Feature"', path.read_bytes()))
    return 0
