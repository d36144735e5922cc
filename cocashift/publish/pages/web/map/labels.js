// Labels that do not cover one another: the more important first, and what collides is left out.

export function overlaps(a, b, gap = 2) {
  return (
    a.x < b.x + b.w + gap && b.x < a.x + a.w + gap && a.y < b.y + b.h + gap && b.y < a.y + a.h + gap
  );
}

const inFrame = (box, { w, h }) => box.x >= 0 && box.y >= 0 && box.x + box.w <= w && box.y + box.h <= h;

/** The boxes, in order of importance, that fit into the frame beside those taken. */
export function fitting(boxes, taken, frame) {
  const kept = [];
  for (const box of boxes) {
    if (!inFrame(box, frame)) continue;
    if ([...taken, ...kept].some((other) => overlaps(box, other))) continue;
    kept.push(box);
  }
  return kept;
}

const TURNS = 20;
const REACHES = [26, 44, 66, 92, 124, 160];

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

/** Seat labels beside their points, one after the other, where each costs least; or nowhere. */
export function seated(labels, taken, frame, cost) {
  const placed = [];
  for (const label of labels) {
    const free = seats(label).filter(
      (seat) =>
        inFrame(seat, frame) &&
        ![...taken, ...placed].some((other) => overlaps(seat, other, 4)) &&
        !placed.some(
          (other) =>
            crosses(seat.from, seat.to, other) || (other.from && crosses(other.from, other.to, seat)),
        ),
    );
    const best = free
      .map((seat) => ({ ...label, ...seat, price: seat.reach / 10 + cost(seat) }))
      .reduce((least, seat) => (!least || seat.price < least.price ? seat : least), null);
    if (best) placed.push(best);
  }
  return placed;
}
