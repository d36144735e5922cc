// A table of the municipalities with coca in either year; a chosen row moves the map.

import { text } from "#map/elements.js";

/** Sort rows by a column; rows without a figure come last either way. */
export function sorted(rows, key, falling) {
  const sign = falling ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (a[key] === null || b[key] === null) return (a[key] === null) - (b[key] === null);
    if (typeof a[key] === "string") return sign * a[key].localeCompare(b[key]);
    return sign * (a[key] - b[key]);
  });
}

export function fillTable(rows, numbers, words, choose) {
  const grown = rows
    .filter((row) => row.first || row.last)
    .map((row) => ({
      ...row,
      change: row.first === null || row.last === null ? null : row.last - row.first,
    }));
  const columns = [
    ["municipality", words.municipality],
    ["department", words.department],
    ["first", words.first],
    ["last", words.last],
    ["change", words.change_ha],
  ];
  const body = document.querySelector("#table tbody");
  const write = (key, falling) => {
    body.replaceChildren(
      ...sorted(grown, key, falling).map((row) => {
        const line = text("tr", "");
        const name = text("button", row.municipality, { type: "button" });
        name.addEventListener("click", () => choose(rows[row.place]));
        const first = text("td", "");
        first.append(name);
        const figure = (value, format) => (value === null ? words.no_figure : format(value));
        line.append(
          first,
          text("td", row.department),
          text(
            "td",
            figure(row.first, (value) => numbers.plain(value)),
            { class: "number" },
          ),
          text(
            "td",
            figure(row.last, (value) => numbers.plain(value)),
            { class: "number" },
          ),
          text(
            "td",
            figure(row.change, (value) => numbers.change(value)),
            { class: "number" },
          ),
        );
        return line;
      }),
    );
  };
  const heads = columns.map(([key, label]) => {
    const head = text("th", "", { scope: "col" });
    const button = text("button", label, { type: "button" });
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      write(key, falling);
    });
    head.append(button);
    return head;
  });
  document.querySelector("#table thead tr").append(...heads);
  heads[heads.length - 1].setAttribute("aria-sort", "descending");
  write("change", true);
}
