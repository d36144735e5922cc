// What a map of years tells about the municipality pointed at or searched for.

import { offerSearch } from "#map/search.js";
import { sparkline } from "#map/sparkline.js";

export function tell(data, id, numbers) {
  const { names, series, series_years, years, words } = data;
  const values = series[id];
  document.getElementById("detail-title").textContent = `${names[id].join(", ")} (${id})`;
  const figure = (year) => {
    const value = values?.[series_years.indexOf(year)] ?? null;
    return `${year}: ${value === null ? words.no_figure : numbers.hectares(value)}`;
  };
  document.getElementById("told").textContent = years.map(figure).join(" · ");
  const line = values ? [sparkline(series_years, values, years, words.all_years, numbers)] : [];
  document.getElementById("sparkline").replaceChildren(...line);
}

/** Find a municipality, show it and tell its figures: for whoever does not point. */
export function offerMunicipalities(map, data, layer, numbers) {
  const shapes = new Map(layer.getLayers().map((shape) => [shape.feature.properties.id, shape]));
  const rows = Object.entries(data.names).map(([divipola, [municipality, department]]) => ({
    divipola,
    municipality,
    department,
  }));
  let found = null;
  offerSearch(rows, ({ divipola }) => {
    if (found) layer.resetStyle(found);
    found = shapes.get(divipola);
    found.setStyle({ weight: 2.5, color: "#000" }).bringToFront();
    map.fitBounds(found.getBounds().pad(1.5), { maxZoom: 9 });
    tell(data, divipola, numbers);
  });
}
