"""All rows of a table on a Socrata open-data portal, which hands them out page by page.

The portal is asked how many rows there are, what comes is counted, and a page that comes twice is
refused.
"""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import requests

from cocashift.retrieve import pages
from cocashift.retrieve.transfer import RefusalError, RetrievalError, read_json

__all__ = ["retrieve"]

DEFAULT_PAGE = 10_000


def retrieve(
    session: requests.Session, address: str, part: Path, bar, page_size: int | None = None
) -> tuple[str, int]:
    """Write all rows of an open-data table as one JSON or GeoJSON file.

    Parameters
    ----------
    session : requests.Session
        From `transfer.session`.
    address : str
        The table: ``…/resource/abcd-1234.json`` or ``.geojson``. Filters (``$where``) are kept;
        ``$limit``, ``$offset`` and ``$order`` are set here.
    part : Path
        The file to write; rows are in the order of the portal's row ids.
    bar : tqdm
        Told of the count and of every page.
    page_size : int, optional
        Rows asked for at once.

    Returns
    -------
    address : str
        Who answered, after redirects.
    pages : int
        How many pages were read.

    Raises
    ------
    RetrievalError
        If the table is empty, a page comes twice, or fewer or more rows come than the portal
        counts.
    """
    table, filters = pages.split(address)
    suffix = PurePosixPath(urlsplit(table).path).suffix
    if suffix not in (".json", ".geojson"):
        raise RefusalError(
            "only .json and .geojson can be read page by page",
            "Let the address end in one of these, or retrieve it as a file.",
        )
    ours = {"$limit": page_size or DEFAULT_PAGE, "$order": ":id"}

    def rows_from(offset):
        answer, answered = read_json(session, table, filters | ours | {"$offset": offset})
        rows = answer.get("features") if isinstance(answer, dict) else answer
        if not isinstance(rows, list):
            raise RefusalError("a page without rows came")
        return rows, answered

    first, answered = rows_from(0)
    if not first:
        raise RetrievalError("the table holds no rows")
    count = _row_count(session, table.removesuffix(suffix) + ".json", filters)
    bar.reset(total=count)
    whole = _until_complete(first, lambda offset: rows_from(offset)[0], count)
    frame = pages.COLLECTION if suffix == ".geojson" else pages.ROWS
    return answered.partition("?")[0], pages.write(part, frame, whole, bar)


def _row_count(session: requests.Session, table: str, filters: dict) -> int | None:
    """Ask how many rows there are; None where the portal does not tell."""
    try:
        answer, _ = read_json(session, table, filters | {"$select": "count(*)"})
    except RefusalError:
        return None
    row = answer[0] if isinstance(answer, list) and answer else {}
    told = str(next(iter(row.values()), ""))
    return int(told) if told.isdecimal() else None


def _until_complete(first: list, rows_from: Callable, count: int | None) -> Iterator[list]:
    """Page by position until all rows, or an empty page.

    A short page is not taken for the last one: portals cap the page size as they like.
    """
    rows, offset = first, 0
    while rows:
        yield rows
        offset += len(rows)
        if offset == count:
            return
        before, rows = rows, rows_from(offset)
        if rows == before:
            raise RefusalError("a page came twice: the server repeats pages")
    if count is not None:
        raise RetrievalError(f"{offset:,} rows came, but the portal counts {count:,}")
