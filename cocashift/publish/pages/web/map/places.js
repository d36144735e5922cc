// The municipalities on a map: those with a record as a shape each, all others as one.

import { Finder } from "#map/hit.js";

export class Places {
  /** `recorded` are the codes with a record; `fill` gives the colour of one; `quiet` of the rest. */
  constructor(map, topology, recorded, fill, { pane = "municipalities", quiet, act }) {
    this.map = map;
    const { geometries } = topology.objects.municipalities;
    const has = ({ properties }) => recorded.has(properties.id);
    this.features = new Map(
      topojson
        .feature(topology, topology.objects.municipalities)
        .features.map((feature) => [feature.properties.id, feature]),
    );
    const rest = geometries.filter((unit) => !has(unit));
    this.finder = new Finder([...this.features.values()].filter((unit) => !has(unit)));
    this.rest = L.geoJSON(topojson.merge(topology, rest), {
      pane,
      style: { className: "rest", weight: 0.8, color: quiet, fillColor: quiet, fillOpacity: 1 },
    }).addTo(map);
    this.layer = L.geoJSON([...this.features.values()].filter(has), {
      pane,
      style: ({ properties }) => ({
        className: "unit",
        weight: 0.4,
        fillColor: fill(properties.id),
        fillOpacity: 1,
      }),
      onEachFeature: ({ properties }, shape) =>
        shape.on({
          mouseover: (event) => act.point(properties.id, event.latlng),
          mousemove: (event) => act.point(properties.id, event.latlng),
          mouseout: () => act.leave(),
          click: (event) => this.choose(event, properties.id, act),
        }),
    }).addTo(map);
    const beneath = ({ latlng }) => this.finder.at(latlng.lng, latlng.lat)[0]?.properties.id;
    this.rest.on({
      mousemove: (event) =>
        beneath(event) ? act.point(beneath(event), event.latlng) : act.leave(),
      mouseout: () => act.leave(),
      click: (event) => beneath(event) && this.choose(event, beneath(event), act),
    });
    map.on("click", () => act.drop());
  }

  choose(event, id, act) {
    L.DomEvent.stopPropagation(event);
    act.choose(id);
  }

  repaint(fill) {
    this.layer.eachLayer((shape) => {
      const colour = fill(shape.feature.properties.id);
      if (shape.options.fillColor !== colour) shape.setStyle({ fillColor: colour });
    });
  }

  /** Outline one municipality above everything else; null takes the outline away. */
  outline(id) {
    this.outlined?.remove();
    this.outlined = null;
    if (!id) return;
    this.outlined = L.geoJSON(this.features.get(id), {
      pane: "chosen",
      interactive: false,
      style: { className: "chosen", weight: 2.5, fill: false },
    }).addTo(this.map);
  }

  show(id) {
    const bounds = L.geoJSON(this.features.get(id)).getBounds();
    this.map.fitBounds(bounds.pad(1.2), { maxZoom: 9, animate: false });
  }
}
