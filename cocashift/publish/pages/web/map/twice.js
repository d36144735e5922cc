// Every municipality drawn once and shown in the colours of two years.
//
// A shape carries both colours; which of them is seen is inherited from where it is shown. So a
// reference to the drawn shapes, `<use>`, shows them in the other year without a second copy.

import { svg } from "#map/elements.js";

/** How much of a shape's colour is the first year's: all of it, or nothing. */
const FIRST = "100%";
const LAST = "0%";

export class Twice {
  /** `colours` gives the first and the last colour of a municipality. */
  constructor(map, places, colours) {
    this.map = map;
    places.layer.eachLayer((shape) => {
      const [first, last] = colours(shape.feature.properties.id);
      const { style } = shape.getElement();
      style.setProperty("--first", first);
      style.setProperty("--last", last);
      style.fill = "color-mix(in srgb, var(--first) var(--part), var(--last))";
    });
    this.sheet = map.getPane("municipalities").querySelector("svg");
    this.shapes = this.sheet.querySelector("g");
    this.shapes.id = "shapes";
    this.cut = svg("rect", {});
    const clip = svg("clipPath", { id: "before-the-line" }, [this.cut]);
    this.over = svg("use", { href: "#shapes", "clip-path": "url(#before-the-line)" });
    this.over.style.setProperty("--part", FIRST);
    // What lies beneath answers to the pointer on both sides.
    this.over.style.pointerEvents = "none";
    this.sheet.append(svg("defs", {}, [clip]), this.over);
    this.beneath(LAST);
  }

  beneath(part) {
    this.sheet.style.setProperty("--part", part);
  }

  /** The first year lies over the last, as far as a share of the map's width. */
  overTo(share) {
    this.beneath(LAST);
    this.over.style.display = share > 0 ? "" : "none";
    const { x, y } = this.map.getSize();
    const from = this.map.containerPointToLayerPoint([0, 0]);
    const box = { x: from.x - x, y: from.y - y, width: x + (x * share) / 100, height: 3 * y };
    for (const [key, value] of Object.entries(box)) this.cut.setAttribute(key, value);
  }

  /** One of both years alone. */
  alone(first) {
    this.over.style.display = "none";
    this.beneath(first ? FIRST : LAST);
  }
}

/** The last year in a frame of its own beside the map, moving with it. */
export class Mirror {
  constructor(map) {
    this.map = map;
    this.frame = L.DomUtil.create("div", "mirror");
    this.frame.hidden = true;
    map.getContainer().after(this.frame);
    this.drawing = svg("svg", { "aria-hidden": "true" });
    this.frame.append(this.drawing);
    map.on("move zoomend resize viewreset", () => this.follow());
    this.drag();
  }

  /** Show what the map shows; panes without a drawing have nothing to show. */
  show(shown) {
    this.frame.hidden = !shown;
    document.body.classList.toggle("beside", shown);
    this.map.invalidateSize({ animate: false });
    this.follow();
  }

  follow() {
    if (this.frame.hidden) return;
    const { x, y } = this.map.getSize();
    const from = this.map.containerPointToLayerPoint([0, 0]);
    this.drawing.setAttribute("viewBox", `${from.x} ${from.y} ${x} ${y}`);
    const panes = ["land", "municipalities", "departments", "chosen"];
    const uses = panes
      .map((name) => [name, this.map.getPane(name)?.querySelector("svg > g")])
      .filter(([, group]) => group)
      .map(([name, group]) => {
        group.id ||= `drawn-${name}`;
        const use = svg("use", { href: `#${group.id}` });
        use.style.setProperty("--part", LAST);
        return use;
      });
    this.drawing.replaceChildren(...uses);
  }

  /** Dragged, wheeled and pointed at, it does what the map does. */
  drag() {
    const { frame, map } = this;
    let last = null;
    let moved = 0;
    // The same spot of the map: both frames are of one size, side by side.
    const beneath = ({ clientX, clientY }) => {
      const away =
        frame.getBoundingClientRect().left - map.getContainer().getBoundingClientRect().left;
      return [clientX - away, clientY];
    };
    const pass = (event, type) => {
      const [clientX, clientY] = beneath(event);
      const target = document.elementFromPoint(clientX, clientY);
      target?.dispatchEvent(new MouseEvent(type, { clientX, clientY, bubbles: true }));
    };
    frame.addEventListener("pointerdown", (event) => {
      frame.setPointerCapture(event.pointerId);
      last = [event.clientX, event.clientY];
      moved = 0;
    });
    frame.addEventListener("pointermove", (event) => {
      if (!last) return pass(event, "mousemove");
      const step = [last[0] - event.clientX, last[1] - event.clientY];
      moved += Math.abs(step[0]) + Math.abs(step[1]);
      last = [event.clientX, event.clientY];
      map.panBy(step, { animate: false });
    });
    frame.addEventListener("pointerup", (event) => {
      last = null;
      if (moved < 4) pass(event, "click");
    });
    frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      const [x, y] = beneath(event);
      const { left, top } = map.getContainer().getBoundingClientRect();
      const zoom = map.getZoom() + (event.deltaY < 0 ? 0.5 : -0.5);
      map.setZoomAround(L.point(x - left, y - top), zoom, { animate: false });
    });
  }
}
