"""How the tests find their way on a map."""

import json

# Where a municipality is, by its DIVIPOLA code, in the pixels of the window.
WHERE = """(code) => {
  const box = document.querySelector('.folium-map').getBoundingClientRect();
  let shape = null;
  map_cocashift.eachLayer((layer) => {
    if (layer.feature?.properties?.id === code) shape = layer;
  });
  if (!shape) return null;
  const { x, y } = map_cocashift.latLngToContainerPoint(shape.getBounds().getCenter());
  return [box.left + x, box.top + y];
}"""
# As text: of a large object the browser's driver would tell each part on its own.
DATA = """async () => {
  const { unpack } = await import('#map/unpack.js');
  return JSON.stringify(await unpack(document.getElementById('data').textContent));
}"""
PUERTO_ASIS, TUMACO, YAGUARA, BOGOTA = "86568", "52835", "41885", "11001"


def data(page) -> dict:
    """Give what the page carries."""
    return json.loads(page.evaluate(DATA))


def shape(page, code):
    """Give the element of a municipality with a record."""
    return page.evaluate_handle(
        """(code) => {
          let found = null;
          map_cocashift.eachLayer((layer) => {
            if (layer.feature?.properties?.id === code) found ??= layer.getElement();
          });
          return found;
        }""",
        code,
    )


def colour(page, code) -> str:
    """Give the colour that a municipality is seen in, as the browser tells it."""
    return shape(page, code).evaluate("path => getComputedStyle(path).fill")


def rgb(colour: str) -> str:
    """Write a colour of the table of colours as the browser tells it."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"


def search(page, asked):
    """Type into the search and take what is found first."""
    page.locator("#search").fill(asked)
    page.locator("#search").press("Enter")


def title(page) -> str:
    """Give the heading of the card."""
    return page.locator("#card-title").inner_text()


def view(page) -> list[float]:
    """Give the middle of the map and its zoom."""
    return page.evaluate(
        "[map_cocashift.getCenter().lat, map_cocashift.getCenter().lng, map_cocashift.getZoom()]"
    )


def theme(page, name):
    """Choose what the colours show."""
    page.locator(f"[name=theme][value={name}]").check(force=True)
