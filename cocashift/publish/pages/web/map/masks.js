// Zones off limits as hatches that can be switched on and off.

import { text } from "#map/elements.js";
import { hatchSample } from "#map/hatches.js";

export function offerMasks(map, { masks, zones }) {
  const choices = document.getElementById("masks");
  for (const zone of zones) {
    const shape = L.geoJSON(topojson.feature(masks, masks.objects[zone.id]), {
      pane: "masks",
      interactive: false,
      style: {
        color: zone.colour,
        weight: 0.8,
        fillColor: `url(#hatch-${zone.id})`,
        fillOpacity: 0.75,
      },
    });
    const box = text("input", "", { type: "checkbox" });
    box.checked = zone.shown;
    box.addEventListener("change", () => (box.checked ? shape.addTo(map) : shape.remove()));
    if (zone.shown) shape.addTo(map);
    const label = text("label", "");
    label.append(box, hatchSample(zone), text("span", zone.label));
    choices.append(label);
  }
}
