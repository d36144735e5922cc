"""What there is to take away, for the index page: three cards, and every file with its checksum."""

from cocashift.publish.catalogue import titles
from cocashift.publish.catalogue.titles import FIGURE
from cocashift.words import Words

__all__ = ["cards", "listed"]

# What each card leads with, in this order; the rest is counted.
LEADING = {
    "qgis": ("qgis/cocashift.qgz", "qgis/cocashift.gpkg", "qgis/coca_density_change.tif"),
    "tables": ("tables/municipal_change.csv", "tables/zones.csv", "tables/dictionary.csv"),
}


def listed(published: dict[str, tuple[int, str]], words: Words) -> list[dict]:
    """List every layer and table: what it holds, how large it is, and how to know it.

    Parameters
    ----------
    published : dict
        Size in bytes and SHA-256 of every file, by its path from the page.
    words : Words
        The catalogue.
    """
    return [
        {
            "path": path,
            "content": content,
            "size": _size(published[path][0], words),
            "sha256": published[path][1],
        }
        for path, content in titles.of_files(published, words).items()
    ]


def cards(published: dict[str, tuple[int, str]], words: Words) -> list[dict]:
    """Make the cards of layers, tables and figures: what to open first, and how much it is."""
    told = {file["path"]: file for file in listed(published, words)}
    made = []
    for card, leading in LEADING.items():
        inside = [path for path in told if path.startswith(f"{card}/")]
        first = [told[path] for path in leading if path in inside]
        made.append(_card(card, first, inside, published, words))
    drawn = [path for path in published if path.startswith("figures/")]
    return [
        *made,
        _card("figures", [], drawn, published, words) | {"figures": _figures(drawn, words)},
    ]


def _figures(drawn: list[str], words: Words) -> list[dict]:
    """Gather the files of each figure, by its width."""
    found: dict[str, dict[str, list]] = {}
    for path in drawn:
        figure, wide, form = FIGURE.fullmatch(path).groups()
        found.setdefault(figure, {}).setdefault(wide, []).append((path, form.upper()))
    return [
        {
            "name": words(f"index.figure.{figure}"),
            "widths": [
                (words("index.figure.wide", wide=wide), forms) for wide, forms in widths.items()
            ],
        }
        for figure, widths in found.items()
    ]


def _card(card: str, first: list, inside: list[str], published: dict, words: Words) -> dict:
    return {
        "title": words(f"index.card.{card}"),
        "first": first,
        "count": words(
            "index.card.all",
            count=words.number(len(inside)),
            size=_size(sum(published[path][0] for path in inside), words),
        ),
        "figures": [],
    }


def _size(size: int, words: Words) -> str:
    if size >= 1e6:
        return words("index.size.mb", size=words.number(size / 1e6, 1))
    return words("index.size", size=words.number(max(1, size / 1000)))
