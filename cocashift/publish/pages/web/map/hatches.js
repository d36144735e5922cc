// Hatches for the zones: one SVG pattern per category, so that overlapping zones show both.

import { svg as element } from "#map/elements.js";

/** Put the patterns of all zones into the page; shapes refer to them as url(#hatch-<id>). */
export function definePatterns(zones) {
  const patterns = zones.map(({ id, colour, angle, spacing }) =>
    element(
      "pattern",
      {
        id: `hatch-${id}`,
        patternUnits: "userSpaceOnUse",
        width: spacing,
        height: spacing,
        patternTransform: `rotate(${angle})`,
      },
      [element("line", { x1: 0, y1: 0, x2: 0, y2: spacing, stroke: colour, "stroke-width": 2 })],
    ),
  );
  const holder = element("svg", { class: "sea-of-patterns", "aria-hidden": "true" }, [
    element("defs", {}, patterns),
  ]);
  document.body.append(holder);
}

/** A sample of a zone's hatch for a legend. */
export function hatchSample({ id, colour }) {
  const box = { width: "100%", height: "100%", fill: `url(#hatch-${id})`, stroke: colour };
  return element("svg", { class: "swatch", "aria-hidden": "true" }, [element("rect", box)]);
}
