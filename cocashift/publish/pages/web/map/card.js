// The card of a municipality: its change, all its years, what of it is off limits, eradication.

import { chart } from "#map/chart.js";
import { svg, text } from "#map/elements.js";

export function emptyCard(words, hint) {
  document.getElementById("card-title").textContent = words.card;
  document
    .getElementById("card-body")
    .replaceChildren(text("p", hint ?? words.hint, { class: "quiet" }));
  document.getElementById("unpin").hidden = true;
  delete document.body.dataset.chosen;
}

export function heading(name, told, pinned) {
  document.getElementById("card-title").textContent = name;
  document.getElementById("unpin").hidden = !pinned;
  if (pinned) document.body.dataset.chosen = "";
  return text("p", told, { class: "card-told" });
}

/** The change in hectares, and what it comes from. */
function change(row, words, numbers) {
  const line = text("p", "", { class: "card-change" });
  const figure = (value) => (value === null ? words.no_figure : numbers.plain(value));
  if (row.first === null || row.last === null) {
    line.append(text("b", words.no_figure));
  } else {
    const grown = row.last - row.first;
    const way = grown > 0 ? "rise" : grown < 0 ? "fall" : "";
    line.append(text("b", `${numbers.change(grown)} ha`, { class: way }));
  }
  const share =
    row.first > 0 && row.last !== null ? ` (${numbers.growth(row.last / row.first - 1)})` : "";
  line.append(text("span", `${figure(row.first)} → ${figure(row.last)} ha${share}`));
  return line;
}

/** A bar from nothing to all of the coca: the least and the most off limits, and the estimate. */
function bounds(row, words, numbers) {
  if (row.inside === null || !row.last) return [];
  const head = text("p", "", { class: "card-row" });
  head.append(text("span", words.inside), text("b", numbers.hectares(row.inside)));
  const x = (hectares) => 6 + (288 * hectares) / row.last;
  const bar = svg("svg", { class: "bounds", viewBox: "0 0 300 16", "aria-hidden": "true" }, [
    svg("line", { class: "all", x1: 6, x2: 294, y1: 8, y2: 8 }),
    svg("line", { class: "span", x1: x(row.inside_lower), x2: x(row.inside_upper), y1: 8, y2: 8 }),
    svg("circle", { cx: x(row.inside), cy: 8, r: 5 }),
  ]);
  const ends = text("p", "", { class: "card-row quiet" });
  ends.append(
    text("span", words.least.replace("{hectares}", numbers.hectares(row.inside_lower))),
    text("span", words.most.replace("{hectares}", numbers.hectares(row.inside_upper))),
  );
  return [head, bar, ends];
}

/** A table of facts: each line has a name and its figures. */
export function facts(heads, lines) {
  const made = text("table", "", { class: "facts" });
  const row = (tag, [first, ...cells]) => {
    const line = text("tr", "");
    line.append(
      first ? text("th", first, { scope: tag === "th" ? "col" : "row" }) : text("td", ""),
      ...cells.map((cell) => text(tag, cell, { class: "number" })),
    );
    return line;
  };
  made.append(row("th", heads), ...lines.map((line) => row("td", line)));
  return made;
}

/** Show a municipality of the map of change. */
export function showCard(row, data, numbers, { pinned, inZones = [] }) {
  const { years, scenarios, words, themes, series, series_years } = data;
  const told = heading(row.municipality, `${row.department} · ${row.divipola}`, pinned);
  const parts = [told, change(row, words, numbers)];
  const line = series[row.divipola];
  const marks = [
    [years[0], "first"],
    [years[1], "last"],
  ];
  if (line) parts.push(chart(series_years, line, marks, words.all_years, numbers));
  else parts.push(text("p", words.not_in_table, { class: "quiet" }));
  parts.push(...bounds(row, words, numbers));
  const kinds = ["kind", "permanence"].map((id) => {
    const theme = themes.find((each) => each.id === id);
    return theme.classes[theme.of[row.place]].label;
  });
  if (line) parts.push(text("p", kinds.join(" · "), { class: "card-kinds" }));
  if (inZones.length)
    parts.push(text("p", `${words.in_zones} ${inZones.join("; ")}`, { class: "quiet" }));
  const figure = (value) => (value === null ? words.no_figure : numbers.plain(value));
  const eradicated = ["sprayed", "manual"].map((kind) => [
    words[`${kind}_ha`],
    ...years.map((year) => figure(row[`${kind}_${year}`])),
  ]);
  if (eradicated.some((cells) => cells.slice(1).some((cell) => cell !== words.no_figure)))
    parts.push(facts(["", ...years], eradicated));
  const shares = scenarios.map((name) => [
    words[`reading_${name}`] ?? name,
    numbers.share(row[`off_limits_share_${name}`]),
  ]);
  parts.push(facts([words.area_off_limits, ""], shares));
  document.getElementById("card-body").replaceChildren(...parts);
}

/** Show a municipality of a map of years: the year shown first. */
export function showYears(id, data, numbers, { marked, pinned }) {
  const { names, series, series_years, words } = data;
  const [municipality, department] = names[id];
  const told = heading(municipality, `${department} · ${id}`, pinned);
  const values = series[id];
  const figure = (year) => {
    const value = values?.[series_years.indexOf(year)] ?? null;
    return value === null ? words.no_figure : numbers.hectares(value);
  };
  const list = text("dl", "", { class: "card-years", id: "told" });
  for (const [year, name] of marked)
    list.append(text("dt", year, { class: name }), text("dd", figure(year), { class: name }));
  const line = values ? [chart(series_years, values, marked, words.all_years, numbers)] : [];
  document.getElementById("card-body").replaceChildren(told, list, ...line);
}
