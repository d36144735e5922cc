// The theme of departments: their borders dissolved, drawn over the municipalities when asked for.

import { text } from "#map/elements.js";

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
