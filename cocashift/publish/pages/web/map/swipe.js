// The line between both years: a slider that stands on the map, dragged or moved by keys.

import { text } from "#map/elements.js";

const STEP = 2;

/** Put the line on the map; `swipe` is told the share of the width that it is dragged to. */
export function swipeLine(map, { words }, swipe) {
  const line = L.DomUtil.create("div", "swipe", map.getContainer());
  const told = {
    id: "swipe",
    role: "slider",
    tabindex: 0,
    "aria-label": words.swipe,
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-orientation": "horizontal",
  };
  for (const [key, value] of Object.entries(told)) line.setAttribute(key, value);
  line.append(text("span", "⇆", { class: "grip" }));
  let share = 50;
  const go = (next) => {
    share = Math.min(Math.max(next, 0), 100);
    line.style.left = `${share}%`;
    line.setAttribute("aria-valuenow", Math.round(share));
    swipe(share);
  };
  follow(map, line, go);
  line.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: share - STEP, ArrowRight: share + STEP, Home: 0, End: 100 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  });
  return { line, go };
}

/** Let a pointer drag the line; the map beneath stays where it is. */
function follow(map, line, go) {
  let held = false;
  line.addEventListener("pointerdown", (event) => {
    held = true;
    line.setPointerCapture(event.pointerId);
    event.stopPropagation();
  });
  line.addEventListener("pointermove", ({ clientX }) => {
    if (!held) return;
    const { left, width } = map.getContainer().getBoundingClientRect();
    go((100 * (clientX - left)) / width);
  });
  line.addEventListener("pointerup", () => (held = false));
  L.DomEvent.disableClickPropagation(line);
  L.DomEvent.on(line, "mousedown touchstart", L.DomEvent.stopPropagation);
}
