import assert from "node:assert/strict";
import { test } from "node:test";

import { radius } from "#map/circles.js";
import { curve } from "#map/curves.js";
import { classOf, colourAt } from "#map/density.js";
import { Numbers } from "#map/numbers.js";
import { runs } from "#map/sparkline.js";

test("numbers are written as the reader writes them, with a true minus", () => {
  assert.equal(new Numbers("en").hectares(69132), "69,132 ha");
  assert.equal(new Numbers("es-CO").hectares(69132), "69.132 ha");
  assert.equal(new Numbers("en").change(-2523), "−2,523");
  assert.equal(new Numbers("en").change(23466), "+23,466");
  assert.equal(new Numbers("en").change(0), "0");
  assert.equal(new Numbers("en").share(0.3517), "35.2%");
});

test("a circle's area grows with its hectares, whatever the sign", () => {
  assert.equal(radius(400), radius(-400));
  assert.ok(Math.abs(radius(400) / radius(100) - 2) < 1e-12);
});

test("a class begins at its break", () => {
  assert.deepEqual(
    [0.5, 1, 9.99, 10, 11].map((value) => classOf(value, [1, 10])),
    [0, 1, 1, 2, 2],
  );
});

test("missing, none and little have colours of their own", () => {
  const data = {
    theme: { missing: "grey", none: "white", colours: ["pale", "dark"], breaks: [1] },
    series: { "05001": [0, null, 0.5, 500] },
    area_ha: { "05001": 10_000 },
  };
  const colours = [0, 1, 2, 3].map((place) => colourAt(data, "05001", place));
  assert.deepEqual(colours, ["white", "grey", "pale", "dark"]);
  assert.equal(colourAt(data, "05002", 0), "grey");
});

test("a missing year is a gap in the line, and the highest year touches the top", () => {
  const found = runs([2001, 2002, 2003, 2005], [5, null, 10, 0], 100, 50);
  assert.deepEqual(found, [
    [[0, 25]],
    [
      [50, 0],
      [100, 50],
    ],
  ]);
});

test("a curve starts and ends where it should, and bends", () => {
  const points = curve([0, 0], [0, 10]);
  assert.deepEqual(points[0], [0, 0]);
  assert.deepEqual(points.at(-1), [0, 10]);
  assert.ok(points[8][0] > 0.5);
});
