"""Pages that need no network: every script and style is inside the file."""

import base64
import json
import re
from collections.abc import Sequence
from pathlib import Path

from cocashift.place import COLOMBIA, Place
from cocashift.publish import symbology
from cocashift.publish.pages import frame
from cocashift.publish.results import Publication
from cocashift.publish.templates import template

__all__ = [
    "HERE",
    "STYLES",
    "WEB",
    "both",
    "finish",
    "ground_colours",
    "importmap",
    "painted",
    "read",
    "render_text",
]

HERE = Path(__file__).parent
WEB = HERE / "web"
STYLES = [WEB / "common.css", WEB / "frame/frame.css"]


def both(colour: str) -> str:
    """Give a colour of the table of colours, and its counterpart on a dark page, as CSS."""
    return f"light-dark({colour}, {symbology.dark(colour)})"


def painted(theme: dict) -> dict:
    """Give the classes of a theme the colours of light and dark pages."""
    classes = [kind | {"colour": both(kind["colour"])} for kind in theme["classes"]]
    return theme | {"classes": classes}


def ground_colours() -> dict[str, str]:
    """Give the colours of sea and land, of light and dark pages."""
    return {kind: both(colour) for kind, colour in symbology.ground().items()}


def render_text(
    form: str,
    publication: Publication,
    styles: Sequence[Path] = (),
    folders: Sequence[str] = ("frame",),
    **texts,
) -> str:
    """Render a page to read, in the style of all such pages and its own.

    Parameters
    ----------
    form : str
        The page's template, ``<name>.html.j2``, its name one of `frame.PAGES`.
    publication : Publication
        The edition.
    styles : sequence of Path
        The page's own.
    folders : sequence of str
        Of ``web``, whose modules it uses.
    **texts
        What the template shows.

    Returns
    -------
    str
        HTML.
    """
    html = template(HERE, form).render(
        language=publication.language,
        styles=read([*STYLES, WEB / "page.css", *styles]),
        modules=importmap(*folders, place=publication.place),
        words=publication.words,
        note=publication.note,
        **frame.around(form.removesuffix(".html.j2"), publication),
        **texts,
    )
    return finish(html, publication)


def finish(html: str, publication: Publication) -> str:
    """Name the page's language, find what is published once, and make sure that nothing is fetched.

    Templates write addresses as if every page lay at the root.
    """
    fetched = re.findall(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=[\"']?http[^\s>]*", html
    )
    if fetched:
        raise ValueError(f"the page would ask the network for {fetched}")
    once = rf'\1="{publication.folder()}\2'
    html = re.sub(
        r'\b(href|src)="((?:qgis|tables|figures)/|datapackage|run\.json|SHA256SUMS)', once, html
    )
    html = publication.place.page(html)
    return re.sub(r"<html[^>]*>", f'<html lang="{publication.language}">', html, count=1)


def read(files: list[Path]) -> list[str]:
    """Read files for a place inside a script or style element."""
    texts = [file.read_text("utf-8") for file in files]
    # A source map would be asked for by the browser's tools; a closing tag would end the element.
    return [
        re.sub(r"\n?//# sourceMappingURL=.*", "", text).replace("</script", "<\\/script")
        for text in texts
    ]


def importmap(*folders: str, place: Place = COLOMBIA) -> str:
    """Write where a page's modules are found."""
    return json.dumps({"imports": _modules(*folders or ("frame", "map"), place=place)})


def _modules(*folders: str, place: Place = COLOMBIA) -> dict[str, str]:
    """Give each of the page's modules an address that is the module itself."""
    return {
        f"#{folder}/{file.name}": "data:text/javascript;base64,"
        + base64.b64encode(place.page(file.read_text("utf-8")).encode()).decode()
        for folder in folders
        for file in sorted((WEB / folder).glob("*.js"))
    }
