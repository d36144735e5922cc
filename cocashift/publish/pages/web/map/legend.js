// The legend follows the theme: a scale under a histogram, a list of kinds, or a matrix.

import { svg, text } from "#map/elements.js";

/** How many are in each class. */
export function counts(of, classes) {
  const found = new Array(classes.length).fill(0);
  for (const place of of ?? []) found[place] += 1;
  return found;
}

function swatch(colour) {
  const box = text("span", "", { class: "swatch" });
  box.style.background = colour;
  return box;
}

function item({ colour, label }, count) {
  const entry = text("li", "");
  entry.append(swatch(colour), text("span", label));
  if (count !== null) entry.append(text("span", `(${count})`, { class: "quiet" }));
  return entry;
}

const WIDE = 320;
const HIGH = 40;

/** A scale from left to right, low to high; bars over it count the units in each class. */
function scale(theme, numbers) {
  const { classes, scale: steps, of } = theme;
  const each = counts(of, classes);
  const shown = classes.slice(0, steps).map((kind, place) => ({ ...kind, count: each[place] }));
  shown.reverse();
  const most = Math.max(...shown.map(({ count }) => count), 1);
  const wide = WIDE / steps;
  const drawing = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH + 12}`, "aria-hidden": "true" });
  shown.forEach(({ colour, count }, place) => {
    const tall = of ? Math.sqrt(count / most) * HIGH : 0;
    const bar = { x: place * wide + 4, width: wide - 8, y: HIGH - tall, height: tall, fill: colour };
    const step = { x: place * wide, width: wide, y: HIGH, height: 12, fill: colour };
    drawing.append(svg("rect", { class: "bar", ...bar }), svg("rect", { class: "step", ...step }));
  });
  const list = text("ol", "", { class: "scale" });
  for (const { label, count, colour } of shown) {
    const entry = text("li", label);
    entry.style.setProperty("--colour", colour);
    if (of) entry.append(text("span", numbers.plain(count), { class: "count" }));
    list.append(entry);
  }
  return [drawing, list];
}

export function showLegend(theme, words, numbers) {
  const inMatrix = theme.rows ? theme.rows.length * theme.columns.length : 0;
  const each = counts(theme.of, theme.classes);
  const title = text("h2", theme.label, { id: "legend-title" });
  const parts = [title];
  if (theme.scale && theme.of)
    parts.push(text("p", theme.units ? words.bars_departments : words.bars, { class: "quiet" }));
  const about = words[`about_${theme.id}`];
  if (about) parts.push(text("p", about, { class: "quiet" }));
  if (theme.scale) parts.push(...scale(theme, numbers));
  if (inMatrix) parts.push(matrix(theme));
  const list = text("ul", "", { class: "legend", id: "classes" });
  theme.classes.forEach((kind, place) => {
    if (place >= Math.max(inMatrix, theme.scale ?? 0))
      list.append(item(kind, theme.of ? numbers.plain(each[place]) : null));
  });
  document.getElementById("legend").replaceChildren(...parts, list);
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
