"""What a job's log says of it: what it was given, under which versions, what it made and took."""

import hashlib
import json
import platform
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

__all__ = ["BEGUN", "ENDED", "begun", "ended"]

# How both paragraphs begin, so that nobody takes them for what a job said.
BEGUN, ENDED = "Job: ", "Took: "
# What is read again for its checksum; of a larger file the time of its last change stands for it.
HASHED = 4 << 20
# Those of them that a job has imported are named.
LIBRARIES = (
    "numpy",
    "pandas",
    "pyarrow",
    "geopandas",
    "shapely",
    "pyproj",
    "pyogrio",
    "rasterio",
    "exactextract",
    "scipy",
    "statsmodels",
    "libpysal",
    "esda",
    "ot",
    "topojson",
    "matplotlib",
    "folium",
)


def begun(rule: str, given: Mapping, params: Mapping) -> str:
    """Tell what a job begins with.

    Parameters
    ----------
    rule : str
        Its name.
    given : mapping
        Its inputs: a path, or several, by name. The modules under ``code`` are told as one.
    params : mapping
        Its parameters by name.

    Returns
    -------
    str
        A paragraph.
    """
    versions = ((name, getattr(sys.modules.get(name), "__version__", "")) for name in LIBRARIES)
    lines = [f"{BEGUN}{rule}", f"  python {platform.python_version()}"]
    lines[1] += "".join(f", {name} {version}" for name, version in versions if version)
    lines += [
        f"  parameter {name}: {json.dumps(value, ensure_ascii=False, default=str)}"
        for name, value in params.items()
    ]
    for name, path in _files(given):
        if name != "code":
            lines.append(f"  input {name}: {path}, {_size(path)}, {_known_by(path)}")
    code = [path for name, path in _files(given) if name == "code"]
    if code:
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()
        lines.append(f"  code: {len(code)} files, sha256 {digest}")
    return "\n".join(lines)


def ended(made: Mapping, warnings: int) -> str:
    """Tell what a job made, how many warnings it heard, and what it took of time and memory."""
    lines = [f"{ENDED}{time.process_time():.1f} s of a processor, at most {_memory()}"]
    lines += [f"  output {name}: {path}, {_size(path)}" for name, path in _files(made)]
    return "\n".join([*lines, f"  warnings: {warnings}"])


def _files(given: Mapping) -> Iterator[tuple[str, Path]]:
    """Name each file that is there."""
    for name, paths in given.items():
        for path in map(Path, [paths] if isinstance(paths, str) else paths):
            if path.is_file():
                yield name, path


def _size(path: Path) -> str:
    """Tell a file's bytes, and a table's rows where to ask costs nothing."""
    told = f"{path.stat().st_size} bytes"
    if path.suffix == ".parquet" and (parquet := sys.modules.get("pyarrow.parquet")):
        with suppress(OSError, ValueError):
            return f"{told}, {parquet.read_metadata(path).num_rows} rows"
    return told


def _known_by(path: Path) -> str:
    """Give a checksum; of a large file the time of its last change."""
    if path.stat().st_size <= HASHED:
        return f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"
    changed = time.gmtime(path.stat().st_mtime)
    return f"changed {time.strftime('%Y-%m-%dT%H:%M:%SZ', changed)}"


def _memory() -> str:
    """Tell the most memory that this process had at one time."""
    try:
        import resource
    except ImportError:  # no such thing on Windows
        return "memory unknown"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{most / (1 << 20 if sys.platform == 'darwin' else 1 << 10):.0f} MB"
