"""Pages that need no network: folium maps with every script and style inside the file."""

import base64
import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import folium
from branca.element import Element

from cocashift.publish import symbology
from cocashift.publish.pages import frame
from cocashift.publish.results import Publication
from cocashift.publish.templates import template

__all__ = ["both", "finish", "ground_colours", "painted", "render_map", "render_text"]

HERE = Path(__file__).parent
WEB = HERE / "web"
VENDOR = WEB / "vendor"
LEAFLET = VENDOR / "leaflet-1.9.4"
TOPOJSON = VENDOR / "topojson-client-3.1.0"
STYLES = [WEB / "common.css", WEB / "frame/frame.css"]
# Of maps: the desk and what stands on it; then what a phone and a sheet of paper change.
DESK = [
    WEB / f"map/{part}.css"
    for part in ("desk", "lead", "card", "under", "ground", "phone", "paper")
]


class OfflineMap(folium.Map):
    """A folium map that asks nothing of the network and is the same in every build.

    Folium's own lists of scripts and styles are addresses on content networks; here they are
    empty and the page carries its own copies. Folium names elements at random; here by role.
    """

    default_js = ()
    default_css = ()

    def __init__(self, **options):
        super().__init__(tiles=None, **options)
        self._id = "cocashift"
        self.get_root()._id = "page"


class Verbatim(Element):
    """Text that is placed as it stands: branca would run any other element's as a template."""

    def __init__(self, text: str):
        super().__init__()
        self._text = text

    def render(self, **kwargs) -> str:
        return self._text


def json_for_html(data: dict) -> str:
    """Write data so that no value can close the script element or open a comment in it."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def packed(data: dict) -> str:
    """Write data as a page carries it: JSON, deflated, in base64; ``unpack.js`` reads it."""
    return base64.b64encode(zlib.compress(json_for_html(data).encode(), 9)).decode()


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


def render_map(form: str, title: str, publication: Publication, data: dict, **texts) -> str:
    """Render a folium map as one file.

    Parameters
    ----------
    form : str
        The page's template, ``<name>.html.j2``, its name one of `frame.PAGES`;
        ``web/map/<name>.js`` starts it.
    title : str
        Title of the page.
    publication : Publication
        The edition.
    data : dict
        What the page's modules read; JSON.
    **texts
        What the template shows.

    Returns
    -------
    str
        HTML.
    """
    chart = OfflineMap(zoom_snap=0.1, zoom_delta=0.5, zoom_control=False)
    root = chart.get_root()
    root.title = title
    name = form.removesuffix(".html.j2")
    shown = texts | frame.around(name, publication) | {"words": publication.words, "title": title}
    shown["note"] = publication.note
    head = template(HERE, "web/map/head.html.j2").render(
        styles=_read([LEAFLET / "leaflet.css", *STYLES, *DESK]),
        scripts=_read([LEAFLET / "leaflet.js", TOPOJSON / "topojson-client.min.js"]),
        ground=ground_colours(),
        **shown,
    )
    start = template(HERE, "web/map/start.html.j2").render(
        data=packed(data), modules=_importmap(), entry=name, map=chart.get_name()
    )
    root.header.add_child(Verbatim(head))
    root.html.add_child(Verbatim(template(HERE, form).render(**shown)))
    root.html.add_child(Verbatim(start))
    html = root.render()
    # Folium forbids to zoom the page; its line goes, the product's own stays.
    html = re.sub(r'<meta name="viewport"[^>]*?(maximum-scale|user-scalable)[^>]*?/?>', "", html)
    return finish(html, publication)


def render_text(form: str, publication: Publication, styles: Sequence[Path] = (), **texts) -> str:
    """Render a page to read, in the style of all such pages and its own; as `render_map`."""
    html = template(HERE, form).render(
        language=publication.language,
        styles=_read([*STYLES, WEB / "page.css", *styles]),
        modules=_importmap("frame"),
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
    html = re.sub(r'\b(href|src)="((?:qgis|tables|figures)/|datapackage|SHA256SUMS)', once, html)
    return re.sub(r"<html[^>]*>", f'<html lang="{publication.language}">', html, count=1)


def _read(files: list[Path]) -> list[str]:
    """Read files for a place inside a script or style element."""
    texts = [file.read_text("utf-8") for file in files]
    # A source map would be asked for by the browser's tools; a closing tag would end the element.
    return [
        re.sub(r"\n?//# sourceMappingURL=.*", "", text).replace("</script", "<\\/script")
        for text in texts
    ]


def _importmap(*folders: str) -> str:
    """Write where a page's modules are found."""
    return json.dumps({"imports": _modules(*folders or ("frame", "map"))})


def _modules(*folders: str) -> dict[str, str]:
    """Give each of the page's modules an address that is the module itself."""
    return {
        f"#{folder}/{file.name}": "data:text/javascript;base64,"
        + base64.b64encode(file.read_bytes()).decode()
        for folder in folders
        for file in sorted((WEB / folder).glob("*.js"))
    }
