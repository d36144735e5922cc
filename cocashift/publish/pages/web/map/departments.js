// The theme of departments: their borders dissolved, drawn over the municipalities when asked for.

import { facts, heading } from "#map/card.js";
import { text } from "#map/elements.js";

/** Tell a department's total in the card. */
export function showDepartment({ divipola, department }, { themes, years, words }, numbers) {
  const { units } = themes.find(({ id }) => id === "department");
  const [first, last, change] = units[divipola] ?? [null, null, null];
  const figure = (value, write) => (value === null ? words.no_figure : write(value));
  const plain = (value) => numbers.plain(value);
  const share = first > 0 && change !== null ? ` (${numbers.growth(change / first)})` : "";
  const lines = [
    [years[0], figure(first, plain)],
    [years[1], figure(last, plain)],
    [words.change_ha, `${figure(change, (value) => numbers.change(value))}${share}`],
  ];
  document
    .getElementById("card-body")
    .replaceChildren(
      heading(department, `${words.a_department} · ${divipola}`, true),
      facts(["", "ha"], lines),
    );
}

export function offerDepartments(map, { topology, departments }, themes, numbers) {
  const theme = themes.find(({ id }) => id === "department");
  const { codes } = theme;
  const names = new Map(departments.map(([code, name]) => [code, name]));
  const { geometries } = topology.objects.municipalities;
  let layer = null;

  function told(code) {
    const [first, last, change] = theme.units[code];
    const box = text("div", names.get(code));
    if (change !== null) {
      const line = `${numbers.change(change)} ha (${numbers.plain(first)} → ${numbers.plain(last)})`;
      box.append(text("b", line));
    }
    return box;
  }

  function draw() {
    const shapes = codes.map((code) => {
      const inside = geometries.filter(({ properties }) => properties.id.startsWith(code));
      return { type: "Feature", properties: { code }, geometry: topojson.merge(topology, inside) };
    });
    return L.geoJSON(shapes, {
      pane: "municipalities",
      style: ({ properties: { code } }) => ({
        className: "unit",
        weight: 0.8,
        fillColor: theme.classes[theme.of[codes.indexOf(code)]].colour,
        fillOpacity: 1,
      }),
      onEachFeature: ({ properties: { code } }, shape) =>
        shape.bindTooltip(told(code), { sticky: true, className: "tip" }),
    });
  }
  return (show) => {
    layer ??= show ? draw() : null;
    if (show) layer.addTo(map);
    else layer?.remove();
  };
}
