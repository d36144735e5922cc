// Circles whose area is the hectares gained (filled) or lost (a ring).

const GAIN = { fillOpacity: 0.65, weight: 1 };
const LOSS = { fillOpacity: 0, weight: 2.5 };

/** The radius in pixels of a change in hectares: area grows with the change. */
export function radius(change) {
  return Math.sqrt(Math.abs(change)) * 0.6;
}

export function drawCircles(map, rows, { gain, loss }, box, state) {
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
