// Every municipality as a dot by its change, so that none hides another; linked to the map.

import { svg, text } from "#map/elements.js";

/** Where a change stands between -1 and 1: by its root, so that small ones are not one heap. */
export function along(change, most) {
  return Math.sign(change) * Math.sqrt(Math.abs(change) / most);
}

/** Lift dots, in order of importance, off a line until none covers another. */
export function swarm(dots, gap = 0.5) {
  const placed = [];
  const free = (x, y, r) =>
    placed.every((dot) => (dot.x - x) ** 2 + (dot.y - y) ** 2 >= (dot.r + r + gap) ** 2);
  for (const dot of dots) {
    let y = 0;
    for (let step = 1; !free(dot.x, y, dot.r) && step < 200; step++) {
      y = (step % 2 ? 1 : -1) * Math.ceil(step / 2) * 1.5;
    }
    placed.push({ ...dot, y });
  }
  return placed;
}

const HIGH = 120;

/**
 * Draw the swarm; `act` are the map's own point, leave and choose. Gives what marks one dot, and
 * what paints all: it is told the colour of a row.
 */
export function drawSwarm(holder, rows, words, numbers, act) {
  const moved = rows.filter(
    (row) => row.first !== null && row.last !== null && row.last !== row.first,
  );
  const change = (row) => row.last - row.first;
  const most = Math.max(...moved.map((row) => Math.abs(change(row))), 1);
  const dots = new Map();
  const drawing = svg("svg", { "aria-hidden": "true" });
  let marked = null;
  let colour = () => "";

  function draw() {
    const wide = Math.max(holder.clientWidth, 280);
    const middle = wide / 2;
    const reach = middle - 16;
    drawing.setAttribute("viewBox", `0 0 ${wide} ${HIGH}`);
    const sized = moved
      .map((row) => ({
        row,
        x: middle + reach * along(change(row), most),
        r: 1.6 + 5.4 * Math.sqrt(Math.abs(change(row)) / most),
      }))
      .sort((a, b) => b.r - a.r);
    const ticks = [-1000, -100, 100, 1000, 2000].filter((tick) => Math.abs(tick) <= most);
    const rules = ticks.flatMap((tick) => {
      const x = middle + reach * along(tick, most);
      const label = svg("text", { x, y: HIGH - 3, "text-anchor": "middle" });
      label.textContent = numbers.change(tick);
      return [svg("line", { class: "rule", x1: x, x2: x, y1: 4, y2: HIGH - 16 }), label];
    });
    const zero = svg("line", { class: "zero", x1: middle, x2: middle, y1: 0, y2: HIGH - 14 });
    dots.clear();
    const drawn = swarm(sized).map(({ row, x, y, r }) => {
      const limit = HIGH / 2 - 14;
      const cy = HIGH / 2 - 6 + Math.max(-limit, Math.min(limit, y));
      const dot = svg("circle", { cx: x.toFixed(1), cy: cy.toFixed(1), r: r.toFixed(1) });
      dot.style.fill = colour(row);
      dot.dataset.divipola = row.divipola;
      dots.set(row.divipola, { dot, row });
      return dot;
    });
    drawing.replaceChildren(...rules, zero, ...drawn);
    mark(marked);
  }

  function mark(id) {
    dots.get(marked)?.dot.classList.remove("marked");
    marked = id;
    dots.get(id)?.dot.classList.add("marked");
  }

  function paint(colourOf) {
    colour = colourOf;
    for (const { dot, row } of dots.values()) dot.style.fill = colour(row);
  }

  const of = ({ target }) => target.dataset?.divipola;
  drawing.addEventListener("pointerover", (event) =>
    of(event) ? act.point(of(event)) : act.leave(),
  );
  drawing.addEventListener("pointerleave", () => act.leave());
  drawing.addEventListener("click", (event) => of(event) && act.choose(of(event), true));
  const caption = text("p", "", { class: "swarm-words" });
  caption.append(text("span", words.fell), text("span", words.swarm), text("span", words.rose));
  holder.append(caption, drawing);
  new ResizeObserver(draw).observe(holder);
  draw();
  return { mark, paint };
}
