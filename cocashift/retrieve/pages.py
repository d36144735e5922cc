"""What the paged services share: an address with parameters in, one JSON document out."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from cocashift.retrieve.transfer import Meter

__all__ = ["COLLECTION", "ROWS", "split", "write"]

COLLECTION = ('{"type":"FeatureCollection","features":[', "]}")
ROWS = ("[", "]")


def split(address: str) -> tuple[str, dict[str, str]]:
    """Part an address from the parameters in its query.

    Examples
    --------
    >>> split("https://example.org/resource/abcd-1234.json?$where=coca > 0")
    ('https://example.org/resource/abcd-1234.json', {'$where': 'coca > 0'})
    """
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query="", fragment="")), dict(parse_qsl(parts.query))


def write(part: Path, frame: tuple[str, str], walk: Iterator[list], bar) -> int:
    """Write pages as one JSON document, an item a line, keys in alphabetical order.

    Nothing but the page at hand is held in memory, and the same items give the same bytes.

    Parameters
    ----------
    part : Path
        The file to write.
    frame : tuple of str
        What stands before and after the items: `COLLECTION` or `ROWS`.
    walk : iterator of list
        The pages.
    bar : tqdm
        Told of every page.

    Returns
    -------
    int
        How many pages there were.
    """
    number, separator, meter = 0, "\n", Meter()
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(frame[0])
        for page in walk:
            number += 1
            for item in page:
                line = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                meter.add(len(line))
                file.write(separator + line)
                separator = ",\n"
            bar.update(len(page))
        file.write(f"\n{frame[1]}\n")
    return number
