// What the card is of while no municipality is chosen: a zone of the address, or a department.

import { emptyCard } from "#map/card.js";
import { showDepartment } from "#map/departments.js";
import { clearOf } from "#map/room.js";
import { showUnit } from "#map/unit.js";

export class Kept {
  /** `act` tells whether a municipality is `chosen`, drops it, and lets the card `rise`. */
  constructor(map, data, numbers, act) {
    Object.assign(this, { map, data, numbers, act, own: null });
  }

  /** Show it in the card, or that there is nothing. */
  show() {
    if (this.own) this.own.card();
    else emptyCard(this.data.words);
  }

  /** Let go what the card is of: the municipality first, then what it lies over. */
  letGo() {
    if (this.own && !this.act.chosen()) this.own.away();
    else this.act.drop();
  }

  release(own) {
    if (this.own === own) this.own = null;
    if (!this.act.chosen()) this.act.drop();
  }

  /** Frame a department that was searched for, and tell its total. */
  department(found, places) {
    const inside = [...places.features.values()].filter(({ properties }) =>
      properties.id.startsWith(found.divipola),
    );
    const own = {
      card: () => showDepartment(found, this.data, this.numbers),
      away: () => this.release(own),
    };
    this.own = own;
    this.act.drop();
    this.act.rise();
    this.map.fitBounds(L.geoJSON(inside).getBounds(), { animate: false, ...clearOf(this.map) });
  }

  /** Outline the zone that the address names, if any, and tell its row. */
  unit(zones, state) {
    const gone = () => this.release(unit);
    const unit = showUnit(this.map, zones, state, this.data, this.numbers, gone);
    if (!unit) return;
    this.own = unit;
    this.show();
    this.act.rise();
    if (!state.parts.at) unit.frame();
  }
}
