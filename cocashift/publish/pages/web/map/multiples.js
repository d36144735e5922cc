// The regions as small curves on one scale; each leads to its place on the map.

import { runs } from "#map/chart.js";
import { svg, text } from "#map/elements.js";

const WIDE = 130;
const HIGH = 40;

/** Draw them into `holder`; gives what marks a year. */
export function multiples(holder, map, data, numbers) {
  const { in_regions: series, regions, series_years: years, words } = data;
  const all = Object.values(series).flat();
  const most = Math.max(...all.filter((value) => value !== null), 1);
  const made = Object.entries(series)
    .sort(([, a], [, b]) => Math.max(...b) - Math.max(...a))
    .map(([region, values]) => {
      const button = text("button", "", { type: "button" });
      const figure = text("span", "", { class: "figure" });
      const dot = svg("circle", { class: "dot last", r: 3 });
      const lines = runs(years, values, WIDE, HIGH, most).map((run) =>
        svg("polyline", { class: "series", points: run.map((point) => point.join(",")).join(" ") }),
      );
      const base = svg("line", { class: "rule", x1: 0, x2: WIDE, y1: HIGH, y2: HIGH });
      const box = `-3 -4 ${WIDE + 6} ${HIGH + 6}`;
      const drawing = svg("svg", { viewBox: box, "aria-hidden": "true" }, [base, ...lines, dot]);
      button.append(text("b", words[`region_${region}`]), figure, drawing);
      if (regions[region])
        button.addEventListener("click", () =>
          map.fitBounds(regions[region], { animate: false, padding: [12, 12], maxZoom: 9 }),
        );
      holder.append(button);
      return { values, figure, dot };
    });
  return (place) => {
    for (const { values, figure, dot } of made) {
      const value = values[place];
      figure.textContent = value === null ? words.no_figure : numbers.hectares(value);
      dot.classList.toggle("unseen", value === null);
      if (value === null) continue;
      dot.setAttribute("cx", (place / Math.max(years.length - 1, 1)) * WIDE);
      dot.setAttribute("cy", HIGH - (value / most) * HIGH);
    }
  };
}
