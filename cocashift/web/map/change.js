// The map of where cultivation rose and fell.

import { drawGround, drawMunicipalities, layPanes } from "#map/basemap.js";
import { changeColour, changeDensity } from "#map/classes.js";
import { definePatterns, hatchSample } from "#map/hatches.js";
import { Numbers } from "#map/numbers.js";

export function start(map, data) {
  const rows = new Map(data.rows.map((values) => [values[0], named(data.columns, values)]));
  const numbers = new Numbers(data.locale);
  const tooltip = L.tooltip({ sticky: true });

  layPanes(map);
  drawGround(map, data.topology);
  const layer = drawMunicipalities(
    map,
    data.topology,
    (id) => changeColour(rows.get(id), data.theme),
    (id, shape) => ({
      mouseover: () => {
        shape.setStyle({ weight: 2, color: "#000" }).bringToFront();
        showDetail(rows.get(id), data, numbers);
        shape.bindTooltip(tooltip.setContent(summary(rows.get(id), numbers, data.words))).openTooltip();
      },
      mouseout: () => {
        shape.unbindTooltip();
        layer.resetStyle(shape);
      },
    }),
  );
  definePatterns(data.zones);
  offerMasks(map, data);
  showClasses(data.theme, data.words);
  L.control.zoom({ zoomInTitle: data.words.zoom_in, zoomOutTitle: data.words.zoom_out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix(false);
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", data.words.region);
  map.fitBounds(layer.getBounds());
}

function named(columns, values) {
  return Object.fromEntries(columns.map((column, place) => [column, values[place]]));
}

// Names come from data: they are set as text, never as markup.
function text(tag, content) {
  const node = document.createElement(tag);
  node.textContent = content;
  return node;
}

function summary(row, numbers, words) {
  const known = changeDensity(row) !== null;
  const change = known ? `${numbers.change(row.last - row.first)} ha` : words.no_figure;
  return text("span", `${row.municipality}: ${change}`);
}

function showDetail(row, { years, scenarios, words, kinds }, numbers) {
  const figure = (value) => (value === null ? words.no_figure : numbers.hectares(value));
  const density = changeDensity(row);
  const facts = [
    [words.first, figure(row.first)],
    [words.last, figure(row.last)],
    [words.kind, kinds[row.kind]],
  ];
  if (density !== null) {
    facts.push([words.change_ha, `${numbers.change(row.last - row.first)} ha`]);
    facts.push([words.change, numbers.change(density, 1)]);
  }
  for (const [id, label] of Object.entries(scenarios)) facts.push([label, numbers.share(row[id])]);
  for (const year of years) {
    facts.push([words[`sprayed_${year}`], figure(row[`sprayed_${year}`])]);
    facts.push([words[`manual_${year}`], figure(row[`manual_${year}`])]);
  }
  document.getElementById("detail-title").textContent =
    `${row.municipality}, ${row.department} (${row.divipola})`;
  document
    .getElementById("detail")
    .replaceChildren(...facts.flatMap(([term, fact]) => [text("dt", term), text("dd", fact)]));
}

function showClasses(theme, words) {
  const classes = theme.colours.map((colour, place) => [colour, theme.labels[place]]).reverse();
  classes.push([theme.none, words.none], [theme.missing, words.missing]);
  const items = classes.map(([colour, label]) => {
    const item = text("li", label);
    const swatch = document.createElement("span");
    swatch.className = "swatch";
    swatch.style.background = colour;
    item.prepend(swatch);
    return item;
  });
  document.getElementById("classes").replaceChildren(...items);
}

function offerMasks(map, { masks, zones }) {
  const choices = document.getElementById("masks");
  for (const zone of zones) {
    const shape = L.geoJSON(topojson.feature(masks, masks.objects[zone.id]), {
      pane: "masks",
      interactive: false,
      style: {
        color: zone.colour,
        weight: 0.8,
        fillColor: `url(#hatch-${zone.id})`,
        fillOpacity: 0.75,
      },
    });
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = zone.shown;
    box.addEventListener("change", () => (box.checked ? shape.addTo(map) : shape.remove()));
    if (zone.shown) shape.addTo(map);
    const label = text("label", "");
    label.append(box, hatchSample(zone), text("span", zone.label));
    choices.append(label);
  }
}
