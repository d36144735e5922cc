// What the maps of years share: stage, search, card of a municipality, legend and downloads.

import { startBar } from "#frame/bar.js";
import { emptyCard, showYears } from "#map/card.js";
import { offerDownloads } from "#map/downloads.js";
import { drawInsets } from "#map/insets.js";
import { showLegend } from "#map/legend.js";
import { nameMap } from "#map/names.js";
import { Numbers } from "#map/numbers.js";
import { Places } from "#map/places.js";
import { offerSearch } from "#map/search.js";
import { startSheet } from "#map/sheet.js";
import { setStage } from "#map/stage.js";
import { State } from "#map/state.js";
import { text } from "#map/elements.js";
import { Tip } from "#map/tip.js";

/** Start a map of years; `place` gives the year shown, `marks` the years that a card tells. */
export function startYears(map, data, { place, marks }) {
  const { theme, words, names, series, series_years } = data;
  const numbers = new Numbers(data.locale);
  const state = new State();
  setStage(map, data, state);
  const tip = new Tip(map);
  const rise = startSheet(map, words);
  const missing = theme.classes.at(-1).colour;
  const colour = (id, at) => (theme.of[id] ? theme.classes[theme.of[id][at]].colour : missing);
  const page = { numbers, state, colour, chosen: null, pointed: null, drawn: [], data, marks };
  startBar();

  function told(id) {
    const box = text("div", names[id].join(", "));
    const value = series[id]?.[place()] ?? null;
    const year = series_years[place()];
    const figure = series[id]
      ? value === null
        ? words.no_figure
        : numbers.hectares(value)
      : words.not_in_table;
    box.append(text("b", `${year}: ${figure}`));
    return box;
  }
  const act = {
    point(id, latlng) {
      tip.show(latlng, told(id));
      page.pointed = id;
      if (!page.chosen) aboutYears(page);
    },
    leave: () => tip.hide(),
    choose(id, move = false) {
      if (id === page.chosen) return act.drop();
      page.chosen = id;
      for (const places of page.drawn) places.outline(id);
      aboutYears(page);
      state.set({ place: id });
      rise();
      if (move || !map.getBounds().contains(data.points[id])) page.drawn[0].show(id);
    },
    drop() {
      page.chosen = page.pointed = null;
      for (const places of page.drawn) places.outline(null);
      aboutYears(page);
      state.set({ place: null });
    },
  };
  page.choose = act.choose;
  page.draw = (at) => {
    const recorded = new Set(Object.keys(series));
    const places = new Places(map, data.topology, recorded, (id) => colour(id, at()), {
      quiet: missing,
      act,
    });
    page.drawn.push(places);
    if (page.drawn.length === 1) {
      const repaint = drawInsets(map, places, null, data, (id) => names[id][0]);
      repaint((id) => colour(id, at()));
      if (state.parts.place in names) act.choose(state.parts.place, !state.parts.at);
    }
    return places;
  };
  const rows = Object.entries(names).map(([divipola, [municipality, department]]) => ({
    divipola,
    municipality,
    department,
    weight: series[divipola]?.[series_years.indexOf(data.years[1])] ?? 0,
  }));
  offerSearch(rows, words, (row) => {
    if (row.municipality) return act.choose(row.divipola, true);
    const inside = [...page.drawn[0].features.values()].filter(({ properties }) =>
      properties.id.startsWith(row.divipola),
    );
    map.fitBounds(L.geoJSON(inside).getBounds(), { animate: false });
  });
  nameMap(map, data, {
    units: rows
      .filter(({ weight }) => weight)
      .sort((a, b) => b.weight - a.weight)
      .map(({ divipola, municipality }) => ({ lines: [municipality], at: data.points[divipola] })),
  });
  page.legend = () => {
    const shown = Object.keys(names).map(
      (id) => theme.of[id]?.[place()] ?? theme.classes.length - 1,
    );
    const bars = words.bars_in.replace("{year}", series_years[place()]);
    showLegend({ ...theme, of: shown }, { ...words, bars }, numbers);
  };
  page.legend();
  document.getElementById("unpin").addEventListener("click", act.drop);
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && !target.closest("#search, details, [popover]")) act.drop();
  });
  offerDownloads(map, () => ({
    name: `cocashift-${series_years[place()]}`,
    title: words.page,
    credits: words.credits,
    columns: ["divipola", "municipality", "department", ...series_years],
    rows: () =>
      rows
        .filter(({ divipola }) => series[divipola])
        .map((row) => ({
          ...row,
          ...Object.fromEntries(series_years.map((year, at) => [year, series[row.divipola][at]])),
        })),
    legend: theme.classes,
  }));
  emptyCard(words, words.point);
  return page;
}

/** Tell of the municipality chosen, or else of the one pointed at. */
export function aboutYears({ chosen, pointed, data, numbers, marks }) {
  const id = chosen ?? pointed;
  if (id) showYears(id, data, numbers, { marked: marks(), pinned: Boolean(chosen) });
  else emptyCard(data.words, data.words.point);
}
