// Which single zones are listed, and in what order.

import { calm } from "#map/elements.js";
import { filtered, sorted } from "#map/table.js";

/** What a list can be sorted by, all but the name from the most to the least at first. */
export const SORTS = ["last", "first", "change", "known", "name"];

const WORDS = ["label", "kind", "departments", "municipalities"];

/** Below so many hectares the ends of an interval are not held against one another. */
const LEAST_HA = 1;

/** A unit with what it is sorted and found by; what is not known is null. */
export function laidOut(unit, [best], kinds) {
  const [first, last] = unit.coca?.[best] ?? [null, null];
  const [departments, municipalities] = unit.places;
  return {
    ...unit,
    label: calm(unit.name),
    kind: kinds.get(unit.zone),
    departments,
    municipalities,
    first: first?.[1] ?? null,
    last: last?.[1] ?? null,
    step: unit.change ?? null,
    change: unit.change?.[1] ?? null,
    known: known(last),
    most: unit.bounds?.[1]?.[1] ?? null,
  };
}

/** How well hectares are known: the low end of the interval as a part of the high end. */
export function known(ends) {
  return ends && ends[2] >= LEAST_HA ? ends[0] / ends[2] : null;
}

/** Units of a kind, in the states asked for; a search looks through all states. */
export function listed(units, { kind, asked, states, sort, falling }) {
  const among = units.filter(
    (unit) => (!kind || unit.zone === kind) && (asked.trim() || states.has(unit.state)),
  );
  const ranked = sorted(sorted(among, "most", true), "last", true);
  return sorted(filtered(ranked, WORDS, asked), sort === "name" ? "label" : sort, falling);
}

/** How many there are in each state, of a kind or of all. */
export function counted(units, kind) {
  const counts = { told: 0, little: 0, none: 0, unknown: 0 };
  for (const unit of units) if (!kind || unit.zone === kind) counts[unit.state] += 1;
  return counts;
}
