// Circles whose area is the hectares gained (filled) or lost (a ring).

import { svg } from "#map/elements.js";

const GAIN = { fillOpacity: 0.65, weight: 1 };
const LOSS = { fillOpacity: 0, weight: 2.5 };

/** The radius in pixels of a change in hectares: area grows with the change. */
export function radius(change) {
  return Math.sqrt(Math.abs(change)) * 0.6;
}

// What the legend's circles stand for, in hectares.
const SAMPLES = [2000, 500, 100];

/** Circles of known hectares, one in another, each with a line to its figure. */
function sizes({ gain }, numbers) {
  const most = radius(SAMPLES[0]);
  // Room for the figure beside the largest.
  const high = 2 * most + 14;
  const drawing = svg("svg", { viewBox: `0 0 200 ${high}`, width: 200, height: high, role: "img" });
  const told = SAMPLES.map((hectares) => numbers.hectares(hectares));
  drawing.setAttribute("aria-label", told.join(", "));
  SAMPLES.forEach((hectares, place) => {
    const r = radius(hectares);
    const top = high - 2 - 2 * r;
    const ring = { cx: most + 2, cy: high - 2 - r, r, fill: "none" };
    const line = { d: `M${most + 2} ${top}H${2 * most + 14}`, class: "lead-line" };
    const figure = svg("text", { x: 2 * most + 18, y: top + 4 + place });
    figure.textContent = told[place];
    const circle = svg("circle", ring);
    circle.style.stroke = gain;
    drawing.append(circle, svg("path", line), figure);
  });
  return drawing;
}

export function drawCircles(map, rows, { gain, loss }, box, state, numbers) {
  const legend = document.getElementById("circle-sizes");
  legend.append(sizes({ gain }, numbers));
  const moved = rows.filter(
    (row) => row.first !== null && row.last !== null && row.last !== row.first,
  );
  // Small circles lie above large ones.
  const change = (row) => row.last - row.first;
  moved.sort((a, b) => Math.abs(change(b)) - Math.abs(change(a)));
  let circles = null;
  const draw = () =>
    L.layerGroup(
      moved.map((row) =>
        L.circleMarker([row.lat, row.lon], {
          pane: "circles",
          interactive: false,
          radius: radius(change(row)),
          ...(change(row) > 0 ? { ...GAIN, color: gain } : { ...LOSS, color: loss }),
        }),
      ),
    );
  const show = () => {
    legend.hidden = !box.checked;
    if (box.checked) (circles ??= draw()).addTo(map);
    else circles?.remove();
  };
  box.addEventListener("change", () => {
    show();
    state.set({ circles: box.checked ? "on" : null });
  });
  box.checked = state.parts.circles === "on";
  show();
}
