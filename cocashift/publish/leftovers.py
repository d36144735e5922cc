"""What lies in a published folder and is not of the run: files of earlier ones, by other names."""

import re
from collections.abc import Iterable

__all__ = ["RENAMED", "find", "tell"]

# What files were called, as a pattern, and are called since; docs/outputs.md tells it too.
RENAMED = {r"figures/([a-z]+)\.(png|pdf)": r"figures/\1-180mm.\2"}
SHOWN = 3


def find(present: Iterable[str], published: Iterable[str]) -> dict[str, str]:
    """Find what the run did not write.

    Parameters
    ----------
    present : iterable of str
        Paths of files, from the published folder.
    published : iterable of str
        Those that the run wrote: `SHA256SUMS`, and what it lists.

    Returns
    -------
    dict
        Each other path, and what it is called now: empty where it has no successor. What programs
        lay beside a file under its name and more (``cocashift.gpkg-wal``) is none.

    Examples
    --------
    >>> find(["a.gpkg", "a.gpkg-wal", "figures/flows.png"], ["a.gpkg", "figures/flows-180mm.png"])
    {'figures/flows.png': 'figures/flows-180mm.png'}
    """
    written = set(published)
    beside = tuple(f"{name}{mark}" for name in written for mark in ("-", "~", "."))
    left = sorted(
        name
        for name in set(present) - written
        if not name.startswith(beside) and not name.rpartition("/")[2].startswith(".")
    )
    return {name: _successor(name, written) for name in left}


def _successor(name: str, written: set[str]) -> str:
    for old, new in RENAMED.items():
        if (found := re.fullmatch(old, name)) and found.expand(new) in written:
            return found.expand(new)
    return ""


def tell(folder: str, left: dict[str, str]) -> str:
    """Tell of them in a sentence; nothing where there are none.

    Examples
    --------
    >>> tell("maps/x", {"a.png": "a-180mm.png"})
    'Not of this run in maps/x: a.png (now a-180mm.png). Delete what is old.'
    """
    if not left:
        return ""
    # Those that have a successor first: they are the ones to be taken for today's.
    ordered = sorted(left, key=lambda name: not left[name])
    named = [f"{name} (now {left[name]})" if left[name] else name for name in ordered[:SHOWN]]
    more = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
    return f"Not of this run in {folder}: {', '.join(named)}{more}. Delete what is old."
