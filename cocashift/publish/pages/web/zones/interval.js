// Bounds, interval and median of two years on one scale of hectares, each ten times the former.

import { svg } from "#map/elements.js";

const WIDTH = 180;
const HEIGHT = 34;
const YEARS = [10, 24];

/** The tenfold values from one hectare up to a maximum. */
export function tens(most) {
  const found = [1];
  while (found.at(-1) * 10 <= most) found.push(found.at(-1) * 10);
  return found;
}

/** Where hectares lie on the scale, 0 to 1; what is less than one hectare lies at its begin. */
export function place(value, most) {
  if (!(value > 1) || !(most > 1)) return 0;
  return Math.min(1, Math.log10(value) / Math.log10(most));
}

/** The labels of the scale, for the head of the column. */
export function axis(most, numbers) {
  const drawn = svg("svg", { class: "axis", viewBox: `0 0 ${WIDTH} 14`, "aria-hidden": "true" });
  for (const value of tens(most)) {
    const x = place(value, most) * WIDTH;
    const node = svg("text", { x, y: 11, "text-anchor": value === 1 ? "start" : "middle" });
    node.textContent = numbers.short(value);
    drawn.append(node);
  }
  return drawn;
}

/** Draw two years, the earlier above; a year without a figure is left out. */
export function intervals(years, bounds, most) {
  const drawn = svg("svg", {
    class: "interval",
    preserveAspectRatio: "none",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    "aria-hidden": "true",
  });
  const at = (value) => place(value, most) * WIDTH;
  for (const value of tens(most))
    drawn.append(svg("line", { class: "rule", x1: at(value), x2: at(value), y1: 0, y2: HEIGHT }));
  years.forEach((ends, turn) => {
    if (!ends) return;
    const y = YEARS[turn];
    const name = turn ? "last" : "first";
    const [low, high] = bounds[turn];
    const width = Math.max(at(ends[2]) - at(ends[0]), 1);
    drawn.append(
      svg("line", { class: `bounds ${name}`, x1: at(low), x2: at(high), y1: y, y2: y }),
      svg("rect", { class: `bar ${name}`, x: at(ends[0]), y: y - 3, width, height: 6, rx: 2 }),
      svg("rect", {
        class: `median ${name}`,
        x: at(ends[1]) - 1.5,
        y: y - 6,
        width: 3,
        height: 12,
      }),
    );
  });
  return drawn;
}
