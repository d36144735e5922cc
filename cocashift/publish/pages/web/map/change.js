// The map of where cultivation rose and fell: what the reader asks for, and what answers.

import { startBar } from "#frame/bar.js";
import { emptyCard, showCard } from "#map/card.js";
import { called, landCost, units } from "#map/callouts.js";
import { drawCircles } from "#map/circles.js";
import { offerDepartments, showDepartment } from "#map/departments.js";
import { offerDownloads } from "#map/downloads.js";
import { offerGrid } from "#map/grid.js";
import { drawInsets } from "#map/insets.js";
import { offerLargest } from "#map/largest.js";
import { showLegend } from "#map/legend.js";
import { nameMap } from "#map/names.js";
import { Numbers } from "#map/numbers.js";
import { Places } from "#map/places.js";
import { clearOf } from "#map/room.js";
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
import { showUnit } from "#map/unit.js";
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
  // What the card is of while no municipality is chosen: a zone of the address, or a department.
  let kept = null;

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
      if (!chosen && !kept) showCard(row, data, numbers, { pinned: false });
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
      rest();
      state.set({ place: null });
      name();
    },
  };

  function rest() {
    if (kept) kept.card();
    else emptyCard(words);
  }

  /** Let go what the card is of: the municipality first, then what it lies over. */
  function letGo() {
    if (kept && !chosen) kept.away();
    else act.drop();
  }

  const release = (gone) => () => {
    if (kept === gone()) kept = null;
    if (!chosen) rest();
    name();
  };

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
  const choose = (row) => (row.municipality ? act.choose(row.divipola, true) : toDepartment(row));
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
  document.getElementById("unpin").addEventListener("click", letGo);
  document.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && !target.closest("#search, details, [popover]")) letGo();
  });

  function toDepartment(found) {
    const inside = [...places.features.values()].filter(({ properties }) =>
      properties.id.startsWith(found.divipola),
    );
    const own = {
      card: () => showDepartment(found, data, numbers),
      away: release(() => own),
    };
    kept = own;
    act.drop();
    rise();
    map.fitBounds(L.geoJSON(inside).getBounds(), { animate: false, ...clearOf(map) });
  }

  offerLargest(rows, words, numbers, (row) => act.choose(row.divipola, true));
  emptyCard(words);
  const { place, at } = state.parts;
  const unit = showUnit(
    map,
    zones.zones,
    state,
    data,
    numbers,
    release(() => unit),
  );
  if (unit) {
    kept = unit;
    rest();
    rise();
    if (!at) unit.frame();
  }
  if (byCode.has(place)) act.choose(place, !at);
}
