// The map of where cultivation rose and fell.

import { drawGround, drawMunicipalities, layPanes } from "#map/basemap.js";
import { drawCircles } from "#map/circles.js";
import { showDetail } from "#map/detail.js";
import { text } from "#map/elements.js";
import { furnish } from "#map/furniture.js";
import { definePatterns } from "#map/hatches.js";
import { showLegend } from "#map/legend.js";
import { offerMasks } from "#map/masks.js";
import { Numbers } from "#map/numbers.js";
import { readPlace, writePlace } from "#map/permalink.js";
import { offerSearch } from "#map/search.js";
import { fillTable } from "#map/table.js";

export function start(map, data) {
  const rows = data.rows.map((values, place) => ({ place, ...named(data.columns, values) }));
  const byCode = new Map(rows.map((row) => [row.divipola, row]));
  const numbers = new Numbers(data.locale);
  const tooltip = L.tooltip({ sticky: true });
  const asked = readPlace(location.hash);
  let theme = data.themes.find(({ id }) => id === asked.theme) ?? data.themes[0];
  let chosen = null;

  layPanes(map);
  drawGround(map, data);
  const fill = (id) => theme.classes[theme.of[byCode.get(id).place]].colour;
  const layer = drawMunicipalities(map, data.topology, fill, (id, shape) => ({
    mouseover: () => {
      shape.bindTooltip(tooltip.setContent(summary(byCode.get(id)))).openTooltip();
      if (!chosen) showDetail(byCode.get(id), data, numbers);
    },
    mouseout: () => shape.unbindTooltip(),
    click: () => choose(byCode.get(id), { move: false }),
  }));
  const shapes = new Map(layer.getLayers().map((shape) => [shape.feature.properties.id, shape]));

  function summary(row) {
    const known = row.first !== null && row.last !== null;
    const change = known ? `${numbers.change(row.last - row.first)} ha` : data.words.no_figure;
    return text("span", `${row.municipality}: ${change}`);
  }

  function choose(row, { move }) {
    if (chosen) layer.resetStyle(shapes.get(chosen.divipola));
    chosen = row;
    const shape = shapes.get(row.divipola);
    shape.setStyle({ weight: 2.5, color: "#000" }).bringToFront();
    showDetail(row, data, numbers);
    if (move) map.fitBounds(shape.getBounds().pad(1.5), { maxZoom: 9 });
    remember();
  }

  function paint(id) {
    theme = data.themes.find((each) => each.id === id);
    layer.eachLayer((shape) => shape.setStyle({ fillColor: fill(shape.feature.properties.id) }));
    showLegend(theme);
    remember();
  }

  function remember() {
    const { lat, lng } = map.getCenter();
    const place = { theme: theme.id, at: [lat, lng, map.getZoom()], place: chosen?.divipola };
    history.replaceState(null, "", writePlace(place));
  }

  offerThemes(data.themes, theme.id, paint);
  showLegend(theme);
  definePatterns(data.zones);
  offerMasks(map, data);
  drawCircles(map, rows, data.circles, document.getElementById("circles"));
  offerSearch(rows, (row) => choose(row, { move: true }));
  fillTable(rows, numbers, data.words, (row) => choose(row, { move: true }));
  furnish(map, data.words);

  if (asked.at) map.setView(asked.at.slice(0, 2), asked.at[2]);
  else map.fitBounds(layer.getBounds());
  if (byCode.has(asked.place)) choose(byCode.get(asked.place), { move: !asked.at });
  map.on("moveend", remember);
}

function named(columns, values) {
  return Object.fromEntries(columns.map((column, place) => [column, values[place]]));
}

function offerThemes(themes, current, paint) {
  const list = document.getElementById("theme");
  for (const { id, label } of themes) {
    const option = text("option", label);
    option.value = id;
    option.selected = id === current;
    list.append(option);
  }
  list.addEventListener("change", () => paint(list.value));
}
