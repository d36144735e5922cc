// A single park, reserve or council that the address names: framed, outlined, and told in the card.

import { facts, heading } from "#map/card.js";
import { calm, text } from "#map/elements.js";
import { told } from "#map/numbers.js";

/** Both years and the change as lines of a table: the median, and the interval if it has a width. */
export function lines([first, last, change], { years, words }, numbers) {
  const plain = (value) => told(value, numbers);
  const step = (value) => (Math.abs(value) < 0.5 ? "0" : numbers.change(value));
  const line = (name, ends, write) => {
    if (!ends) return [name, words.no_figure, ""];
    const [low, median, high] = ends.map(write);
    const between = words.interval.replace("{low}", low).replace("{high}", high);
    return [name, median, low === high ? "" : between];
  };
  return [
    line(years[0], first, plain),
    line(years[1], last, plain),
    line(words.change_ha, change, step),
  ];
}

/**
 * Outline the unit of the address, `category:name`; `gone` is told when it is let go. Gives what
 * frames it, what tells it in the card and what lets it go; or null.
 */
export function showUnit(map, zones, state, data, numbers, gone) {
  const { words } = data;
  const [id, ...name] = (state.parts.unit ?? "").split(":");
  const named = name.join(":");
  const zone = zones.find((each) => each.id === id);
  const shapes = zone?.features.filter(({ properties }) => properties.name === named) ?? [];
  if (!shapes.length) return null;
  const outline = L.geoJSON(shapes, {
    pane: "chosen",
    interactive: false,
    style: { className: "chosen", weight: 2.5, fill: false },
  }).addTo(map);
  const frame = () => map.fitBounds(outline.getBounds().pad(0.4), { animate: false });
  const control = L.control({ position: "bottomright" });
  const away = () => {
    outline.remove();
    control.remove();
    state.set({ unit: null });
    gone();
  };
  control.onAdd = () => {
    const chip = text("p", "", { class: "unit-chip" });
    const button = text("button", "×", { type: "button", "aria-label": words.unit_away });
    button.addEventListener("click", away);
    chip.append(text("b", calm(named)), text("span", ` ${zone.name} `), button);
    L.DomEvent.disableClickPropagation(chip);
    return chip;
  };
  control.addTo(map);
  const card = () => {
    const parts = [heading(calm(named), zone.name, true)];
    const known = data.single[`${id}:${named}`];
    if (known) {
      parts.push(facts(["", "ha", words.unit_interval], lines(known, data, numbers)));
      parts.push(text("p", words.unit_about, { class: "quiet" }));
    } else parts.push(text("p", words.no_figure, { class: "quiet" }));
    document.getElementById("card-body").replaceChildren(...parts);
  };
  return { frame, card, away };
}
