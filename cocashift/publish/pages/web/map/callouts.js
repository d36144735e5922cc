// Which municipalities are named on the map, and where a call-out would hide the least.

import { Finder } from "#map/hit.js";

// A name as people say it: official names put the saint before the town.
const short = (name) => name.replace(/^San(?:ta)? [\p{L}]+ de(?: la)? (?=\p{Lu})/u, "");

function label(row, numbers) {
  const lines = [short(row.municipality)];
  if (row.change) lines.push(`${numbers.change(row.change)} ha`);
  return { lines, at: [row.lat, row.lon] };
}

const byChange = (rows) =>
  rows.filter((row) => row.change).sort((a, b) => Math.abs(b.change) - Math.abs(a.change));

/** The largest changes, rises and falls: at least one of each sign, if there is one. */
export function called(rows, most, numbers) {
  const ranked = byChange(rows);
  const top = ranked.slice(0, most);
  for (const way of [1, -1]) {
    const first = ranked.find((row) => Math.sign(row.change) === way);
    if (first && !top.some((row) => Math.sign(row.change) === way)) top[most - 1] = first;
  }
  return top.map((row) => label(row, numbers));
}

/** All municipalities for the nearer view: those that changed first, then by their size. */
export function units(rows, numbers) {
  const rest = rows.filter((row) => !row.change).sort((a, b) => b.area_ha - a.area_ha);
  return [...byChange(rows), ...rest].map((row) => label(row, numbers));
}

// How many vertices of the coast are kept to tell land from sea under a label.
const EVERY = 20;
const LAND = 16;
// A leader over the country costs by its pixels: it crosses what is shown there.
const LED = 0.2;
const STEPS = [1, 2, 3, 4, 5, 6, 7, 8];

/** What a seat costs: the more of it and of its leader lies on the country, the more. */
export function landCost(topology) {
  const { coordinates } = topojson.merge(topology, topology.objects.municipalities.geometries);
  const coarse = coordinates
    .filter(([shell]) => shell.length > 10 * EVERY)
    .map(([shell]) => [shell.filter((_, place) => place % EVERY === 0)]);
  const land = new Finder([{ geometry: { type: "MultiPolygon", coordinates: coarse } }]);
  return (map) => {
    const on = (x, y) => {
      const { lat, lng } = map.containerPointToLatLng([x, y]);
      return land.at(lng, lat).length;
    };
    const share = (spots) => spots.filter(([u, v]) => on(u, v)).length / spots.length;
    return ({ x, y, w, h, from, to, reach }) => {
      const spots = [0.05, 0.25, 0.5, 0.75, 0.95].flatMap((across) =>
        [y + 2, y + h / 2, y + h - 2].map((v) => [x + across * w, v]),
      );
      const led = STEPS.map((step) =>
        [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * step) / STEPS.length),
      );
      return LAND * share(spots) + LED * reach * share(led);
    };
  };
}
