// Tables of pages to read: on a phone each row is a card whose figures carry their column's name.

export function labelCells() {
  for (const table of document.querySelectorAll(".wide table:has(thead tr)")) {
    const labels = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    for (const row of table.tBodies[0].rows)
      // A cell under all columns is of none.
      for (const cell of row.cells)
        cell.dataset.label = cell.colSpan > 1 ? "" : (labels[cell.cellIndex] ?? "");
    table.dataset.stacks = "";
    // Drawn as blocks they would be no tables any more to who hears them.
    table.setAttribute("role", "table");
    for (const row of table.rows) row.setAttribute("role", "row");
    for (const cell of table.querySelectorAll("td")) cell.setAttribute("role", "cell");
    for (const head of table.querySelectorAll("thead th"))
      head.setAttribute("role", "columnheader");
  }
}
