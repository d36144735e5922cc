// Centres of gravity and ellipses of both years: off until asked for, and told in words.

export function offerCentres(map, { centres, words }, state) {
  const box = document.getElementById("centres");
  const layer = L.layerGroup(
    centres.flatMap(({ year, at, ring, colour }, place) => {
      const style = { color: colour, weight: 2, pane: "chosen", interactive: false };
      const ellipse = L.polygon(ring, { ...style, fill: false, dashArray: place ? null : "6 5" });
      const dot = L.circleMarker(at, { ...style, radius: 5, fillOpacity: 1 });
      dot.bindTooltip(String(year), { permanent: true, direction: place ? "right" : "left" });
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
  };
  box.addEventListener("change", () => {
    show();
    state.set({ centres: box.checked ? "on" : null });
  });
  box.checked = state.parts.centres === "on";
  show();
}
