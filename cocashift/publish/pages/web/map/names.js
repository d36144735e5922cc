// Names on the map: countries and seas, departments, and municipalities as one comes nearer.

import { svg } from "#map/elements.js";
import { fitting, seated } from "#map/labels.js";

const STYLES = {
  callout: { size: 12.5, weight: 700, lines: 2 },
  country: { size: 11, weight: 400, spacing: 2 },
  sea: { size: 12, weight: 400, italic: true },
  department: { size: 11, weight: 400 },
  municipality: { size: 11.5, weight: 600, lines: 2 },
};
// From which zoom municipalities have their names, and to which call-outs stand for them.
const NEAR = 6.8;
// A narrow map has room for fewer.
const NARROW = 500;
const pen = document.createElement("canvas").getContext("2d");

function boxed(kind, lines, at, map, more = {}) {
  const { size, weight, spacing = 0, italic } = STYLES[kind];
  pen.font = `${italic ? "italic " : ""}${weight} ${size}px system-ui, "DejaVu Sans", sans-serif`;
  const wide = Math.max(
    ...lines.map((line) => pen.measureText(line).width + spacing * line.length),
  );
  const high = lines.length * size * 1.2;
  const { x, y } = map.latLngToContainerPoint(at);
  return { kind, lines, w: wide, h: high, x: x - wide / 2, y: y - high / 2, px: x, py: y, ...more };
}

function drawn({ kind, lines, x, y, w }) {
  const { size } = STYLES[kind];
  const node = svg("text", {
    class: `name name-${kind}`,
    "font-size": size,
    "text-anchor": "middle",
  });
  lines.forEach((line, place) => {
    const part = svg("tspan", { x: x + w / 2, y: y + size * (0.95 + 1.2 * place) });
    part.textContent = line;
    node.append(part);
  });
  return node;
}

const FREE = () => () => 0;

/**
 * Keep names on a map. `calls` are called out, from nearer `units` are named in their places, and
 * `ends` tells what is called out from anywhere; `cost` is of a seat. Gives what names anew.
 */
export function nameMap(map, data, { calls = [], units = [], ends = () => [], cost = FREE }) {
  const { departments, words } = data;
  const sheet = svg("svg", { class: "names leaflet-zoom-hide", "aria-hidden": "true" });
  map.getPane("names").append(sheet);
  const around = data.around.flatMap(([name, kind, ...places]) =>
    places
      .filter((place) => map.options.maxBounds.contains(place))
      .map((place) => [name, kind, ...place]),
  );

  function draw() {
    const { x: w, y: h } = map.getSize();
    const frame = { w, h };
    L.DomUtil.setPosition(sheet, map.containerPointToLayerPoint([0, 0]));
    sheet.setAttribute("width", w);
    sheet.setAttribute("height", h);
    const near = map.getZoom() >= NEAR;
    const taken = furniture(map);
    const label = (kind, lines, at, more) => boxed(kind, lines, at, map, more);
    // Half a phone shows what was chosen, and nothing beside it.
    const few = document.body.dataset.chosen === undefined ? 4 : 0;
    const most = w < NARROW ? few : calls.length;
    const points = [...ends(), ...(near ? [] : calls.slice(0, most))].map(({ lines, at }) =>
      label("callout", lines, at),
    );
    const asked = points
      .filter(({ px, py }) => px > 0 && py > 0 && px < w && py < h)
      .map((box) => ({ ...box, x: box.px, y: box.py }));
    // Countries and seas have few places; call-outs find theirs around them.
    const lands = fitting(
      around.map(([name, kind, ...at]) => {
        const told = words[`place_${name}`];
        return label(kind, [kind === "country" ? told.toUpperCase() : told], at, { name });
      }),
      taken,
      frame,
    );
    const called = seated(asked, [...taken, ...lands], frame, cost(map));
    const dots = called.map(({ px, py }) => ({ x: px - 4, y: py - 4, w: 8, h: 8 }));
    const others = [
      ...(near ? units : []).map(({ lines, at }) => label("municipality", lines, at)),
      ...departments.map(([, name, ...at]) => label("department", [name], at)),
    ];
    const kept = [...lands, ...fitting(others, [...taken, ...lands, ...called, ...dots], frame)];
    const leaders = called.map(({ from: [x1, y1], to: [x2, y2] }) =>
      svg("line", { class: "leader", x1, y1, x2, y2 }),
    );
    const spots = called.map(({ px, py }) =>
      svg("circle", { class: "end", cx: px, cy: py, r: 2.5 }),
    );
    sheet.replaceChildren(...leaders, ...spots, ...[...kept, ...called].map(drawn));
  }
  map.on("moveend resize", draw);
  draw();
  return draw;
}

/** Boxes of what stands on the map already, in its own pixels. */
function furniture(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".leaflet-control, .on-stage")].map((part) => {
    const { left, top, width, height } = part.getBoundingClientRect();
    return { x: left - frame.left, y: top - frame.top, w: width, h: height };
  });
}
