// A small line of hectares over the years; a missing year is a gap, never zero.

import { svg } from "#map/elements.js";

const WIDTH = 280;
const HEIGHT = 64;
const EDGE = 14;

function point(years, values, at, width, height) {
  const most = Math.max(...values.filter((value) => value !== null), 1e-9);
  const span = Math.max(years[years.length - 1] - years[0], 1);
  return [((years[at] - years[0]) / span) * width, height - (values[at] / most) * height];
}

/** Points of the line, in runs without a gap: [[x, y], …] for each run. */
export function runs(years, values, width, height) {
  const found = [[]];
  years.forEach((_, at) => {
    if (values[at] === null) found.push([]);
    else found[found.length - 1].push(point(years, values, at, width, height));
  });
  return found.filter((run) => run.length);
}

export function sparkline(years, values, marked, label, numbers) {
  const most = Math.max(...values.filter((value) => value !== null), 0);
  const told = `${label}: ${years[0]}–${years[years.length - 1]}, ${numbers.hectares(most)}`;
  const drawn = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT + 2 * EDGE}`,
    role: "img",
    "aria-label": told,
  });
  const place = svg("g", { transform: `translate(8 ${EDGE})` });
  const width = WIDTH - 16;
  for (const run of runs(years, values, width, HEIGHT)) {
    const points = run.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    place.append(svg("polyline", { points, fill: "none", stroke: "#1b1f24", "stroke-width": 1.5 }));
  }
  for (const year of marked) {
    const at = years.indexOf(year);
    if (at < 0 || values[at] === null) continue;
    const [x, y] = point(years, values, at, width, HEIGHT);
    place.append(svg("circle", { cx: x, cy: y, r: 3.5, fill: "#a34f05" }));
  }
  const caption = (text, x, anchor, y) => {
    const node = svg("text", { x, y, "text-anchor": anchor, "font-size": 11, fill: "#4d5561" });
    node.textContent = text;
    return node;
  };
  place.append(
    caption(years[0], 0, "start", HEIGHT + 12),
    caption(years[years.length - 1], width, "end", HEIGHT + 12),
    caption(numbers.hectares(most), 0, "start", -3),
  );
  drawn.append(place);
  return drawn;
}
