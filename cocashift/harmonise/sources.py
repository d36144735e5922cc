"""Vector files made ready to be opened: of a known format, whole, and copied where needed.

GDAL opens what it is given by whichever driver takes it, and some drivers fetch from the network
or point to other files. Here a file is known by its first bytes before GDAL sees it.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from cocashift import limits
from cocashift.errors import InputError, reading

__all__ = ["FORMATS", "OPEN", "ready", "side_files"]

FORMATS = (
    "Give a GeoPackage, a Shapefile with its .shx and .dbf (or zipped), GeoJSON, FlatGeobuf or "
    "GeoParquet."
)
# What may lie in an archive, and be the layer.
PACKED = (".shp", ".gpkg", ".geojson", ".json", ".fgb")
PARQUET = (".parquet", ".geoparquet")
SIDES = (".shp", ".shx", ".dbf", ".prj", ".cpg")
# What SQLite keeps beside a file that is open elsewhere, or was not closed.
OPEN = ("-wal", "-journal")
WAL_BYTE = 18


@contextmanager
def ready(file: Path, layer: str | None = None) -> Iterator[Path]:
    """Give the path to open in place of a file, which itself is never changed.

    Parameters
    ----------
    file : Path
        Of a dataset.
    layer : str, optional
        Which layer of an archive that holds several.

    Yields
    ------
    Path
        The file; a copy of a GeoPackage that is open elsewhere, with what is not yet merged; or
        what an archive holds, unpacked.

    Raises
    ------
    InputError
        If the format is none of those known, the archive is damaged, or something is too large.
    """
    limits.require_size(file.stat().st_size, file.name)
    if file.suffix.lower() == ".zip":
        with tempfile.TemporaryDirectory(prefix="cocashift") as folder:
            with reading(file.name, "an archive", "Fetch it again, or pack it anew."):
                member = _unpack(file, Path(folder), layer)
            _require_known(member, f"{file.name}, {member.name}")
            yield member
        return
    _require_known(file, file.name)
    if _is_geopackage(file) and (_unmerged(file) or _keeps_log(file)):
        with tempfile.TemporaryDirectory(prefix="cocashift") as folder:
            for path in (file, *_unmerged(file)):
                shutil.copyfile(path, Path(folder) / path.name)
            yield Path(folder) / file.name
        return
    yield file


def side_files(file: Path) -> list[Path]:
    """Name the files that a Shapefile consists of, or that a GeoPackage has beside it.

    Returns
    -------
    list of Path
        The file first; any other file stands alone.
    """
    if file.suffix.lower() == ".shp":
        beside = {
            path.suffix.lower(): path for path in file.parent.glob(f"{_literal(file.stem)}.*")
        }
        return [file, *(beside[suffix] for suffix in SIDES[1:] if suffix in beside)]
    return [file, *_unmerged(file)]


def _literal(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _unmerged(file: Path) -> list[Path]:
    beside = [file.with_name(file.name + ending) for ending in OPEN]
    return [path for path in beside if path.is_file() and path.stat().st_size]


def _is_geopackage(file: Path) -> bool:
    return _head(file).startswith(b"SQLite format 3\0")


def _keeps_log(file: Path) -> bool:
    """Tell whether SQLite would write a log beside this file as soon as it opens it."""
    return 2 in _head(file)[WAL_BYTE : WAL_BYTE + 2]


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(1024)


def _require_known(file: Path, name: str) -> None:
    """Refuse formats that are not known to hold their own features."""
    head = _head(file)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = file.suffix.lower()
    if (
        (suffix == ".gpkg" and _is_geopackage(file))
        or (suffix == ".shp" and head.startswith(b"\x00\x00\x27\x0a"))
        or (suffix in {".geojson", ".json"} and text.startswith(b"{"))
        or (suffix == ".fgb" and head.startswith(b"fgb"))
        or (suffix in PARQUET and head.startswith(b"PAR1"))
        or suffix == ".csv"
    ):
        return
    told = "it is empty" if not head else "its first bytes are not of the format that its name says"
    if b"VRT" in head[:200]:
        told = "it is a VRT, which points to other files: name the file that it points to"
    elif text[:9].lower().startswith((b"<!doctype", b"<html")):
        told = "it is a web page"
    elif suffix not in {*PACKED, *PARQUET}:
        told = f"the format {suffix or 'of a file without ending'} is not read"
    raise InputError(f"{name}: cannot be read as a vector layer ({told}). {FORMATS}")


def _unpack(file: Path, folder: Path, chosen: str | None) -> Path:
    """Unpack the one layer of an archive: a Shapefile's parts lie side by side."""
    with zipfile.ZipFile(file) as archive:
        members = [entry for entry in archive.infolist() if not _ignored(entry)]
        layers = [entry for entry in members if _suffix(entry) in PACKED]
        if not layers:
            raise InputError(f"{file.name}: the archive holds no layer. {FORMATS}")
        named = [e for e in layers if PurePosixPath(e.filename).stem == chosen]
        if len(layers) > 1 and len(named) != 1:
            names = ", ".join(entry.filename for entry in layers[:6])
            raise InputError(
                f"{file.name}: the archive holds {len(layers)} layers: {names}. Say which of them "
                "is meant, with `layer:` in the dataset, or pack it alone."
            )
        layers = named or layers
        layer = PurePosixPath(layers[0].filename)
        parts = [entry for entry in members if _belongs(entry, layer)]
        if layer.suffix.lower() == ".shp":
            there = {_suffix(entry) for entry in parts}
            lacking = [suffix for suffix in (".shx", ".dbf") if suffix not in there]
            if lacking:
                raise InputError(
                    f"{file.name}: beside {layer} the archive lacks {' and '.join(lacking)}. Pack "
                    "all parts of the Shapefile in one folder."
                )
        limits.require_size(sum(entry.file_size for entry in parts), f"{file.name}, unpacked")
        for entry in parts:
            # The archive's own folders, which may lead anywhere, are left out of the name.
            part = folder / f"{layer.stem}{_suffix(entry)}"
            with archive.open(entry) as packed, part.open("wb") as unpacked:
                _copy(packed, unpacked, entry.file_size, file.name)
    return folder / f"{layer.stem}{layer.suffix.lower()}"


def _copy(packed, unpacked, size: int, name: str) -> None:
    left = size
    while chunk := packed.read(1 << 20):
        left -= len(chunk)
        if left < 0:
            raise InputError(f"{name}: the archive holds more than it says. Fetch it again.")
        unpacked.write(chunk)


def _ignored(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    return entry.is_dir() or "__MACOSX" in path.parts or path.name.startswith(".")


def _suffix(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.lower()


def _belongs(entry: zipfile.ZipInfo, layer: PurePosixPath) -> bool:
    path = PurePosixPath(entry.filename)
    beside = (path.parent, path.stem.casefold()) == (layer.parent, layer.stem.casefold())
    return beside and (path == layer or _suffix(entry) in SIDES[1:])
