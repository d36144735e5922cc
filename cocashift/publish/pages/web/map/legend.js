// The legend follows the theme: a list of classes, or a matrix where a theme has two variables.

import { text } from "#map/elements.js";

export function showLegend(theme) {
  const inMatrix = theme.rows ? theme.rows.length * theme.columns.length : 0;
  const list = document.getElementById("classes");
  list.replaceChildren(...theme.classes.slice(inMatrix).map(item));
  const holder = document.getElementById("matrix");
  holder.replaceChildren(...(inMatrix ? [matrix(theme)] : []));
}

function swatch(colour) {
  const box = text("span", "", { class: "swatch" });
  box.style.background = colour;
  return box;
}

function item({ colour, label }) {
  const entry = text("li", label);
  entry.prepend(swatch(colour));
  return entry;
}

function matrix({ rows, columns, classes, row_title, column_title }) {
  const table = text("table", "", { class: "matrix" });
  const caption = text("caption", `${row_title} ↓  ${column_title} →`);
  const head = text("tr", "");
  head.append(text("td", ""), ...columns.map((label) => text("th", label, { scope: "col" })));
  const body = rows.map((label, row) => {
    const line = text("tr", "");
    line.append(
      text("th", label, { scope: "row" }),
      ...columns.map((_, column) => {
        const { colour, label: name } = classes[row * columns.length + column];
        const cell = text("td", "", { title: name });
        cell.append(swatch(colour), text("span", name, { class: "unseen" }));
        return cell;
      }),
    );
    return line;
  });
  table.append(caption, head, ...body.reverse());
  return table;
}
