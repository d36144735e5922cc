// The head of the list: what it is sorted by is said there, and changed.

import { text } from "#map/elements.js";
import { axis } from "#zones/interval.js";

/** Columns in their order: a name, the head they stand under, and what they sort by if anything. */
export function columns({ methods, years }, words) {
  const [[, best], ...others] = methods;
  const coca = (turn) => words.coca.replace("{year}", years[turn]);
  return [
    { label: words.zone, sort: "name" },
    { label: coca(0), sort: "first", over: best },
    { label: coca(1), sort: "last", over: best },
    { label: words.scale, over: best, drawn: true },
    { label: words.change, sort: "change", over: best },
    { label: words.known, sort: "known", over: best },
    ...others.flatMap(([, name]) => [0, 1].map((turn) => ({ label: coca(turn), over: name }))),
    { label: words.all_years },
  ];
}

/** Write the head; gives what marks the column that the list is sorted by. */
export function writeHead(table, heads, { most, numbers }, sort) {
  const over = text("tr", "", { class: "over" });
  const own = text("tr", "");
  heads.forEach((head, at) => {
    if (at && head.over && head.over === heads[at - 1].over) over.lastChild.colSpan += 1;
    else over.append(text(head.over ? "th" : "td", head.over ?? "", { scope: "colgroup" }));
    const cell = text("th", "", { scope: "col", class: head.drawn ? "drawn" : "number" });
    if (!at) cell.className = "";
    // On paper: a button in a head is drawn on the first sheet only.
    cell.dataset.label = head.label;
    if (head.sort) {
      const button = text("button", head.label, { type: "button" });
      button.addEventListener("click", () => sort(head.sort));
      cell.append(button);
    } else {
      cell.append(text("span", head.label));
    }
    if (head.drawn) cell.append(axis(most, numbers));
    own.append(cell);
    head.cell = cell;
  });
  for (const cell of over.querySelectorAll("td")) cell.removeAttribute("scope");
  table.tHead.replaceChildren(over, own);
  return (key, falling) => {
    for (const { sort: by, cell } of heads) {
      if (by === key) cell.setAttribute("aria-sort", falling ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
  };
}
