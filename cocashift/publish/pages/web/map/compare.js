// The two years compared: under one line, side by side, or in turn.

import { drawPairs } from "#map/pairs.js";
import { drawSlopes } from "#map/slopes.js";
import { swipeLine } from "#map/swipe.js";
import { Mirror, Twice } from "#map/twice.js";
import { startYears } from "#map/yearly.js";

const VIEWS = ["swipe", "beside", "blink"];
const TURN_MS = 1100;

export function start(map, data) {
  const places = data.years.map((year) => data.series_years.indexOf(year));
  const marks = () => data.years.map((year, side) => [year, side ? "last" : "first"]);
  let side = 1;
  const page = startYears(map, data, { place: () => places[side], marks });
  const { state } = page;
  const colours = (id) => places.map((place) => page.colour(id, place));
  const shapes = page.draw(() => places[1]);
  const twice = new Twice(map, shapes, colours);
  const mirror = new Mirror(map);
  const labels = data.years.map((year, side) => {
    const name = `side-label side-label-${side} on-stage`;
    const label = L.DomUtil.create("div", name, map.getContainer());
    label.textContent = year;
    return label;
  });
  const asked = Number(state.parts.swipe);
  let share = state.parts.swipe && asked >= 0 && asked <= 100 ? asked : 50;
  const { line, go } = swipeLine(map, data, (next) => {
    if (share !== next) state.set({ swipe: Math.round(next) });
    share = next;
    if (view === "swipe") twice.overTo(share);
  });
  let view = VIEWS.includes(state.parts.view) ? state.parts.view : VIEWS[0];
  let turning = null;

  function show(next) {
    view = next;
    clearInterval(turning);
    document.body.dataset.view = view;
    line.hidden = view !== "swipe";
    mirror.show(view === "beside");
    mirror.frame.append(labels[1]);
    if (view !== "beside") map.getContainer().append(labels[1]);
    for (const label of labels) label.hidden = false;
    tellOf(1);
    if (view === "swipe") twice.overTo(share);
    if (view === "beside") twice.alone(true);
    if (view === "blink") blink();
  }

  /** The legend counts one year: the last, or the one that has its turn. */
  function tellOf(next) {
    side = next;
    page.legend();
  }

  /** One year, then the other; who asked for less motion changes them by clicking on the year. */
  function blink() {
    let first = false;
    const turn = () => {
      first = !first;
      twice.alone(first);
      tellOf(first ? 0 : 1);
      labels[0].hidden = !first;
      labels[1].hidden = first;
    };
    turn();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) for (const label of labels) label.onclick = () => view === "blink" && turn();
    else turning = setInterval(turn, TURN_MS);
  }

  for (const button of document.querySelectorAll("[name=view]")) {
    button.checked = button.value === view;
    button.addEventListener("change", () => {
      show(button.value);
      state.set({ view: button.value === VIEWS[0] ? null : button.value });
    });
  }
  map.on("move zoomend resize viewreset", () => view === "swipe" && twice.overTo(share));
  // On paper there is one map: both years under the line.
  let before = null;
  window.addEventListener("beforeprint", () => {
    before ??= view;
    show("swipe");
  });
  window.addEventListener("afterprint", () => {
    if (before) show(before);
    before = null;
  });
  go(share);
  show(view);
  const features = [...shapes.features.values()];
  const colour = (id, side) => page.colour(id, places[side]);
  drawPairs(document.getElementById("pairs"), map, data, features, colour, page.numbers);
  const choose = (id) => page.choose(id, true);
  drawSlopes(document.getElementById("slopes"), data, page.numbers, choose);
}
