// Which shape lies under a point: for shapes that are drawn as one path and have no elements.

function within(ring, x, y) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Whether a geometry of polygons contains a point, holes left out. */
export function contains({ type, coordinates }, x, y) {
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.some(
    ([shell, ...holes]) => within(shell, x, y) && !holes.some((hole) => within(hole, x, y)),
  );
}

/** West, south, east and north of a geometry of polygons. */
export function boxOf({ type, coordinates }) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [shell] of type === "Polygon" ? [coordinates] : coordinates) {
    for (const [x, y] of shell) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

/** Features that can be asked what lies at a point. */
export class Finder {
  constructor(features) {
    this.kept = features
      .filter(({ geometry }) => geometry?.coordinates?.length)
      .map((feature) => ({ feature, box: boxOf(feature.geometry) }));
  }

  at(x, y) {
    return this.kept
      .filter(
        ({ box: [west, south, east, north] }) => x >= west && x <= east && y >= south && y <= north,
      )
      .map(({ feature }) => feature)
      .filter(({ geometry }) => contains(geometry, x, y));
  }
}
