// Heads of arrows, the wider the line the larger: the widest too are seen to point somewhere.

import { svg } from "#map/elements.js";

/** Length and breadth of a head in pixels. */
export const head = (weight) => [6 + 1.1 * weight, 5.5 + 1.8 * weight];

export class Heads {
  constructor() {
    this.held = svg("defs", {});
    this.made = new Set();
    const holder = { class: "sea-of-patterns", "aria-hidden": "true" };
    document.body.append(svg("svg", holder, [this.held]));
  }

  /** Where the head of a line lies, for its attribute marker-end: one for each width in pixels. */
  of(kind, colour, weight) {
    const size = Math.round(weight);
    const id = `head-${kind}-${size}`;
    if (!this.made.has(id)) this.held.append(this.draw(id, colour, head(size)));
    this.made.add(id);
    return `url(#${id})`;
  }

  draw(id, colour, [markerWidth, markerHeight]) {
    const marker = {
      id,
      viewBox: "0 0 10 10",
      preserveAspectRatio: "none",
      // Half way along, the head is still broader than its line.
      refX: 5,
      refY: 5,
      markerWidth,
      markerHeight,
      markerUnits: "userSpaceOnUse",
      orient: "auto",
    };
    return svg("marker", marker, [svg("path", { d: "M 0 0 L 10 5 L 0 10 z", fill: colour })]);
  }
}
