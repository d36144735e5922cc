// Curved lines between two places.

const STEPS = 16;
const BEND = 0.18;

/** Points of a quadratic curve from one place to another, bent to the left of its way. */
export function curve([fromLat, fromLng], [toLat, toLng]) {
  const [dLat, dLng] = [toLat - fromLat, toLng - fromLng];
  const [midLat, midLng] = [
    (fromLat + toLat) / 2 + BEND * dLng,
    (fromLng + toLng) / 2 - BEND * dLat,
  ];
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const t = step / STEPS;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return [a * fromLat + b * midLat + c * toLat, a * fromLng + b * midLng + c * toLng];
  });
}
