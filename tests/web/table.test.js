import assert from "node:assert/strict";
import { test } from "node:test";

import { filtered, sorted } from "#map/table.js";

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

test("rows are filtered by the beginnings of words, accents or not", () => {
  const rows = [
    { name: "San José del Guaviare", place: "Guaviare" },
    { name: "Tibú", place: "Norte de Santander" },
  ];
  const names = (asked) => filtered(rows, ["name", "place"], asked).map(({ name }) => name);
  assert.deepEqual(names("jose"), ["San José del Guaviare"]);
  assert.deepEqual(names("santander tibu"), ["Tibú"]);
  assert.deepEqual(
    names(" "),
    rows.map(({ name }) => name),
  );
  assert.deepEqual(names("xyz"), []);
});
