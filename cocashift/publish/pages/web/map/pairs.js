// Regions in both years beside each other, painted from the shapes that the map has.

import { seen } from "#map/colours.js";
import { text } from "#map/elements.js";
import { boxOf } from "#map/hit.js";

const WIDE = 104;
const HIGH = 92;

/** A transverse place of longitude and latitude as web maps have it, in degrees. */
export function mercator([lng, lat]) {
  return [lng, (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))];
}

/** What puts a box of [west, south, east, north] into the middle of a frame. */
export function fit([west, south, east, north], wide, high) {
  const [[left, bottom], [right, top]] = [mercator([west, south]), mercator([east, north])];
  const scale = Math.min(wide / (right - left), high / (top - bottom)) * 0.96;
  const [x0, y0] = [(left + right) / 2, (bottom + top) / 2];
  return (place) => {
    const [x, y] = mercator(place);
    return [wide / 2 + (x - x0) * scale, high / 2 - (y - y0) * scale];
  };
}

function paint(canvas, features, box, colour) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = WIDE * ratio;
  canvas.height = HIGH * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.lineWidth = 0.3;
  pen.strokeStyle = seen("var(--edge)");
  const put = fit(box, WIDE, HIGH);
  for (const { geometry, properties } of features) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    pen.beginPath();
    for (const ring of polygons.flat()) {
      ring.forEach((place, at) => pen[at ? "lineTo" : "moveTo"](...put(place)));
      pen.closePath();
    }
    pen.fillStyle = colour(properties.id);
    pen.fill("evenodd");
    pen.stroke();
  }
}

/** Draw the pairs; `colourOf` gives the colour of a municipality on one side. */
export function drawPairs(holder, map, data, features, colourOf, numbers) {
  const { regions, departments_of: of, series, series_years: years, words } = data;
  const places = data.years.map((year) => years.indexOf(year));
  const sum = (codes, at) => {
    const values = codes.map((code) => series[code]?.[at] ?? null).filter((each) => each !== null);
    return values.length ? values.reduce((all, each) => all + each, 0) : null;
  };
  const drawn = Object.keys(regions).map((region) => {
    const own = features.filter(({ properties }) => of[region].includes(properties.id.slice(0, 2)));
    const codes = own.map(({ properties }) => properties.id);
    const hectares = places.map((at) => sum(codes, at));
    const [[south, west], [north, east]] = regions[region];
    const near = own.filter(({ geometry }) => {
      const [w, s, e, n] = boxOf(geometry);
      return w < east && e > west && s < north && n > south;
    });
    return { region, near, hectares, box: [west, south, east, north] };
  });
  drawn.sort((a, b) => (b.hectares[1] ?? 0) - (a.hectares[1] ?? 0));
  const canvases = [];
  for (const { region, near, hectares, box } of drawn) {
    const button = text("button", "", { type: "button" });
    const figures = hectares.map((value) => (value === null ? "–" : numbers.hectares(value)));
    button.append(
      text("b", words[`region_${region}`]),
      text("span", figures.join(" → "), { class: "figure" }),
    );
    const pair = text("span", "", { class: "pair", "aria-hidden": "true" });
    data.years.forEach((year, side) => {
      const canvas = document.createElement("canvas");
      canvases.push(() => {
        const kept = new Map();
        paint(canvas, near, box, (id) => {
          const colour = colourOf(id, side);
          if (!kept.has(colour)) kept.set(colour, seen(colour));
          return kept.get(colour);
        });
      });
      const half = text("span", "", {});
      half.append(canvas, text("small", year));
      pair.append(half);
    });
    button.append(pair);
    button.addEventListener("click", () =>
      map.fitBounds(regions[region], { animate: false, padding: [12, 12], maxZoom: 9 }),
    );
    holder.append(button);
  }
  const all = () => canvases.forEach((draw) => draw());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  // The map comes first.
  requestAnimationFrame(all);
}
