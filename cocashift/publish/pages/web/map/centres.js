// Centres of gravity and ellipses of both years: off until asked for, and told in words.

import { text } from "#map/elements.js";

// Names on the map keep clear of what has it.
const className = "on-stage";

/** Offer them; `rename` names the map anew, around them. */
export function offerCentres(map, { centres, words }, state, rename) {
  const box = document.getElementById("centres");
  const layer = L.layerGroup(
    centres.flatMap(({ year, at, ring, colour }, place) => {
      const style = { color: colour, weight: 2, pane: "chosen", interactive: false };
      const ellipse = L.polygon(ring, { ...style, fill: false, dashArray: place ? null : "6 5" });
      const rim = { color: "var(--paper)", weight: 1.5, fillColor: colour };
      const dot = L.circleMarker(at, { ...style, ...rim, className, radius: 5, fillOpacity: 1 });
      // On the side that is away from the other year's: they lie close together.
      const east = centres.every((other) => other.at[1] <= at[1]);
      const [direction, aside] = east ? ["right", 8] : ["left", -8];
      const label = { permanent: true, direction, offset: [aside, 0] };
      label.className = `year-beside ${className}`;
      const told = text("span", year);
      told.style.color = colour;
      dot.bindTooltip(told, label);
      return [ellipse, dot];
    }),
  );
  const told = document.getElementById("centres-told");
  if (centres.length > 1) {
    const metres = map.distance(...centres.slice(0, 2).map(({ at }) => at));
    told.textContent = words["centres.told"].replace("{km}", Math.round(metres / 1000));
  }
  const show = () => {
    if (box.checked) layer.addTo(map);
    else layer.remove();
    told.hidden = !box.checked;
    rename();
  };
  box.addEventListener("change", () => {
    show();
    state.set({ centres: box.checked ? "on" : null });
  });
  box.checked = state.parts.centres === "on";
  show();
}
