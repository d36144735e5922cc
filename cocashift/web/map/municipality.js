// What a map of years tells about the municipality pointed at.

import { sparkline } from "#map/sparkline.js";

export function tell(data, id, numbers) {
  const { names, series, series_years, years, words } = data;
  const values = series[id];
  document.getElementById("detail-title").textContent = `${names[id]} (${id})`;
  const figure = (year) => {
    const value = values?.[series_years.indexOf(year)] ?? null;
    return `${year}: ${value === null ? words.no_figure : numbers.hectares(value)}`;
  };
  document.getElementById("told").textContent = years.map(figure).join(" · ");
  const line = values ? [sparkline(series_years, values, years, words.all_years, numbers)] : [];
  document.getElementById("sparkline").replaceChildren(...line);
}
