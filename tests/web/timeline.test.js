import assert from "node:assert/strict";
import { test } from "node:test";

import { fit, mercator } from "#map/pairs.js";
import { apart } from "#map/slopes.js";
import { band, nearest } from "#map/timeline.js";

test("a pixel is nearest to one year, and beyond the ends to the end", () => {
  assert.equal(nearest(0, 210, 22), 0);
  assert.equal(nearest(104, 210, 22), 10);
  assert.equal(nearest(106, 210, 22), 11);
  assert.equal(nearest(-40, 210, 22), 0);
  assert.equal(nearest(999, 210, 22), 21);
});

test("a band is broken where a year is missing", () => {
  const years = [2001, 2002, 2003, 2004];
  const low = [1, 1, null, 2];
  const high = [2, 3, null, 4];
  const drawn = band(years, { low, high }, 90, 100, 4);
  assert.equal(drawn, "M0.0 50.0L30.0 25.0L30.0 75.0L0.0 75.0ZM90.0 0.0L90.0 50.0Z");
});

test("labels move apart, keep their order and stay in the frame", () => {
  const found = apart([10, 12, 11, 99, 100], 10, 100);
  const ordered = [...found].sort((a, b) => a - b);
  for (let at = 1; at < ordered.length; at++) assert.ok(ordered[at] - ordered[at - 1] >= 10);
  assert.ok(found[0] < found[2] && found[2] < found[1]);
  assert.ok(Math.max(...found) <= 100);
  assert.deepEqual(apart([], 10, 100), []);
});

test("a region fills its frame, north up, and is as wide as web maps draw it", () => {
  const put = fit([-77, 1, -75, 3], 100, 80);
  const [x, y] = put([-76, 2]);
  assert.ok(Math.abs(x - 50) < 1e-9 && Math.abs(y - 40) < 0.1);
  const [left, bottom] = put([-77, 1]);
  const [right, top] = put([-75, 3]);
  assert.ok(left > 0 && right < 100 && top >= 0 && bottom <= 80 && top < bottom);
  assert.ok(Math.abs(mercator([0, 60])[1] - 75.4561) < 1e-3);
});
