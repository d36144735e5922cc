// All years of a unit: the median as a line in the band of its interval; a missing year is a gap.

import { runs } from "#map/chart.js";
import { svg } from "#map/elements.js";

const WIDTH = 120;
const HEIGHT = 34;

const written = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

// What is less is no curve.
const LEAST_HA = 1;

/** Draw the ends and the median of every year; `marked` are the years compared. */
export function sparkline(years, series, marked, told) {
  const of = (end) => years.map((year) => series[year]?.[end] ?? null);
  const most = Math.max(...of(2), 0);
  const drawn = svg("svg", {
    class: "sparkline",
    viewBox: `-3 -3 ${WIDTH + 6} ${HEIGHT + 6}`,
    role: "img",
    "aria-label": told,
  });
  if (!(most >= LEAST_HA)) return drawn;
  const [low, middle, high] = [0, 1, 2].map((end) => runs(years, of(end), WIDTH, HEIGHT, most));
  high.forEach((run, turn) =>
    drawn.append(
      svg("polygon", { class: "band", points: written([...run, ...low[turn].toReversed()]) }),
    ),
  );
  for (const run of middle) drawn.append(svg("polyline", { points: written(run) }));
  const span = Math.max(years.at(-1) - years[0], 1);
  marked.forEach((year, turn) => {
    const value = series[year]?.[1] ?? null;
    if (value === null) return;
    const cx = ((year - years[0]) / span) * WIDTH;
    const cy = HEIGHT - (value / most) * HEIGHT;
    drawn.append(svg("circle", { class: turn ? "last" : "first", cx, cy, r: 2.6 }));
  });
  return drawn;
}
