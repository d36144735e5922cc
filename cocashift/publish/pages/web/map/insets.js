// What lies far off the mainland, in small frames over the sea; a click goes there.

import { calm, svg, text } from "#map/elements.js";
import { boxOf } from "#map/hit.js";

const SIZE = 74;
const LEAST_DEGREES = 0.12;
// How much nearer than the whole country a view may be before the frames hide what it shows.
const NEARER = 0.2;

const apart = ([west, south, east, north], [[s, w], [n, e]]) =>
  east < w || west > e || north < s || south > n;

const near = (a, b) =>
  !apart(a, [
    [b[1] - 1, b[0] - 1],
    [b[3] + 1, b[2] + 1],
  ]);

/** Groups of features off the mainland: each with its name, features and box. */
export function offshore(features, mainland, nameOf) {
  const groups = new Map();
  for (const feature of features) {
    const box = boxOf(feature.geometry);
    if (!apart(box, mainland)) continue;
    const name = nameOf(feature);
    const group = groups.get(name) ?? { name, features: [], box };
    group.features.push(feature);
    const [a, b] = [group.box, box];
    group.box = [
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[2], b[2]),
      Math.max(a[3], b[3]),
    ];
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** The path of a feature inside a frame of SIZE pixels that shows a box. */
export function pathIn({ geometry }, [west, south, east, north]) {
  const span = Math.max(east - west, north - south, LEAST_DEGREES) * 1.15;
  const [left, top] = [(west + east - span) / 2, (south + north + span) / 2];
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const point = ([x, y]) =>
    `${(((x - left) / span) * SIZE).toFixed(1)},${(((top - y) / span) * SIZE).toFixed(1)}`;
  return polygons
    .flat()
    .map((ring) => `M${ring.map(point).join("L")}Z`)
    .join("");
}

/** Draw the insets of municipalities and zones off the mainland; gives what repaints them. */
export function drawInsets(map, places, zones, { mainland }, nameOf) {
  const units = [...places.features.values()];
  const groups = offshore(units, mainland, ({ properties }) => nameOf(properties.id));
  for (const zone of zones?.zones ?? []) {
    const off = offshore(zone.features, mainland, ({ properties }) => properties.name ?? zone.name);
    groups.push(
      ...off
        .map((group) => ({ ...group, zone }))
        .filter(({ box }) => !groups.some((other) => near(box, other.box))),
    );
  }
  if (!groups.length) return () => {};
  const holder = text("div", "", { class: "insets on-stage" });
  const paths = [];
  for (const { name, features, box, zone } of groups) {
    const drawing = svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, "aria-hidden": "true" });
    for (const feature of features) {
      const path = svg("path", { d: pathIn(feature, box), class: zone ? "zone" : "unit" });
      if (zone) path.style.stroke = zone.colour;
      else paths.push([path, feature.properties.id]);
      drawing.append(path);
    }
    const button = text("button", "", { type: "button" });
    button.append(drawing, text("span", calm(name)));
    const [west, south, east, north] = box;
    button.addEventListener("click", () =>
      map.fitBounds(
        [
          [south, west],
          [north, east],
        ],
        { animate: false, maxZoom: 10 },
      ),
    );
    holder.append(button);
  }
  L.DomEvent.disableClickPropagation(holder);
  map.getContainer().append(holder);
  const show = () => (holder.hidden = map.getZoom() > map.getBoundsZoom(mainland) + NEARER);
  map.on("zoomend resize", show);
  show();
  return (fill) => {
    for (const [path, id] of paths) path.style.fill = fill(id);
  };
}
