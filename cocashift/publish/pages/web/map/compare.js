// Two years under one swipe handle: the first to its left, the last to its right.

import { startYears } from "#map/yearly.js";

const STEP = 2;

export function start(map, data) {
  const places = data.years.map((year) => data.series_years.indexOf(year));
  const marks = () => data.years.map((year, side) => [year, side ? "last" : "first"]);
  const page = startYears(map, data, { place: () => places[1], marks });
  const { state } = page;
  data.years.forEach((_, side) => {
    const pane = map.createPane(`side-${side}`);
    pane.style.zIndex = 310 + side;
    page.draw(() => places[side], `side-${side}`);
  });
  const asked = Number(state.parts.swipe);
  let share = asked >= 0 && asked <= 100 && state.parts.swipe ? asked : 50;
  const grip = handle(map, data);

  // Panes move with the map, so their clips are in the map's own pixels.
  function clip() {
    const size = map.getSize();
    const x = (size.x * share) / 100;
    const from = map.containerPointToLayerPoint([0, 0]);
    const to = map.containerPointToLayerPoint([x, size.y]);
    const end = map.containerPointToLayerPoint(size);
    const cut = (left, right) => `rect(${from.y}px, ${right}px, ${end.y}px, ${left}px)`;
    map.getPane("side-0").style.clip = cut(from.x, to.x);
    map.getPane("side-1").style.clip = cut(to.x, end.x);
    grip.style.left = `${x}px`;
    grip.setAttribute("aria-valuenow", Math.round(share));
  }

  function swipe(next) {
    share = Math.min(Math.max(next, 0), 100);
    clip();
    state.set({ swipe: Math.round(share) });
  }

  follow(map, grip, swipe);
  grip.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: share - STEP, ArrowRight: share + STEP, Home: 0, End: 100 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    swipe(to);
  });
  data.years.forEach((year, side) => {
    const label = L.DomUtil.create(
      "div",
      `side-label side-label-${side} on-stage`,
      map.getContainer(),
    );
    label.textContent = year;
  });
  map.on("move zoomend resize viewreset", clip);
  clip();
}

/** The line with its grip: a slider that stands on the map. */
function handle(map, { words }) {
  const grip = L.DomUtil.create("div", "swipe", map.getContainer());
  const told = {
    id: "swipe",
    role: "slider",
    tabindex: 0,
    "aria-label": words.swipe,
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-orientation": "horizontal",
  };
  for (const [key, value] of Object.entries(told)) grip.setAttribute(key, value);
  const knob = L.DomUtil.create("span", "grip", grip);
  knob.textContent = "⇆";
  return grip;
}

/** Let a pointer drag the line; the map beneath stays where it is. */
function follow(map, grip, swipe) {
  let held = false;
  grip.addEventListener("pointerdown", (event) => {
    held = true;
    grip.setPointerCapture(event.pointerId);
    event.stopPropagation();
  });
  grip.addEventListener("pointermove", ({ clientX }) => {
    if (!held) return;
    const { left, width } = map.getContainer().getBoundingClientRect();
    swipe((100 * (clientX - left)) / width);
  });
  grip.addEventListener("pointerup", () => (held = false));
  L.DomEvent.disableClickPropagation(grip);
  L.DomEvent.on(grip, "mousedown touchstart", L.DomEvent.stopPropagation);
}
