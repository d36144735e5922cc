// Two years under one swipe handle: the first to its left, the last to its right.

import { drawGround, drawMunicipalities, layPanes } from "#map/basemap.js";
import { colourAt, listClasses } from "#map/density.js";
import { offerMunicipalities, tell } from "#map/municipality.js";
import { Numbers } from "#map/numbers.js";
import { furnish } from "#map/furniture.js";

export function start(map, data) {
  const numbers = new Numbers(data.locale);
  layPanes(map);
  drawGround(map, data);
  const told = (id) => () => tell(data, id, numbers);
  const layers = data.years.map((year, side) => {
    const pane = map.createPane(`side-${side}`);
    pane.style.zIndex = 310 + side;
    const place = data.series_years.indexOf(year);
    return drawMunicipalities(
      map,
      data.topology,
      (id) => colourAt(data, id, place),
      (id) => ({ mouseover: told(id), click: told(id) }),
      `side-${side}`,
    );
  });
  const handle = document.getElementById("swipe");
  const line = L.DomUtil.create("div", "swipe-line", map.getContainer());
  line.setAttribute("aria-hidden", "true");

  // Panes move with the map, so their clips are in the map's own pixels.
  function clip() {
    const size = map.getSize();
    const x = (size.x * Number(handle.value)) / 100;
    const from = map.containerPointToLayerPoint([0, 0]);
    const to = map.containerPointToLayerPoint([x, size.y]);
    const end = map.containerPointToLayerPoint(size);
    const cut = (left, right) => `rect(${from.y}px, ${right}px, ${end.y}px, ${left}px)`;
    map.getPane("side-0").style.clip = cut(from.x, to.x);
    map.getPane("side-1").style.clip = cut(to.x, end.x);
    line.style.left = `${x}px`;
  }

  furnish(map, data.words);
  offerMunicipalities(map, data, layers[0], numbers);
  listClasses(data);
  data.years.forEach((year, side) => {
    const label = L.DomUtil.create("div", `side-label side-label-${side}`, map.getContainer());
    label.textContent = year;
  });
  handle.addEventListener("input", clip);
  map.on("move zoomend resize viewreset", clip);
  map.fitBounds(layers[0].getBounds());
  clip();
}
