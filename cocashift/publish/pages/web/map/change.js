// The map of where cultivation rose and fell: what the reader asks for, and what answers.

import { startBar } from "#frame/bar.js";
import { emptyCard, showCard } from "#map/card.js";
import { called, landCost, units } from "#map/callouts.js";
import { drawCircles } from "#map/circles.js";
import { offerDepartments } from "#map/departments.js";
import { offerDownloads } from "#map/downloads.js";
import { offerGrid } from "#map/grid.js";
import { drawInsets } from "#map/insets.js";
import { Kept } from "#map/kept.js";
import { offerLargest } from "#map/largest.js";
import { showLegend } from "#map/legend.js";
import { nameMap } from "#map/names.js";
import { Numbers } from "#map/numbers.js";
import { Places } from "#map/places.js";
import { colourOf, columnsOf, isRecorded, listed, named } from "#map/rows.js";
import { offerSearch } from "#map/search.js";
import { startSheet } from "#map/sheet.js";
import { setStage } from "#map/stage.js";
import { State } from "#map/state.js";
import { drawSwarm } from "#map/swarm.js";
import { Table } from "#map/table.js";
import { offerTabs } from "#map/tabs.js";
import { offerThemes } from "#map/themes.js";
import { summary, Tip } from "#map/tip.js";
import { Zones } from "#map/zones.js";

export function start(map, data) {
  const { words, themes } = data;
  const rows = data.rows.map((values, place) => named(data.columns, values, place));
  const byCode = new Map(rows.map((row) => [row.divipola, row]));
  const numbers = new Numbers(data.locale);
  const state = new State();
  const recorded = new Set(rows.filter((row) => isRecorded(row, data)).map((row) => row.divipola));
  const missing = themes[0].classes.at(-1).colour;
  let theme = themes.find(({ id }) => id === state.parts.theme) ?? themes[0];
  let chosen = null;

  startBar();
  setStage(map, data, state);
  const tip = new Tip(map);
  const rise = startSheet(map, words);

  const act = {
    point(id, latlng) {
      const row = byCode.get(id);
      swarm.mark(id);
      if (latlng) tip.show(latlng, summary(row, words, numbers, zones.at(latlng)));
      else tip.show([row.lat, row.lon], summary(row, words, numbers, []));
      if (!chosen && !kept.own) showCard(row, data, numbers, { pinned: false });
    },
    leave() {
      tip.hide();
      swarm.mark(chosen);
    },
    choose(id, move = false) {
      if (id === chosen) return act.drop();
      chosen = id;
      const row = byCode.get(id);
      showCard(row, data, numbers, {
        pinned: true,
        inZones: zones.at({ lat: row.lat, lng: row.lon }),
      });
      places.outline(id);
      swarm.mark(id);
      state.set({ place: id });
      rise();
      if (move || !map.getBounds().contains([row.lat, row.lon])) places.show(id);
      name();
    },
    drop() {
      chosen = null;
      places.outline(null);
      swarm.mark(null);
      kept.show();
      state.set({ place: null });
      name();
    },
  };

  const { drop } = act;
  const kept = new Kept(map, data, numbers, { chosen: () => chosen, drop, rise });
  const fill = (id) => colourOf(theme, byCode.get(id).place, themes);
  const places = new Places(map, data.topology, recorded, fill, { quiet: missing, act });
  const zones = new Zones(map, data, state);
  const department = offerDepartments(map, data, themes, numbers);
  const showGrid = offerGrid(
    map,
    themes.find(({ id }) => id === "grid"),
  );
  const repaintInsets = drawInsets(map, places, zones, data, (id) => byCode.get(id).municipality);

  function paint(id) {
    theme = themes.find((each) => each.id === id);
    places.repaint(fill);
    repaintInsets((code) => colourOf(theme, byCode.get(code).place, themes));
    department(theme.id === "department");
    showGrid(theme.id === "grid");
    showLegend(theme, words, numbers);
    // Dots are municipalities: what is told of others leaves them the colours of their change.
    const ofDots = theme.of && !theme.units ? theme : themes[0];
    swarm.paint((row) => colourOf(ofDots, row.place, themes));
    state.set({ theme: id });
  }

  const swarm = drawSwarm(document.getElementById("swarm"), rows, words, numbers, act);
  offerThemes(theme.id, paint);
  paint(theme.id);
  drawCircles(map, rows, data.circles, document.getElementById("circles"), state, numbers);
  const choose = (row) =>
    row.municipality ? act.choose(row.divipola, true) : kept.department(row, places);
  offerSearch(rows, words, choose);
  const table = new Table(listed(rows), columnsOf(words), {
    sort: "change",
    words,
    numbers,
    choose: (row) => act.choose(row.divipola, true),
  });
  offerTabs(state, () => map.invalidateSize({ animate: false }));
  const name = nameMap(map, data, {
    calls: called(rows, data.called_out, numbers),
    units: units(rows, numbers),
    cost: landCost(data.topology),
  });
  offerDownloads(map, () => ({
    name: `cocashift-${theme.id}`,
    title: `${words.page} · ${theme.label}`,
    credits: words.credits,
    columns: data.columns,
    rows: () => table.shown,
    legend: theme.classes,
  }));
  document.getElementById("unpin").addEventListener("click", () => kept.letGo());
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && !target.closest("#search, details, [popover]")) kept.letGo();
  });

  offerLargest(rows, words, numbers, (row) => act.choose(row.divipola, true));
  emptyCard(words);
  const { place, at } = state.parts;
  kept.unit(zones.zones, state);
  if (byCode.has(place)) act.choose(place, !at);
}
