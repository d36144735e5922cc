// Search by name or DIVIPOLA code, with the browser's own list of suggestions.

import { text } from "#map/elements.js";

/** A name as people type it: without accents or capitals. */
export function plain(name) {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** The row that a text names: by its suggestion or code, else the first whose name begins so. */
export function find(rows, asked) {
  const wanted = plain(asked);
  if (!wanted) return undefined;
  return (
    rows.find((row) => plain(suggestion(row)) === wanted || row.divipola === wanted) ??
    rows.find((row) => plain(row.municipality).startsWith(wanted))
  );
}

function suggestion(row) {
  return `${row.municipality}, ${row.department} (${row.divipola})`;
}

export function offerSearch(rows, choose) {
  const field = document.getElementById("search");
  const options = rows.map((row) => text("option", "", { value: suggestion(row) }));
  document.getElementById("suggestions").append(...options);
  field.addEventListener("change", () => {
    const row = find(rows, field.value);
    if (row) choose(row);
    field.setAttribute("aria-invalid", String(!row));
  });
}
