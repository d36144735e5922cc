import assert from "node:assert/strict";
import { test } from "node:test";

import { boxOf, contains, Finder } from "#map/hit.js";

const ring = (x, y, side) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
const holed = { type: "Polygon", coordinates: [ring(0, 0, 10), ring(4, 4, 2)] };
const twice = { type: "MultiPolygon", coordinates: [[ring(0, 0, 1)], [ring(5, 5, 1)]] };

test("a point is inside a shape, and not in its hole", () => {
  assert.ok(contains(holed, 1, 1));
  assert.ok(!contains(holed, 5, 5));
  assert.ok(!contains(holed, 11, 5));
});

test("each part of a shape counts, and its box holds them all", () => {
  assert.ok(contains(twice, 5.5, 5.5));
  assert.ok(!contains(twice, 3, 3));
  assert.deepEqual(boxOf(twice), [0, 0, 6, 6]);
});

test("all shapes at a point are found, and those without geometry are no matter", () => {
  const features = [{ geometry: holed }, { geometry: null }, { geometry: twice }];
  assert.deepEqual(new Finder(features).at(0.5, 0.5), [features[0], features[2]]);
  assert.deepEqual(new Finder(features).at(5.5, 5.5), [features[2]]);
});
