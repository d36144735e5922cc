// Regions as chips over the map: the same that QGIS has as bookmarks.

import { text } from "#map/elements.js";
import { clearOf } from "#map/room.js";

export function offerRegions(map, { regions, words }, home) {
  const bar = text("div", "", {
    class: "chips on-stage",
    role: "group",
    "aria-label": words.regions,
  });
  const chip = (label, go) => {
    const button = text("button", label, { type: "button" });
    button.addEventListener("click", () => {
      go();
      for (const each of bar.children) each.removeAttribute("aria-pressed");
      button.setAttribute("aria-pressed", "true");
    });
    return button;
  };
  bar.append(
    chip(words.whole, home),
    ...Object.entries(regions).map(([name, bounds]) =>
      chip(words[`region_${name}`], () =>
        map.fitBounds(bounds, { animate: false, ...clearOf(map), maxZoom: 9 }),
      ),
    ),
  );
  L.DomEvent.disableClickPropagation(bar);
  L.DomEvent.disableScrollPropagation(bar);
  map.getContainer().append(bar);
}
