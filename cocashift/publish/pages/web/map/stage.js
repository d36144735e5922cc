// The ground of every map: panes, land, borders, the view at the start and the ways to others.

import { offerRegions } from "#map/chips.js";
import { text } from "#map/elements.js";
import { clearOf } from "#map/room.js";

const PANES = [
  "land",
  "municipalities",
  "grid",
  "masks",
  "departments",
  "circles",
  "chosen",
  "names",
];
const MAX_ZOOM = 10;
// How far out of the whole country one can zoom.
const FARTHER = 0.6;

/** Make one pane per role, from the ground up. */
function layPanes(map) {
  PANES.forEach((name, level) => {
    const pane = map.createPane(name);
    pane.style.zIndex = 300 + 10 * level;
    if (name !== "municipalities") pane.style.pointerEvents = "none";
  });
}

const department = (unit) => unit.properties.id.slice(0, 2);

/** Draw the tiles asked for, land around the country and the borders between departments. */
function drawGround(map, { topology, land, basemap }) {
  const { municipalities } = topology.objects;
  if (basemap) {
    const credit = text("span", basemap.attribution).innerHTML;
    L.tileLayer(basemap.url, { attribution: credit, maxZoom: basemap.max_zoom ?? 18 }).addTo(map);
    map.getContainer().classList.add("over-tiles");
  } else if (land.objects) {
    // Natural Earth's own borders between countries are drawn with the land.
    L.geoJSON(topojson.feature(land, land.objects.land), {
      pane: "land",
      interactive: false,
      style: { className: "land", weight: 0.8, fillOpacity: 1 },
    }).addTo(map);
  }
  const line = (filter, className, weight) =>
    L.geoJSON(topojson.mesh(topology, municipalities, filter), {
      pane: "departments",
      interactive: false,
      style: { className, weight },
    }).addTo(map);
  line((a, b) => a !== b && department(a) !== department(b), "department-border", 0.8);
  line((a, b) => a === b, "country-border", 1.1);
}

/** Set the stage: the ground, the regions, the controls, and a view. */
export function setStage(map, data, state) {
  layPanes(map);
  const bounds = L.latLngBounds(data.mainland);
  const view = () => map.fitBounds(bounds, { animate: false, ...clearOf(map) });
  // The chips first: the country is fitted beneath them.
  offerRegions(map, data, () => home());
  view();
  map.setMinZoom(map.getZoom() - FARTHER);
  map.setMaxZoom(MAX_ZOOM);
  map.setMaxBounds(bounds.pad(0.45));
  map.options.maxBoundsViscosity = 0.9;
  const { at } = state.parts;
  if (at) map.setView(at.slice(0, 2), at[2], { animate: false });
  // What is drawn before there is a view is drawn twice.
  drawGround(map, data);
  let whole = !at;
  const home = () => {
    view();
    whole = true;
    state.set({ at: null });
  };
  map.on("movestart", () => (whole = false));
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    state.set({ at: whole ? null : [lat, lng, map.getZoom()] });
  });
  // A larger or smaller window shows the whole country again, if it was shown.
  map.on("resize", () => {
    map.setMinZoom(0);
    if (whole) home();
    // A least zoom above the present one would move the map, and go on moving it for a while.
    map.setMinZoom(Math.min(map.getBoundsZoom(bounds) - FARTHER, map.getZoom()));
  });
  furnish(map, data.words, home);
  onPrint(map, view);
}

/** A sheet shows the whole country, whatever the window does; afterwards the reader's view. */
function onPrint(map, view) {
  let before = null;
  window.addEventListener("beforeprint", () => {
    // One printing may tell of its beginning more than once.
    before ??= [map.getCenter(), map.getZoom()];
    document.body.classList.add("printing");
    map.invalidateSize({ animate: false });
    map.setMinZoom(0);
    view();
  });
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("printing");
    // The zoom before the size: a window that shows more than there is would pan, and go on panning.
    map.setView(...before, { animate: false });
    map.invalidateSize({ animate: false });
    map.setView(...before, { animate: false });
    before = null;
  });
}

/** Zoom, home, scale and a name for screen readers. */
function furnish(map, words, home) {
  L.control
    .zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out, position: "topright" })
    .addTo(map);
  const control = L.control({ position: "topright" });
  control.onAdd = () => {
    const bar = L.DomUtil.create("div", "leaflet-bar home");
    const button = text("button", "⤢", {
      type: "button",
      id: "home",
      title: words.home,
      "aria-label": words.home,
    });
    button.addEventListener("click", home);
    L.DomEvent.disableClickPropagation(bar);
    bar.append(button);
    return bar;
  };
  control.addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  map.attributionControl.setPrefix(false);
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", words.region);
}
