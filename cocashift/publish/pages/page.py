"""Pages that need no network: folium maps with every script and style inside the file."""

import base64
import json
import re
from pathlib import Path

import folium
from branca.element import Element

from cocashift.publish.templates import template

__all__ = ["render", "render_map"]

HERE = Path(__file__).parent
WEB = HERE / "web"
VENDOR = WEB / "vendor"
LEAFLET = VENDOR / "leaflet-1.9.4"
TOPOJSON = VENDOR / "topojson-client-3.1.0"


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


def render_map(frame: str, title: str, language: str, data: dict, **texts) -> str:
    """Render a folium map as one file.

    Parameters
    ----------
    frame : str
        The page's template, ``<entry>.html.j2``; ``web/map/<entry>.js`` starts it.
    title : str
        Title of the page.
    language : str
        Language of the page, as HTML names it.
    data : dict
        What the page's modules read; JSON.
    **texts
        What the frame shows.

    Returns
    -------
    str
        HTML.
    """
    chart = OfflineMap(zoom_snap=0.25, zoom_control=False)
    root = chart.get_root()
    root.title = title
    head = template(HERE, "web/map/head.html.j2").render(
        styles=_read([LEAFLET / "leaflet.css", WEB / "common.css", WEB / "map/map.css"]),
        scripts=_read([LEAFLET / "leaflet.js", TOPOJSON / "topojson-client.min.js"]),
    )
    start = template(HERE, "web/map/start.html.j2").render(
        data=json_for_html(data),
        modules=json.dumps({"imports": _modules()}),
        entry=frame.removesuffix(".html.j2"),
        map=chart.get_name(),
    )
    root.header.add_child(Verbatim(head))
    root.html.add_child(Verbatim(template(HERE, frame).render(title=title, **texts)))
    root.html.add_child(Verbatim(start))
    return finish(root.render(), language)


def render(frame: str, language: str, **texts) -> str:
    """Render a page without a map, in the style of all such pages."""
    styles = _read([WEB / "common.css", WEB / "page.css"])
    html = template(HERE, frame).render(language=language, styles=styles, **texts)
    return finish(html, language)


def finish(html: str, language: str) -> str:
    """Name the page's language and make sure that it fetches nothing."""
    fetched = re.findall(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=[\"']?http[^\s>]*", html
    )
    if fetched:
        raise ValueError(f"the page would ask the network for {fetched}")
    return re.sub(r"<html[^>]*>", f'<html lang="{language}">', html, count=1)


def _read(files: list[Path]) -> list[str]:
    """Read files for a place inside a script or style element."""
    texts = [file.read_text("utf-8") for file in files]
    # A source map would be asked for by the browser's tools; a closing tag would end the element.
    return [
        re.sub(r"\n?//# sourceMappingURL=.*", "", text).replace("</script", "<\\/script")
        for text in texts
    ]


def _modules() -> dict[str, str]:
    """Give each of the page's modules an address that is the module itself."""
    return {
        f"#map/{file.name}": "data:text/javascript;base64,"
        + base64.b64encode(file.read_bytes()).decode()
        for file in sorted((WEB / "map").glob("*.js"))
    }
