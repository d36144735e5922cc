// What stands along the top and the foot of a map: a view fitted to the map keeps clear of it.

const EDGE = 12;

/** What fitBounds is told, so that what it shows lies between the chips and the words at the foot. */
export function clearOf(map) {
  const frame = map.getContainer();
  const { top, bottom } = frame.getBoundingClientRect();
  const seen = (selector) =>
    [...frame.querySelectorAll(selector)]
      .map((part) => part.getBoundingClientRect())
      .filter(({ height }) => height);
  const above = seen(".chips").map((part) => part.bottom - top + EDGE / 2);
  const below = seen(".on-map").map((part) => bottom - part.top + EDGE / 2);
  return {
    paddingTopLeft: [EDGE, Math.max(EDGE, ...above)],
    paddingBottomRight: [EDGE, Math.max(EDGE, ...below)],
  };
}
