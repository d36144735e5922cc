// The density raster over the municipalities, its classes painted in the page's own colours.

import { parsed, seen } from "#map/colours.js";

const CELL = 4;

/** Give what shows the grid (true) or hides it (false). */
export function offerGrid(map, grid) {
  let overlay = null;
  let shown = false;
  async function paint() {
    const image = new Image();
    image.src = `data:image/png;base64,${grid.png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
    const colours = grid.classes.map(({ colour }) => parsed(seen(colour)));
    for (let at = 0; at < pixels.data.length; at += CELL) {
      const of = pixels.data[at];
      pixels.data.set(of ? [...colours[of - 1], 255] : [0, 0, 0, 0], at);
    }
    pen.putImageData(pixels, 0, 0);
    overlay?.remove();
    overlay = L.imageOverlay(canvas.toDataURL(), grid.bounds, { pane: "grid", className: "grid" });
    if (shown) overlay.addTo(map);
  }
  window
    .matchMedia("(prefers-color-scheme: dark)")
    .addEventListener("change", () => overlay && paint());
  return (show) => {
    shown = show;
    if (show && !overlay) paint();
    else if (show) overlay.addTo(map);
    else overlay?.remove();
  };
}
