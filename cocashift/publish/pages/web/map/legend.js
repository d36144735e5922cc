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
const HIGH = 38;
const STEP = 12;

/** A scale from left to right, low to high, its breaks beneath; bars over it count the units. */
function scale(theme, numbers) {
  const { classes, scale: steps, of, edges } = theme;
  const each = counts(of, classes);
  const shown = classes.slice(0, steps).map((kind, place) => ({ ...kind, count: each[place] }));
  shown.reverse();
  const most = Math.max(...shown.map(({ count }) => count), 1);
  const wide = WIDE / steps;
  const base = of ? HIGH + 12 : 0;
  const box = `0 0 ${WIDE} ${base + STEP + 14}`;
  const drawing = svg("svg", { viewBox: box, "aria-hidden": "true" });
  const write = (told, x, y, name) => {
    const node = svg("text", { x, y, class: name, "text-anchor": "middle" });
    node.textContent = told;
    drawing.append(node);
  };
  shown.forEach(({ colour, count }, place) => {
    const x = place * wide;
    if (of) {
      const height = Math.sqrt(count / most) * HIGH;
      const bar = { x: x + 5, width: wide - 10, y: base - height, height, fill: colour };
      drawing.append(svg("rect", { class: "bar-of", ...bar }));
      write(numbers.plain(count), x + wide / 2, base - height - 3, "count");
    }
    const step = { x, width: wide, y: base, height: STEP, fill: colour };
    drawing.append(svg("rect", { class: "step", ...step }));
  });
  edges.forEach((edge, place) => write(edge, (place + 1) * wide, base + STEP + 12, "edge"));
  const list = text("ol", "", { class: "scale unseen" });
  for (const { label, count } of shown)
    list.append(text("li", of ? `${label}: ${numbers.plain(count)}` : label));
  return [drawing, list];
}

export function showLegend(theme, words, numbers) {
  const inMatrix = theme.rows ? theme.rows.length * theme.columns.length : 0;
  const each = counts(theme.of, theme.classes);
  const title = text("h2", theme.label, { id: "legend-title" });
  const parts = [title];
  if (theme.scale && theme.of)
    title.append(
      text("span", theme.units ? words.bars_departments : words.bars, { class: "bars-of" }),
    );
  const about = theme.about ?? words[`about_${theme.id}`];
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
