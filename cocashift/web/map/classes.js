// Which class a municipality falls in. Missing, none in either year, and unchanged are three things.

/** The change per 100 km², or null where a figure is missing. */
export function changeDensity(row) {
  if (row.first === null || row.last === null) return null;
  return (10000 * (row.last - row.first)) / row.area_ha;
}

/** The position of a value among ascending breaks: 0 below the first, breaks.length from the last. */
export function classOf(value, breaks) {
  return breaks.filter((limit) => value >= limit).length;
}

/** The fill colour of a municipality by its change per area. */
export function changeColour(row, theme) {
  const density = changeDensity(row);
  if (density === null) return theme.missing;
  if (row.first === 0 && row.last === 0) return theme.none;
  return theme.colours[classOf(density, theme.breaks)];
}
