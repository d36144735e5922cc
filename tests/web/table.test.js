import assert from "node:assert/strict";
import { test } from "node:test";

import { sorted } from "#map/table.js";

const order = (values, falling) =>
  sorted(
    values.map((value) => ({ value })),
    "value",
    falling,
  ).map(({ value }) => value);

test("rows sort either way, and those without a figure come last", () => {
  assert.deepEqual(order([3, null, -1, 0], false), [-1, 0, 3, null]);
  assert.deepEqual(order([3, null, -1, 0], true), [3, 0, -1, null]);
});

test("names sort as people expect", () => {
  assert.deepEqual(order(["Zona", "Ábrego", "Barco"], false), ["Ábrego", "Barco", "Zona"]);
});

test("the rows given keep their order", () => {
  const rows = [{ value: 2 }, { value: 1 }];
  sorted(rows, "value", false);
  assert.equal(rows[0].value, 2);
});
