// The view as a picture of its own: what the map's panes show, with title, legend and sources.

import { seen } from "#map/colours.js";
import { svg } from "#map/elements.js";

const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "paint-order",
  "font-size",
  "font-weight",
  "font-style",
  "letter-spacing",
];
const TOP = 44;
const FOOT = 26;

/** Copy a drawing with the styles that the page gives it: a picture has no page around it. */
function copied(node) {
  const copy = node.cloneNode(true);
  const pairs = [[node, copy]];
  node
    .querySelectorAll("*")
    .forEach((each, place) => pairs.push([each, copy.querySelectorAll("*")[place]]));
  for (const [from, to] of pairs) {
    if (!/^(path|text|tspan|line|circle|rect|polyline)$/.test(from.tagName)) continue;
    const style = getComputedStyle(from);
    if (style.display === "none" || style.visibility === "hidden") to.remove();
    for (const name of STYLES) to.setAttribute(name, style.getPropertyValue(name));
    to.removeAttribute("class");
    to.removeAttribute("style");
  }
  return copy;
}

function words(content, x, y, size, more = {}) {
  const node = svg("text", { x, y, "font-size": size, ...more });
  node.textContent = content;
  return node;
}

/** Everything that the map shows, as one SVG element. */
export function picture(map, { title, credits, legend }) {
  const { x: wide, y: high } = map.getSize();
  const page = getComputedStyle(document.body);
  const frame = map.getContainer().getBoundingClientRect();
  const drawing = svg("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: wide,
    height: high + TOP + FOOT,
    viewBox: `0 0 ${wide} ${high + TOP + FOOT}`,
    "font-family": "system-ui, 'DejaVu Sans', sans-serif",
    fill: page.color,
  });
  const clip = svg("clipPath", { id: "map-frame" }, [svg("rect", { width: wide, height: high })]);
  const patterns = [...document.querySelectorAll("pattern, marker")].map(copied);
  drawing.append(
    svg("defs", {}, [clip, ...patterns]),
    svg("rect", { width: "100%", height: "100%", fill: page.backgroundColor }),
  );
  const sea = getComputedStyle(map.getContainer()).backgroundColor;
  const ground = svg("g", { transform: `translate(0 ${TOP})`, "clip-path": "url(#map-frame)" }, [
    svg("rect", { width: wide, height: high, fill: sea }),
  ]);
  const panes = [
    ...map
      .getContainer()
      .querySelectorAll(".leaflet-pane > svg, .leaflet-pane > img.grid, .insets svg"),
  ];
  const level = (part) => Number(part.closest(".leaflet-pane")?.style.zIndex || 900);
  for (const part of panes.sort((a, b) => level(a) - level(b))) {
    const box = part.getBoundingClientRect();
    const [x, y] = [box.left - frame.left, box.top - frame.top];
    if (part.tagName === "IMG") {
      ground.append(svg("image", { href: part.src, x, y, width: box.width, height: box.height }));
      continue;
    }
    const copy = copied(part);
    copy.removeAttribute("style");
    for (const [key, value] of Object.entries({ x, y, width: box.width, height: box.height }))
      copy.setAttribute(key, value);
    ground.append(copy);
  }
  drawing.append(ground, words(title, 12, 28, 17, { "font-weight": 700 }));
  drawing.append(words(credits, 12, high + TOP + 17, 11));
  let row = high + TOP - 18 * legend.length - 6;
  const plate = {
    x: 8,
    y: row - 18,
    width: 250,
    height: 18 * legend.length + 12,
    rx: 4,
    fill: page.backgroundColor,
    "fill-opacity": 0.85,
  };
  drawing.append(svg("rect", plate));
  for (const { colour, label } of legend) {
    drawing.append(
      svg("rect", {
        x: 14,
        y: row - 11,
        width: 16,
        height: 12,
        fill: seen(colour),
        stroke: "#767c84",
      }),
      words(label, 36, row, 11.5),
    );
    row += 18;
  }
  return drawing;
}

export const asText = (drawing) => new XMLSerializer().serializeToString(drawing);

/** The picture in pixels, twice as many as on the screen. */
export async function asPng(drawing) {
  const image = new Image();
  const [wide, high] = ["width", "height"].map((side) => Number(drawing.getAttribute(side)));
  image.src = URL.createObjectURL(new Blob([asText(drawing)], { type: "image/svg+xml" }));
  await image.decode();
  URL.revokeObjectURL(image.src);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * wide, 2 * high];
  canvas.getContext("2d").drawImage(image, 0, 0, 2 * wide, 2 * high);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
