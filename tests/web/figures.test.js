import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";

import { called, units } from "#map/callouts.js";
import { runs, ticks } from "#map/chart.js";
import { radius } from "#map/circles.js";
import { curve } from "#map/curves.js";
import { csv } from "#map/downloads.js";
import { calm } from "#map/elements.js";
import { parsed } from "#map/colours.js";
import { offshore, pathIn } from "#map/insets.js";
import { largest } from "#map/largest.js";
import { counts } from "#map/legend.js";
import { Numbers } from "#map/numbers.js";
import { colourOf, isRecorded, listed, named } from "#map/rows.js";
import { nearest } from "#map/sheet.js";
import { along, swarm } from "#map/swarm.js";
import { unpack } from "#map/unpack.js";

test("numbers are written as the reader writes them, with a true minus", () => {
  assert.equal(new Numbers("en").hectares(69132), "69,132 ha");
  assert.equal(new Numbers("es-CO").hectares(69132), "69.132 ha");
  assert.equal(new Numbers("en").change(-2523), "−2,523");
  assert.equal(new Numbers("en").change(23466), "+23,466");
  assert.equal(new Numbers("en").change(-0.3), "0");
  assert.equal(new Numbers("en").change(0), "0");
  assert.equal(new Numbers("en").share(0.3517), "35.2%");
  assert.equal(new Numbers("en").growth(-0.3517), "−35%");
  assert.equal(new Numbers("en").short(12500), "12.5k");
});

test("a circle's area grows with its hectares, whatever the sign", () => {
  assert.equal(radius(400), radius(-400));
  assert.ok(Math.abs(radius(400) / radius(100) - 2) < 1e-12);
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

test("an axis has few and round values, and none above the highest", () => {
  assert.deepEqual(ticks(23148), [0, 10000, 20000]);
  assert.deepEqual(ticks(9), [0, 5]);
  assert.deepEqual(ticks(0), [0]);
});

test("a curve starts and ends where it should, and bends", () => {
  const points = curve([0, 0], [0, 10]);
  assert.deepEqual(points[0], [0, 0]);
  assert.deepEqual(points.at(-1), [0, 10]);
  assert.ok(points[8][0] > 0.5);
});

test("no dot of the swarm covers another, and each stays at its change", () => {
  const dots = Array.from({ length: 40 }, (_, n) => ({ x: 100 + (n % 7), r: 3 }));
  const placed = swarm(dots);
  placed.forEach((one, place) => {
    assert.equal(one.x, dots[place].x);
    for (const other of placed.slice(0, place))
      assert.ok((one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= 36);
  });
  assert.equal(along(-100, 100), -1);
  assert.equal(along(25, 100), 0.5);
});

test("classes are counted, an empty one too", () => {
  assert.deepEqual(counts([0, 2, 2], [{}, {}, {}, {}]), [1, 0, 2, 0]);
});

test("CSV quotes what must be, and a missing figure is empty", () => {
  const rows = [
    { name: 'El "Carmen", N', ha: 1234.5 },
    { name: "Ñ", ha: null },
  ];
  assert.equal(csv(["name", "ha"], rows), 'name,ha\n"El ""Carmen"", N",1234.5\nÑ,\n');
});

test("what lies off the mainland is grouped by name, and drawn inside its frame", () => {
  const island = (x) => ({
    name: "Isla",
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [x, 0],
          [x + 1, 0],
          [x + 1, 1],
          [x, 0],
        ],
      ],
    },
  });
  const features = [island(-20), island(-18), island(5)];
  const [group, ...rest] = offshore(
    features,
    [
      [-5, -5],
      [10, 10],
    ],
    ({ name }) => name,
  );
  assert.deepEqual(rest, []);
  assert.deepEqual(group.box, [-20, 0, -17, 1]);
  const drawn = pathIn(features[0], group.box)
    .match(/[\d.]+/g)
    .map(Number);
  assert.ok(drawn.every((value) => value >= 0 && value <= 74));
});

test("rows keep what is missing apart from zero", () => {
  const rows = [
    named(["divipola", "first", "last"], ["05001", 0, 5], 0),
    named(["divipola", "first", "last"], ["05002", null, 5], 1),
    named(["divipola", "first", "last"], ["05003", null, null], 2),
  ];
  assert.deepEqual(
    listed(rows).map(({ divipola, change }) => [divipola, change]),
    [
      ["05001", 5],
      ["05002", null],
    ],
  );
  assert.deepEqual(
    rows.map((row) => isRecorded(row, { series: {} })),
    [true, true, false],
  );
});

test("a theme without a class for a municipality leaves it the colour of what is missing", () => {
  const themes = [
    { classes: [{ colour: "red" }, { colour: "quiet" }], of: [0] },
    { units: {}, of: [0] },
  ];
  assert.equal(colourOf(themes[0], 0, themes), "red");
  assert.equal(colourOf(themes[1], 0, themes), "quiet");
});

test("the largest changes are called out, of both signs, by the names that people use", () => {
  const numbers = new Numbers("en");
  const rows = [900, 800, 700, -10, 0].map((change, n) => ({
    municipality: n ? `M${n}` : "San Andrés de Tumaco",
    change,
    lat: n,
    lon: -n,
    area_ha: 1,
  }));
  assert.deepEqual(
    called(rows, 3, numbers).map(({ lines }) => lines.join(" ")),
    ["Tumaco +900 ha", "M1 +800 ha", "M3 −10 ha"],
  );
  assert.equal(units(rows, numbers).at(-1).lines.join(), "M4");
  const [rises, falls] = largest(rows, 2);
  assert.deepEqual(
    rises.map(({ change }) => change),
    [900, 800],
  );
  assert.deepEqual(
    falls.map(({ change }) => change),
    [-10],
  );
});

test("a sheet let go settles at the nearest stop", () => {
  assert.deepEqual([0.1, 0.5, 0.9].map(nearest), ["peek", "half", "full"]);
});

test("shouted names are calmed, and others stay as they are", () => {
  assert.equal(calm("MALPELO"), "Malpelo");
  assert.equal(calm("ALTO RÍO SAN JUAN"), "Alto Río San Juan");
  assert.equal(calm("Los Katíos"), "Los Katíos");
});

test("colours are read as the browser tells them", () => {
  assert.deepEqual(parsed("rgb(163, 79, 5)"), [163, 79, 5]);
});

test("data come out of a page as they went in", async () => {
  const data = { name: "Ñandú </script>", rows: [[1, null]] };
  const packed = deflateSync(JSON.stringify(data)).toString("base64");
  assert.deepEqual(await unpack(`\n${packed}\n`), data);
});
