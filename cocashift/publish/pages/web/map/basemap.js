// The ground of every map: one topology for municipalities, departments and neighbours, in panes.

import { text } from "#map/elements.js";

const PANES = ["neighbours", "municipalities", "masks", "departments", "circles"];

/** Make one pane per role, from the ground up. */
export function layPanes(map) {
  PANES.forEach((name, level) => {
    const pane = map.createPane(name);
    pane.style.zIndex = 300 + 10 * level;
    if (name !== "municipalities") pane.style.pointerEvents = "none";
  });
}

const department = (unit) => unit.properties.id.slice(0, 2);

/** Draw the tiles asked for, neighbouring countries and the borders between departments. */
export function drawGround(map, { topology, basemap }) {
  const { municipalities, neighbours } = topology.objects;
  if (basemap) {
    const credit = text("span", basemap.attribution).innerHTML;
    L.tileLayer(basemap.url, { attribution: credit, maxZoom: basemap.max_zoom ?? 18 }).addTo(map);
    map.getContainer().classList.add("over-tiles");
  }
  L.geoJSON(topojson.feature(topology, neighbours), {
    pane: "neighbours",
    interactive: false,
    style: { color: "#b9b4a8", weight: 0.8, fillColor: "#f3f0ea", fillOpacity: basemap ? 0 : 1 },
  }).addTo(map);
  const between = topojson.mesh(
    topology,
    municipalities,
    (a, b) => a === b || department(a) !== department(b),
  );
  L.geoJSON(between, {
    pane: "departments",
    interactive: false,
    style: { color: "#3c4043", weight: 0.9 },
  }).addTo(map);
}

/** Draw municipalities as one layer; themes restyle it and never copy it. */
export function drawMunicipalities(map, topology, fill, listeners, pane = "municipalities") {
  const style = (feature) => ({
    color: "#8b9096",
    weight: 0.3,
    fillColor: fill(feature.properties.id),
    fillOpacity: 1,
  });
  const shapes = topojson.feature(topology, topology.objects.municipalities);
  return L.geoJSON(shapes, {
    pane,
    style,
    onEachFeature: (feature, layer) => layer.on(listeners(feature.properties.id, layer)),
  }).addTo(map);
}
