// The rows of the map of change: one for each municipality, null where there is no figure.

export function named(columns, values, place) {
  return { place, ...Object.fromEntries(columns.map((column, at) => [column, values[at]])) };
}

/** Whether a municipality has a figure in any year: the rest of the country is one quiet shape. */
export function isRecorded(row, { series }) {
  return row.first !== null || row.last !== null || row.divipola in series;
}

/** The colour of a municipality; a theme that has none for it lies over quiet ground. */
export function colourOf(theme, place, themes) {
  if (theme.of && !theme.units) return theme.classes[theme.of[place]].colour;
  return themes[0].classes.at(-1).colour;
}

/** Give rows their change, and the weight they have in a search; those with coca are the table's. */
export function listed(rows) {
  for (const row of rows) {
    row.change = row.first === null || row.last === null ? null : row.last - row.first;
    row.weight = row.last ?? 0;
  }
  return rows.filter((row) => row.first || row.last);
}

export function columnsOf(words) {
  return [
    { key: "municipality", label: words.municipality },
    { key: "department", label: words.department },
    { key: "first", label: words.first, kind: "ha" },
    { key: "last", label: words.last, kind: "ha" },
    { key: "change", label: words.change_ha, kind: "change" },
  ];
}
