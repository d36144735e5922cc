"""Folium maps that need no network: Leaflet, shapes and modules are inside the file."""

import base64
import json
import re
import zlib

import folium
from branca.element import Element

from cocashift.place import COLOMBIA, Place
from cocashift.publish.pages import frame, page
from cocashift.publish.results import Publication
from cocashift.publish.templates import template

__all__ = ["OfflineMap", "render"]

VENDOR = page.WEB / "vendor"
LEAFLET = VENDOR / "leaflet-1.9.4"
TOPOJSON = VENDOR / "topojson-client-3.1.0"
# Of maps: the desk and what stands on it; then what a phone and a sheet of paper change.
DESK = [
    page.WEB / f"map/{part}.css"
    for part in (
        "desk",
        "lead",
        "card",
        "under",
        "time",
        "both",
        "flows",
        "ground",
        "phone",
        "paper",
    )
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


def packed(data: dict, place: Place = COLOMBIA) -> str:
    """Write data as a page carries it: JSON, deflated, in base64; ``unpack.js`` reads it."""
    text = place.page(json_for_html(data))
    return base64.b64encode(zlib.compress(text.encode())).decode()


def render(form: str, title: str, publication: Publication, data: dict, **texts) -> str:
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
    head = template(page.HERE, "web/map/head.html.j2").render(
        styles=page.read([LEAFLET / "leaflet.css", *page.STYLES, *DESK]),
        scripts=page.read([LEAFLET / "leaflet.js", TOPOJSON / "topojson-client.min.js"]),
        ground=page.ground_colours(),
        **shown,
    )
    start = template(page.HERE, "web/map/start.html.j2").render(
        data=packed(data, publication.place),
        modules=page.importmap(place=publication.place),
        entry=name,
        map=chart.get_name(),
    )
    root.header.add_child(Verbatim(head))
    root.html.add_child(Verbatim(template(page.HERE, form).render(**shown)))
    root.html.add_child(Verbatim(start))
    html = root.render()
    # Folium forbids to zoom the page; its line goes, the product's own stays.
    html = re.sub(r'<meta name="viewport"[^>]*?(maximum-scale|user-scalable)[^>]*?/?>', "", html)
    return page.finish(html, publication)
