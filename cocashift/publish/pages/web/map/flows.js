// Hypothetical flows as curved arrows, their width by hectares.

import { drawGround, drawMunicipalities, layPanes } from "#map/basemap.js";
import { curve } from "#map/curves.js";
import { svg, text } from "#map/elements.js";
import { furnish } from "#map/furniture.js";
import { Numbers } from "#map/numbers.js";

const WIDEST = 14;
const LEAST = 1;

export function start(map, data) {
  const numbers = new Numbers(data.locale);
  const flows = data.rows.map((values) =>
    Object.fromEntries(data.columns.map((column, place) => [column, values[place]])),
  );
  layPanes(map);
  drawGround(map, data);
  const ground = drawMunicipalities(
    map,
    data.topology,
    () => "#fbfaf7",
    () => ({}),
  );
  defineHeads(data.colours);
  const arrows = L.layerGroup().addTo(map);
  const [reading, way] = ["reading", "direction"].map((id) => document.getElementById(id));

  function tell(flow) {
    const [from, to] = [data.places[flow.from_divipola][0], data.places[flow.to_divipola][0]];
    const much = flow.coca_ha === null ? numbers.share(flow.share) : numbers.hectares(flow.coca_ha);
    return `${from} → ${to}: ${much}, ${numbers.plain(flow.distance_km)} km`;
  }

  function draw() {
    arrows.clearLayers();
    const chosen = flows.filter(
      (flow) =>
        flow.reading === reading.value && (way.value === "all" || flow.direction === way.value),
    );
    const most = Math.max(...flows.filter((f) => f.reading === reading.value).map((f) => f.share));
    for (const flow of chosen) {
      const [from, to] = [flow.from_divipola, flow.to_divipola].map((id) =>
        data.places[id].slice(1),
      );
      const kind = flow.direction;
      const arrow = L.polyline(curve(from, to), {
        pane: "circles",
        color: data.colours[kind],
        weight: LEAST + WIDEST * Math.sqrt(flow.share / most) * 0.6,
        opacity: 0.75,
        fill: false,
        lineCap: "butt",
      });
      arrow.bindTooltip(text("span", tell(flow)), { sticky: true });
      arrow.on("mouseover", () => (document.getElementById("told").textContent = tell(flow)));
      arrows.addLayer(arrow);
      arrow.getElement().setAttribute("marker-end", `url(#head-${kind})`);
      arrow.getElement().setAttribute("tabindex", "-1");
    }
    // Arrows are drawn with the largest on top, and told with the largest first.
    document
      .getElementById("list")
      .replaceChildren(...chosen.map((flow) => text("li", tell(flow))).reverse());
    const explained = document.getElementById("explained");
    explained.textContent = explained.dataset[reading.value];
    document.getElementById("count").textContent = data.words.count.replace(
      "{count}",
      numbers.plain(chosen.length),
    );
  }

  reading.addEventListener("change", draw);
  way.addEventListener("change", draw);
  furnish(map, data.words);
  warn(map, data.words.hypothetical);
  offerCentres(map, data);
  map.fitBounds(ground.getBounds());
  draw();
}

function defineHeads(colours) {
  const heads = Object.entries(colours).map(([kind, colour]) =>
    svg(
      "marker",
      {
        id: `head-${kind}`,
        viewBox: "0 0 10 10",
        refX: 8,
        refY: 5,
        markerWidth: 9,
        markerHeight: 9,
        markerUnits: "userSpaceOnUse",
        orient: "auto",
      },
      [svg("path", { d: "M 0 0 L 10 5 L 0 10 z", fill: colour })],
    ),
  );
  const holder = svg("svg", { class: "sea-of-patterns", "aria-hidden": "true" }, [
    svg("defs", {}, heads),
  ]);
  document.body.append(holder);
}

/** The words that nobody may miss stand on the map itself. */
function warn(map, words) {
  const control = L.control({ position: "topright" });
  control.onAdd = () => text("p", words, { class: "on-map" });
  control.addTo(map);
}

function offerCentres(map, { centres }) {
  const box = document.getElementById("centres");
  const layer = L.layerGroup(
    centres.flatMap(({ year, at, ring, colour }, place) => {
      const style = { color: colour, weight: 2, pane: "departments" };
      const ellipse = L.polygon(ring, {
        ...style,
        fill: false,
        interactive: false,
        dashArray: place ? null : "6 5",
      });
      const dot = L.circleMarker(at, { ...style, radius: 5, fillOpacity: 1, interactive: false });
      dot.bindTooltip(String(year), { permanent: true, direction: place ? "right" : "left" });
      return [ellipse, dot];
    }),
  );
  const show = () => (box.checked ? layer.addTo(map) : layer.remove());
  box.addEventListener("change", show);
  show();
}
