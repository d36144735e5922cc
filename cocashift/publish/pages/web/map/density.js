// Classes of coca per area in one year. Missing, none and little are three things.

import { text } from "#map/elements.js";

/** The position of a value among ascending breaks: 0 below the first. */
export function classOf(value, breaks) {
  return breaks.filter((limit) => value >= limit).length;
}

/** The colour of a municipality in the year at a place of the series. */
export function colourAt(data, id, place) {
  const { theme, series, area_ha } = data;
  const hectares = series[id]?.[place];
  if (hectares === undefined || hectares === null) return theme.missing;
  if (hectares === 0) return theme.none;
  return theme.colours[classOf((10000 * hectares) / area_ha[id], theme.breaks)];
}

export function listClasses({ theme, words }) {
  const classes = theme.colours.map((colour, place) => [colour, theme.labels[place]]).reverse();
  classes.push([theme.none, words.no_coca], [theme.missing, words.not_in_table]);
  const items = classes.map(([colour, label]) => {
    const item = text("li", label);
    const swatch = text("span", "", { class: "swatch" });
    swatch.style.background = colour;
    item.prepend(swatch);
    return item;
  });
  document.getElementById("classes").replaceChildren(...items);
}
