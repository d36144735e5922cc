// The municipalities with most coca in either year, as lines from one year to the other.

import { svg } from "#map/elements.js";

const WIDE = 300;
const HIGH = 400;
const TOP = 26;
const LEFT = 40;
const RIGHT = 172;
const LONGEST = 17;
const LINE = 13;

/** Move labels apart, from the top, so that none lies on another and all stay in the frame. */
export function apart(heights, least, high) {
  const order = heights.map((y, place) => [y, place]).sort(([a], [b]) => a - b);
  const found = order.map(([y]) => y);
  for (let at = 1; at < found.length; at++) found[at] = Math.max(found[at], found[at - 1] + least);
  if (found.length && found.at(-1) > high) {
    found[found.length - 1] = high;
    for (let at = found.length - 2; at >= 0; at--)
      found[at] = Math.min(found[at], found[at + 1] - least);
  }
  const back = new Array(heights.length);
  order.forEach(([, place], at) => (back[place] = found[at]));
  return back;
}

/** Draw them; `choose` is told the municipality clicked. By roots, so that small ones are apart. */
export function drawSlopes(holder, { largest, names, years }, numbers, choose) {
  const most = Math.max(...largest.flatMap(([, first, last]) => [first, last]), 1);
  const up = (value) => HIGH - Math.sqrt(value / most) * (HIGH - TOP) - 4;
  const right = WIDE - RIGHT;
  const write = (told, x, y, anchor, name = "") => {
    const node = svg("text", { x, y, "text-anchor": anchor, class: name });
    node.textContent = told;
    return node;
  };
  const heads = years.map((year, side) => write(year, side ? right : LEFT, 11, "middle", "head"));
  const seats = apart(
    largest.map(([, , last]) => up(last)),
    LINE,
    HIGH - 2,
  );
  const before = [];
  const figures = [];
  const drawn = largest.map(([id, first, last], place) => {
    const way = last > first ? "rise" : last < first ? "fall" : "same";
    // What is heard begins with what is read.
    const step = `${numbers.hectares(first)} → ${numbers.hectares(last)}`;
    const label = `${numbers.plain(last)} ${names[id][0]}: ${step}`;
    const told = { class: `slope ${way}`, tabindex: 0, role: "button", "aria-label": label };
    const [y1, y2, seat] = [up(first), up(last), seats[place]];
    const line = svg("g", told, [
      svg("line", { x1: LEFT, x2: right, y1, y2 }),
      svg("circle", { cx: LEFT, cy: y1, r: 2.5 }),
      svg("circle", { cx: right, cy: y2, r: 2.5 }),
      svg("line", { class: "to-label", x1: right + 4, x2: right + 20, y1: y2, y2: seat }),
      write(`${numbers.plain(last)} ${short(names[id][0])}`, right + 23, seat + 4, "start"),
    ]);
    // The first year's figures stand where there is room.
    if (before.every((other) => Math.abs(other - y1) >= LINE - 1)) {
      before.push(y1);
      figures.push(write(numbers.plain(first), LEFT - 6, y1 + 4, "end"));
    }
    line.addEventListener("click", () => choose(id));
    line.addEventListener("keydown", ({ key }) => key === "Enter" && choose(id));
    return line;
  });
  const box = `0 0 ${WIDE} ${HIGH + 6}`;
  holder.append(svg("svg", { viewBox: box, role: "group" }, [...heads, ...figures, ...drawn]));
}

/** As many words of a name as there is room for: who speaks to the page says whole words. */
function short(name) {
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, name.lastIndexOf(" ", LONGEST))}…`;
}
