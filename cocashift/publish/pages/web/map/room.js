// What stands along the top and the foot of a map: a view fitted to the map keeps clear of it.

const EDGE = 12;
// Of the map's height, what may be kept clear at an end: a low map shows something all the same.
const MOST = 0.3;

/** What fitBounds is told, so that what it shows lies between the chips and the words at the foot. */
export function clearOf(map) {
  const frame = map.getContainer();
  const { top, bottom, height: high } = frame.getBoundingClientRect();
  const seen = (selector) =>
    [...frame.querySelectorAll(selector)]
      .map((part) => part.getBoundingClientRect())
      .filter(({ height }) => height);
  const above = seen(".chips").map((part) => part.bottom - top + EDGE / 2);
  const below = seen(".on-map").map((part) => bottom - part.top + EDGE / 2);
  return {
    paddingTopLeft: [EDGE, Math.min(Math.max(EDGE, ...above), high * MOST)],
    paddingBottomRight: [EDGE, Math.min(Math.max(EDGE, ...below), high * MOST)],
  };
}
