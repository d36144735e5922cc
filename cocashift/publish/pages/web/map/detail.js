// The box with the figures of one municipality, and its hectares in all years.

import { text } from "#map/elements.js";
import { sparkline } from "#map/sparkline.js";

export function showDetail(row, data, numbers) {
  const { years, scenarios, words, themes, series, series_years } = data;
  const figure = (value) => (value === null ? words.no_figure : numbers.hectares(value));
  const kinds = Object.fromEntries(
    themes.map(({ id, classes, of }) => [id, classes[of[row.place]].label]),
  );
  const facts = [
    [words.first, figure(row.first)],
    [words.last, figure(row.last)],
  ];
  if (row.first !== null && row.last !== null) {
    const change = row.last - row.first;
    facts.push([words.change_ha, `${numbers.change(change)} ha`]);
    facts.push([words.change, numbers.change((10000 * change) / row.area_ha, 1)]);
  }
  facts.push([words.kind, kinds.kind], [words.permanence, kinds.permanence]);
  for (const [id, label] of Object.entries(scenarios)) facts.push([label, numbers.share(row[id])]);
  if (row.inside !== null) {
    const range = `${numbers.plain(row.inside_lower)}–${numbers.hectares(row.inside_upper)}`;
    facts.push([words.inside, `${numbers.hectares(row.inside)} (${range})`]);
  }
  for (const year of years) {
    facts.push([words[`sprayed_${year}`], figure(row[`sprayed_${year}`])]);
    facts.push([words[`manual_${year}`], figure(row[`manual_${year}`])]);
  }
  document.getElementById("detail-title").textContent =
    `${row.municipality}, ${row.department} (${row.divipola})`;
  document
    .getElementById("detail")
    .replaceChildren(...facts.flatMap(([term, fact]) => [text("dt", term), text("dd", fact)]));
  const line = series[row.divipola];
  document
    .getElementById("sparkline")
    .replaceChildren(
      ...(line ? [sparkline(series_years, line, years, words.all_years, numbers)] : []),
    );
}
