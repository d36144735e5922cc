// The curve of the country is the handle of time: dragged, clicked, or moved by keys.

import { runs, ticks } from "#map/chart.js";
import { svg } from "#map/elements.js";

const HIGH = 104;
const MARGIN = { top: 18, right: 14, bottom: 18, left: 40 };
// A year's label needs so many pixels.
const LABEL = 34;
const KNOB = { wide: 44, high: 18 };

/** The place of the year nearest to a pixel. */
export function nearest(x, wide, count) {
  const at = Math.round((x / Math.max(wide, 1)) * (count - 1));
  return Math.min(Math.max(at, 0), count - 1);
}

/** The outline of a band, a run at a time: up along its high end and back along its low one. */
export function band(years, { low, high }, width, height, most) {
  const upper = runs(years, high, width, height, most);
  const lower = runs(years, low, width, height, most);
  return upper
    .map((run, place) => [...run, ...lower[place].toReversed()])
    .map((points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`)
    .join("");
}

/** Draw the handle into `holder`; `go` is told the place of the year asked for. Gives `show`. */
export function timeline(holder, data, numbers, go) {
  const { series_years: years, national, inside, sprayed, words } = data;
  const top = Math.max(...national.filter((value) => value !== null), 1);
  let shown = 0;
  let wide = 1;

  function draw() {
    wide = Math.max(holder.clientWidth - MARGIN.left - MARGIN.right, 160);
    const at = (year) => ((year - years[0]) / Math.max(years.at(-1) - years[0], 1)) * wide;
    const write = (told, x, y, anchor = "middle", name = "") => {
      const node = svg("text", { x, y, "text-anchor": anchor, class: name });
      node.textContent = told;
      return node;
    };
    const parts = [];
    const [from, to] = sprayed.map((year, end) =>
      Math.min(Math.max(at(year + (end ? 0.5 : -0.5)), 0), wide),
    );
    if (to > from)
      parts.push(svg("rect", { class: "sprayed", x: from, width: to - from, y: 0, height: HIGH }));
    for (const tick of ticks(top)) {
      const y = HIGH - (tick / top) * HIGH;
      parts.push(
        svg("line", { class: "rule", x1: 0, x2: wide, y1: y, y2: y }),
        write(numbers.short(tick), -6, y + 4, "end"),
      );
    }
    // Over the rules, which would strike it through.
    if (to > from) parts.push(write(words.sprayed, from + 5, 11, "start", "on-band"));
    const line = (values, name) =>
      runs(years, values, wide, HIGH, top).map((run) =>
        svg("polyline", { class: name, points: run.map((point) => point.join(",")).join(" ") }),
      );
    if (inside)
      parts.push(
        svg("path", { class: "inside-band", d: band(years, inside, wide, HIGH, top) }),
        ...line(inside.median, "inside-line"),
      );
    parts.push(...line(national, "series"));
    const every = Math.ceil((LABEL * years.length) / wide);
    years.forEach((year, place) => {
      // From the years compared on, and beside the year shown none that would touch it.
      const due = (place - years.indexOf(data.years[1])) % every === 0;
      const free = Math.abs(place - shown) >= every;
      if (place === shown || (due && free)) parts.push(label(year, at(year), place === shown));
    });
    const x = at(years[shown]);
    const value = national[shown];
    // Its knob stays whole at both ends.
    const half = KNOB.wide / 2;
    const knob = Math.min(Math.max(x, half - MARGIN.left), wide + MARGIN.right - half);
    parts.push(svg("line", { class: "now", x1: x, x2: x, y1: -8, y2: HIGH }));
    if (value !== null)
      parts.push(
        svg("circle", { class: "dot last", cx: x, cy: HIGH - (value / top) * HIGH, r: 4 }),
      );
    parts.push(
      svg("rect", {
        class: "knob",
        x: knob - half,
        y: 1 - KNOB.high,
        width: KNOB.wide,
        height: KNOB.high,
        rx: KNOB.high / 2,
      }),
      write(years[shown], knob, -4, "middle", "knob-year"),
    );
    const box = `${-MARGIN.left} ${-MARGIN.top} ${wide + MARGIN.left + MARGIN.right} ${HIGH + MARGIN.top + MARGIN.bottom}`;
    holder.replaceChildren(svg("svg", { viewBox: box, "aria-hidden": "true" }, parts));

    function label(year, place, now) {
      return write(year, place, HIGH + 14, "middle", now ? "year-now" : "");
    }
  }

  const told = (place) => {
    const value = national[place];
    const country = value === null ? words.no_figure : numbers.hectares(value);
    const zones = inside?.told[place];
    return `${years[place]}: ${country}${zones ? ` · ${zones}` : ""}`;
  };
  const reach = ({ clientX }) => {
    const { left } = holder.getBoundingClientRect();
    go(nearest(clientX - left - MARGIN.left, wide, years.length));
  };
  holder.addEventListener("pointerdown", (event) => {
    holder.setPointerCapture(event.pointerId);
    reach(event);
  });
  holder.addEventListener("pointermove", (event) => {
    if (holder.hasPointerCapture(event.pointerId)) reach(event);
  });
  holder.setAttribute("aria-valuemin", years[0]);
  holder.setAttribute("aria-valuemax", years.at(-1));
  new ResizeObserver(draw).observe(holder);
  return (place) => {
    shown = place;
    holder.setAttribute("aria-valuenow", years[place]);
    holder.setAttribute("aria-valuetext", told(place));
    draw();
    return told(place);
  };
}
