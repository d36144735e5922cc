// One unit as a row: its name leads to its place on the map.

import { text } from "#map/elements.js";
import { told } from "#map/numbers.js";
import { intervals } from "#zones/interval.js";
import { sparkline } from "#zones/sparkline.js";

/** A median, and its interval beneath where it has a width. */
export function figure(ends, words, write) {
  const cell = text("td", "", { class: "number" });
  if (!ends) {
    cell.append(text("span", words.no_figure, { class: "quiet" }));
    return cell;
  }
  const [low, median, high] = ends.map(write);
  cell.append(text("span", median, { class: "value" }));
  if (low !== high) {
    const between = words.between.replace("{low}", low).replace("{high}", high);
    cell.append(" ", text("span", between, { class: "quiet" }));
  }
  return cell;
}

/** The address of a unit on the map. */
export function address({ zone, name }) {
  return `change.html#unit=${encodeURIComponent(`${zone}:${name}`)}`;
}

function named(unit, words) {
  const cell = text("td", "");
  const link = text("a", unit.label, { href: address(unit), title: words.to_map });
  cell.append(link, text("span", where(unit, words), { class: "where" }));
  return cell;
}

function where({ kind, departments, municipalities }, words) {
  if (!departments.length) return kind;
  const [first, ...more] = municipalities;
  const towns = more.length ? words.towns.replace("{count}", municipalities.length) : first;
  return [kind, departments.join(", "), towns].join(" · ");
}

/** `view` holds data, words, numbers and the end of the scale; heads are the columns' names. */
export function line(unit, { data, words, numbers, most }, heads) {
  const plain = (value) => told(value, numbers);
  const step = (value) => (Math.abs(value) < 0.5 ? "0" : numbers.change(value));
  const [best, ...others] = data.methods.map(([method]) => method);
  const row = text("tr", "", { class: unit.state });
  const drawn = text("td", "", { class: "drawn" });
  if (unit.state === "none" || unit.state === "unknown")
    drawn.append(text("span", words[`is_${unit.state}`], { class: "quiet" }));
  else drawn.append(intervals(unit.coca[best], unit.bounds, most));
  const years = (method) =>
    unit.coca ? unit.coca[method].map((ends) => figure(ends, words, plain)) : [blank(), blank()];
  const curve = text("td", "", { class: "curve" });
  if (unit.series) {
    const high = Math.max(0, ...Object.values(unit.series).map((ends) => ends[2]));
    const about = plain(high < 1 ? high : Number(high.toPrecision(2)));
    const name = `${unit.label}: ${words.curve.replace("{most}", about)}`;
    if (high >= 1) curve.append(text("span", `${about} ha`, { class: "quiet" }));
    curve.append(sparkline(data.series_years, unit.series, data.years, name));
  }
  row.append(
    named(unit, words),
    ...years(best),
    drawn,
    unit.step ? figure(unit.step, words, step) : blank(),
    text("td", unit.known === null ? "" : numbers.format(unit.known, 0, "percent"), {
      class: "number",
    }),
    ...others.flatMap(years),
    curve,
  );
  [...row.cells].forEach((cell, at) => (cell.dataset.label = heads[at]));
  return row;
}

const blank = () => text("td", "", { class: "number" });
