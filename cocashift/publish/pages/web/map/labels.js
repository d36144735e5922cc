// Labels that do not cover one another: the more important first, and what collides is left out.

export function overlaps(a, b, gap = 2) {
  return (
    a.x < b.x + b.w + gap && b.x < a.x + a.w + gap && a.y < b.y + b.h + gap && b.y < a.y + a.h + gap
  );
}

const inFrame = (box, { w, h }) =>
  box.x >= 0 && box.y >= 0 && box.x + box.w <= w && box.y + box.h <= h;

/** The boxes, in order of importance, that fit beside those taken: one for each name, if it has. */
export function fitting(boxes, taken, frame) {
  const kept = [];
  for (const box of boxes) {
    if (!inFrame(box, frame) || kept.some(({ name }) => name && name === box.name)) continue;
    if ([...taken, ...kept].some((other) => overlaps(box, other))) continue;
    kept.push(box);
  }
  return kept;
}

const TURNS = 20;
const REACHES = [26, 44, 66, 92, 124, 160, 200];

/** Where a label with a leader could stand around its point: to the side that it is on. */
export function seats({ x, y, w, h }) {
  return REACHES.flatMap((reach) =>
    Array.from({ length: TURNS }, (_, turn) => {
      const angle = (2 * Math.PI * turn) / TURNS;
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      const [ax, ay] = [x + reach * dx, y + reach * dy];
      return { x: dx < 0 ? ax - w : ax, y: ay - h / 2, w, h, from: [x, y], to: [ax, ay], reach };
    }),
  );
}

/** Whether a straight leader passes through a box. */
export function crosses([x1, y1], [x2, y2], box) {
  return Array.from({ length: 9 }, (_, step) => step / 8).some((t) => {
    const [x, y] = [x1 + t * (x2 - x1), y1 + t * (y2 - y1)];
    return x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h;
  });
}

/** Whether two leaders meet. */
export function meet([[ax, ay], [bx, by]], [[cx, cy], [dx, dy]]) {
  const side = (px, py, qx, qy, rx, ry) => Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
  return (
    side(ax, ay, bx, by, cx, cy) !== side(ax, ay, bx, by, dx, dy) &&
    side(cx, cy, dx, dy, ax, ay) !== side(cx, cy, dx, dy, bx, by)
  );
}

// A label that would cost more is left out: it would stand far off, across what others look for.
const DEAREST = 34;

/** Seat labels beside their points, one after the other, where each costs least; or nowhere. */
export function seated(labels, taken, frame, cost) {
  const placed = [];
  for (const label of labels) {
    const free = seats(label).filter(
      (seat) =>
        inFrame(seat, frame) &&
        // A label on another's point would leave that one no way out.
        !labels.some((other) => other !== label && overlaps(seat, { ...other, w: 0, h: 0 }, 3)) &&
        ![...taken, ...placed].some((other) => overlaps(seat, other, 4)) &&
        !placed.some(
          (other) =>
            crosses(seat.from, seat.to, other) ||
            crosses(other.from, other.to, seat) ||
            meet([seat.from, seat.to], [other.from, other.to]),
        ),
    );
    const best = free
      .map((seat) => ({ ...label, ...seat, price: seat.reach / 7 + cost(seat) }))
      .filter(({ price }) => price < DEAREST)
      .reduce((least, seat) => (!least || seat.price < least.price ? seat : least), null);
    if (best) placed.push(best);
  }
  return placed;
}
