// Zones off limits: outlines, a light hatch as one comes nearer, switched by reading or one by one.

import { calm, text } from "#map/elements.js";
import { Finder } from "#map/hit.js";
import { definePatterns, hatchSample } from "#map/hatches.js";

const HATCHED_FROM = 7;

const rings = ({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates);

export class Zones {
  constructor(map, { masks, zones, readings, headline, words }, state) {
    definePatterns(zones);
    this.map = map;
    this.state = state;
    this.zones = zones.filter(({ id }) => masks.objects[id]);
    const asked = state.parts.zones?.split(".");
    for (const zone of this.zones) {
      const { features } = topojson.feature(masks, masks.objects[zone.id]);
      const shapes = features.filter(({ geometry }) => geometry);
      zone.features = shapes;
      zone.finder = new Finder(shapes);
      zone.shown = asked ? asked.includes(zone.id) : readings[headline].includes(zone.tier);
      // All of a category is one path: what overlaps in it is hatched once.
      zone.layer = L.geoJSON(
        { type: "MultiPolygon", coordinates: shapes.flatMap(({ geometry }) => rings(geometry)) },
        {
          pane: "masks",
          interactive: false,
          style: { weight: 1, color: zone.colour, fillRule: "nonzero", fillOpacity: 0.4 },
        },
      );
    }
    this.offer(readings, words);
    map.on("zoomend", () => this.draw());
    this.draw();
  }

  draw() {
    const near = this.map.getZoom() >= HATCHED_FROM;
    for (const { id, layer, shown } of this.zones) {
      const fillColor = near ? `url(#hatch-${id})` : "none";
      layer.setStyle({ fill: true, fillColor, weight: near ? 1.2 : 0.7, opacity: near ? 1 : 0.75 });
      if (shown) layer.addTo(this.map);
      else layer.remove();
    }
  }

  /** Names of the zones shown at a place. */
  at({ lat, lng }) {
    const here = this.zones
      .filter(({ shown }) => shown)
      .flatMap(({ name, finder }) =>
        finder
          .at(lng, lat)
          .map(({ properties }) => (properties.name ? `${name}: ${calm(properties.name)}` : name)),
      );
    return [...new Set(here)];
  }

  switch(shown, { remember = true } = {}) {
    for (const zone of this.zones) zone.shown = shown(zone);
    this.draw();
    this.tell();
    const ids = this.zones.filter((zone) => zone.shown).map(({ id }) => id);
    if (remember) this.state.set({ zones: ids.join(".") || "none" });
  }

  tell() {
    for (const [id, box] of this.boxes) box.checked = this.zones.find((z) => z.id === id).shown;
    const shown = this.zones.filter((zone) => zone.shown).map(({ id }) => id);
    for (const [name, button] of this.readings) {
      const counted = this.zones.filter(({ tier }) => this.tiers[name].includes(tier));
      const same = counted.length === shown.length && counted.every(({ id }) => shown.includes(id));
      button.setAttribute("aria-pressed", String(same));
    }
  }

  offer(readings, words) {
    this.tiers = readings;
    const bar = document.getElementById("readings");
    this.readings = Object.entries(readings).map(([name, tiers]) => {
      const button = text("button", words[`reading_${name}`] ?? name, { type: "button" });
      button.addEventListener("click", () => this.switch(({ tier }) => tiers.includes(tier)));
      bar.append(button);
      return [name, button];
    });
    const list = document.getElementById("zones");
    this.boxes = this.zones.map((zone) => {
      const box = text("input", "", { type: "checkbox", id: `zone-${zone.id}` });
      box.addEventListener("change", () =>
        this.switch((each) => (each === zone ? box.checked : each.shown)),
      );
      const label = text("label", "", { title: zone.label });
      label.append(box, hatchSample(zone), text("span", zone.name), text("b", zone.change));
      list.append(label);
      return [zone.id, box];
    });
    this.tell();
  }
}
