// A line of hectares over the years, with axes; a missing year is a gap, never zero.

import { svg } from "#map/elements.js";

const WIDTH = 300;
const HEIGHT = 96;
const LEFT = 34;
const RIGHT = 34;
const APART = 30;

/** Two or three round values up to a maximum, zero first. */
export function ticks(most) {
  if (!(most > 0)) return [0];
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10].map((n) => n * power).find((n) => most / n <= 3);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step);
}

/** Points of the line, in runs without a gap: [[x, y], …] for each run. */
export function runs(years, values, width, height, most) {
  const top = most ?? Math.max(...values.filter((value) => value !== null), 1e-9);
  const span = Math.max(years[years.length - 1] - years[0], 1);
  const found = [[]];
  years.forEach((year, at) => {
    if (values[at] === null) found.push([]);
    else
      found[found.length - 1].push([
        ((year - years[0]) / span) * width,
        height - (values[at] / top) * height,
      ]);
  });
  return found.filter((run) => run.length);
}

/** Draw a line; `marked` are [year, class] pairs, told with their values. */
export function chart(years, values, marked, label, numbers, height = HEIGHT) {
  const known = values.filter((value) => value !== null);
  const most = Math.max(...known, 1);
  const [first, last] = [years[0], years[years.length - 1]];
  const told = `${label}: ${first}–${last}, ≤ ${numbers.hectares(Math.max(...known, 0))}`;
  const drawn = svg("svg", {
    class: "chart",
    viewBox: `0 0 ${WIDTH} ${height + 32}`,
    role: "img",
    "aria-label": told,
  });
  const width = WIDTH - LEFT - RIGHT;
  const place = svg("g", { transform: `translate(${LEFT} 14)` });
  const write = (words, x, y, anchor, name = "") => {
    const node = svg("text", { x, y, "text-anchor": anchor, class: name });
    node.textContent = words;
    return node;
  };
  for (const tick of ticks(most)) {
    const y = height - (tick / most) * height;
    place.append(
      svg("line", { class: "rule", x1: 0, x2: width, y1: y, y2: y }),
      write(numbers.short(tick), -5, y + 4, "end"),
    );
  }
  const at = (year) => ((year - first) / Math.max(last - first, 1)) * width;
  const up = (value) => height - (value / most) * height;
  for (const run of runs(years, values, width, height, most)) {
    const points = run.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
    place.append(svg("polyline", { class: "series", points }));
    if (run.length === 1)
      place.append(svg("circle", { class: "series", cx: run[0][0], cy: run[0][1], r: 1.5 }));
  }
  const told_at = [];
  marked.toReversed().forEach(([year, name], order) => {
    const value = values[years.indexOf(year)] ?? null;
    const x = at(year);
    if (value === null) return;
    place.append(svg("circle", { class: `dot ${name}`, cx: x, cy: up(value), r: 4 }));
    // The last mark is named to its right, the others to their left if there is room.
    const later = order === 0;
    if (!later && told_at.some((other) => Math.abs(other - x) < APART)) return;
    if (!later) told_at.push(x);
    place.append(
      write(year, x + (later ? 4 : -4), up(value) - 7, later ? "start" : "end", `year ${name}`),
    );
  });
  place.append(write(first, 0, height + 14, "start"), write(last, width, height + 14, "end"));
  drawn.append(place);
  return drawn;
}
