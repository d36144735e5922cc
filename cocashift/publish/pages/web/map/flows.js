// Hypothetical flows as curved arrows, their width by hectares; the list and the arrows are linked.

import { startBar } from "#frame/bar.js";
import { drawBeneath, showWidths } from "#map/beneath.js";
import { offerCentres } from "#map/centres.js";
import { curve } from "#map/curves.js";
import { offerDownloads } from "#map/downloads.js";
import { text } from "#map/elements.js";
import { Heads } from "#map/heads.js";
import { overlaps } from "#map/labels.js";
import { nameMap } from "#map/names.js";
import { Numbers } from "#map/numbers.js";
import { startSheet } from "#map/sheet.js";
import { setStage } from "#map/stage.js";
import { State } from "#map/state.js";
import { Table } from "#map/table.js";

const WIDEST = 9;
const LEAST = 1;

export function start(map, data) {
  const { words, places } = data;
  const numbers = new Numbers(data.locale);
  const state = new State();
  const flows = data.rows.map((values) => {
    const flow = Object.fromEntries(data.columns.map((column, at) => [column, values[at]]));
    const [from, to] = [flow.from_divipola, flow.to_divipola].map((id) => places[id][0]);
    return { ...flow, from, to };
  });
  startBar();
  // First of all: the country is fitted above these words.
  warn(map, words.hypothetical);
  setStage(map, data, state);
  const rise = startSheet(map, words);
  drawBeneath(map, data, numbers);
  const heads = new Heads();
  const arrows = L.layerGroup().addTo(map);
  const drawn = new Map();
  let pointed = null;
  const asked = ["reading", "direction", "least"].map((id) => document.getElementById(id));
  for (const field of asked) {
    if ([...field.options].some(({ value }) => value === state.parts[field.id]))
      field.value = state.parts[field.id];
  }
  const [reading, way, least] = asked;
  const much = (flow, decimals) =>
    flow.coca_ha === null ? numbers.share(flow.share, decimals) : numbers.hectares(flow.coca_ha);
  const tell = (flow) =>
    `${flow.from} → ${flow.to}: ${much(flow)}, ${numbers.plain(flow.distance_km)} km`;

  /** The names of both ends of the flow that is pointed at. */
  function ends() {
    if (!drawn.has(pointed)) return [];
    return [pointed.from_divipola, pointed.to_divipola].map((id) => {
      const [called, ...at] = places[id];
      return { lines: [called], at };
    });
  }

  /** What a name costs that would lie on the flow that it belongs to. */
  function alongArrow() {
    const line = drawn.get(pointed)?.getLatLngs() ?? [];
    const points = line.map((at) => map.latLngToContainerPoint(at));
    return (seat) => points.filter(({ x, y }) => overlaps(seat, { x, y, w: 0, h: 0 }, 6)).length;
  }

  function point(flow) {
    if (pointed !== flow) {
      pointed = flow;
      name();
    }
    const told = document.getElementById("told");
    told.textContent = tell(flow);
    told.classList.remove("hint");
    for (const [each, arrow] of drawn)
      arrow.getElement()?.classList.toggle("marked", each === flow);
    table.mark(flow);
  }

  const table = new Table([], columns(words), {
    sort: "coca_ha",
    words,
    numbers,
    choose: (flow) => {
      point(flow);
      map.fitBounds(drawn.get(flow).getBounds().pad(0.6), { animate: false, maxZoom: 9 });
      rise();
    },
  });

  function draw() {
    arrows.clearLayers();
    drawn.clear();
    const read = flows.filter((flow) => flow.reading === reading.value);
    const enough = (flow) => flow.coca_ha === null || flow.coca_ha >= Number(least.value);
    const shown = read.filter(
      (flow) => enough(flow) && (way.value === "all" || flow.direction === way.value),
    );
    const most = Math.max(...read.map((flow) => flow.share));
    const wide = (share) => LEAST + WIDEST * Math.sqrt(share / most);
    for (const flow of shown) {
      const ends = [flow.from_divipola, flow.to_divipola].map((id) => places[id].slice(1));
      const weight = wide(flow.share);
      const color = data.colours[flow.direction];
      const arrow = L.polyline(curve(...ends), {
        pane: "circles",
        color,
        weight,
        opacity: 0.85,
        fill: false,
        lineCap: "butt",
      });
      arrow.bindTooltip(text("span", tell(flow)), { sticky: true, className: "tip" });
      arrow.on("mouseover click", () => point(flow));
      arrows.addLayer(arrow);
      drawn.set(flow, arrow);
      arrow.getElement().setAttribute("marker-end", heads.of(flow.direction, color, weight));
    }
    showWidths(read, most, wide, (flow) => much(flow, 2));
    const net = reading.value === "net";
    table.rows = shown;
    table.key = net ? "coca_ha" : "share";
    table.without = net ? [] : ["coca_ha"];
    table.write();
    name();
    const explained = document.getElementById("explained");
    explained.textContent = explained.dataset[reading.value];
    const count = words.count.replace("{count}", numbers.plain(shown.length));
    document.getElementById("count").textContent = count;
  }

  for (const field of asked)
    field.addEventListener("change", () => {
      draw();
      state.set({ [field.id]: field.value });
    });
  const name = nameMap(map, data, { ends, cost: alongArrow });
  offerCentres(map, data, state, name);
  offerDownloads(map, () => ({
    name: `cocashift-flows-${reading.value}`,
    title: `${words.page} · ${words.hypothetical}`,
    credits: words.credits,
    columns: ["from", "to", ...data.columns],
    rows: () => table.shown,
    legend: Object.entries(data.colours).map(([kind, colour]) => ({ colour, label: words[kind] })),
  }));
  draw();
}

function columns(words) {
  return [
    { key: "from", label: words.from },
    { key: "to", label: words.to },
    { key: "coca_ha", label: "ha", kind: "ha" },
    { key: "share", label: words.share_column, kind: "share" },
    { key: "distance_km", label: "km", kind: "km" },
  ];
}

/** The words that nobody may miss stand on the map itself. */
function warn(map, words) {
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => text("p", words, { class: "on-map" });
  control.addTo(map);
}
