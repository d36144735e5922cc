// The list to take along: a table of what is listed, as figures and not as they are told.

/** Columns and rows of a CSV, by its columns' names. */
export function taken(units, { methods, years }) {
  const ends = ["p10", "p50", "p90"];
  const spread = (name, values) =>
    Object.fromEntries(ends.map((end, at) => [`${name}_${end}`, values?.[at] ?? null]));
  const rows = units.map((unit) => {
    const row = {
      zone: unit.zone,
      name: unit.name,
      departments: unit.departments.join("; "),
      municipalities: unit.municipalities.join("; "),
      area_ha: unit.area ?? null,
    };
    for (const [method] of methods)
      years.forEach((year, turn) =>
        Object.assign(row, spread(`coca_ha_${year}_${method}`, unit.coca?.[method]?.[turn])),
      );
    years.forEach((year, turn) => {
      row[`coca_ha_${year}_lower`] = unit.bounds?.[turn]?.[0] ?? null;
      row[`coca_ha_${year}_upper`] = unit.bounds?.[turn]?.[1] ?? null;
    });
    return Object.assign(row, spread(`change_ha_${methods[0][0]}`, unit.step));
  });
  return { columns: Object.keys(rows[0] ?? {}), rows };
}
