// What lies beneath the flows, paler than on the map of change; and what their width means.

import { svg, text } from "#map/elements.js";
import { Places } from "#map/places.js";
import { Tip } from "#map/tip.js";

const QUIET = "var(--card)";
// How much of a class's colour is seen beneath the arrows: the page's own styles say it.
const muted = (colour) => `color-mix(in srgb, ${colour} var(--muted), var(--card))`;

/** Draw the municipalities by their change; pointed at, they tell it. */
export function drawBeneath(map, { topology, painted, changes }, numbers) {
  const tip = new Tip(map);
  const act = {
    point(id, latlng) {
      if (!changes[id]) return tip.hide();
      const [name, change] = changes[id];
      const told = text("div", name);
      told.append(text("b", `${numbers.change(change)} ha`));
      tip.show(latlng, told);
    },
    leave: () => tip.hide(),
    choose() {},
    drop() {},
  };
  const fill = (id) => muted(painted[changes[id][2]]);
  new Places(map, topology, new Set(Object.keys(changes)), fill, { quiet: QUIET, act });
}

/** How wide an arrow is for how much: the most, and a quarter and a twentieth of it. */
export function showWidths(read, most, wide, much) {
  const largest = read.find(({ share }) => share === most);
  const rows = [1, 0.25, 0.05].map((part) => {
    const flow = { coca_ha: largest?.coca_ha ?? null, share: most * part };
    if (flow.coca_ha !== null) flow.coca_ha *= part;
    const y1 = 6;
    const line = svg("line", { x1: 2, x2: 46, y1, y2: y1, "stroke-width": wide(flow.share) });
    const row = text("p", "");
    row.append(svg("svg", { viewBox: "0 0 48 12", "aria-hidden": "true" }, [line]), much(flow));
    return row;
  });
  document.getElementById("widths").replaceChildren(...(largest ? rows : []));
}
