// A single park, reserve or council that the address names: framed, outlined and told by its name.

import { calm, text } from "#map/elements.js";

/** Show the unit of the address, `category:name`; gives what it is, or null. */
export function showUnit(map, zones, state, words) {
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
  const bounds = outline.getBounds();
  if (!state.parts.at) map.fitBounds(bounds.pad(0.4), { animate: false });
  const control = L.control({ position: "bottomright" });
  control.onAdd = () => {
    const chip = text("p", "", { class: "unit-chip" });
    const away = text("button", "×", { type: "button", "aria-label": words.unit_away });
    away.addEventListener("click", () => {
      outline.remove();
      control.remove();
      state.set({ unit: null });
    });
    chip.append(text("b", calm(named)), text("span", ` ${zone.name} `), away);
    L.DomEvent.disableClickPropagation(chip);
    return chip;
  };
  control.addTo(map);
  return { zone: id, name: named };
}
