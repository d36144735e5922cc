import assert from "node:assert/strict";
import { test } from "node:test";

import { calm } from "#map/elements.js";
import { place, tens } from "#zones/interval.js";
import { counted, known, laidOut, listed, SORTS } from "#zones/list.js";
import { Numbers, told } from "#map/numbers.js";
import { lines } from "#map/unit.js";
import { address } from "#zones/row.js";
import { taken } from "#zones/take.js";

const KINDS = new Map([
  ["park", "National parks"],
  ["reserve", "Reserves"],
]);
const NOWHERE = [[], []];
const given = (name, last, more = {}) => ({
  zone: "park",
  name,
  state: "told",
  places: NOWHERE,
  coca: { fitted: [null, last], ensemble: [[0, 1, 2], null] },
  bounds: [null, [0, 100]],
  change: [-5, 1, 5],
  ...more,
});
const lay = (units) => units.map((unit) => laidOut(unit, ["fitted", "ensemble"], KINDS));
const ask = (units, more = {}) =>
  listed(units, {
    kind: "",
    asked: "",
    states: new Set(["told"]),
    sort: "last",
    falling: true,
    ...more,
  }).map(({ name }) => name);

const UNITS = lay([
  given("SMALL", [1, 2, 40], { zone: "reserve" }),
  given("LARGE", [50, 100, 200], { places: [["Nariño"], ["Tumaco", "Barbacoas"]] }),
  given("LITTLE", [0, 0.1, 0.4], { state: "little" }),
  { zone: "reserve", name: "NOWHERE", state: "unknown", places: NOWHERE },
]);

test("what is little or unknown is listed when it is asked for, and last", () => {
  assert.deepEqual(ask(UNITS), ["LARGE", "SMALL"]);
  const all = new Set(["told", "little", "unknown"]);
  assert.deepEqual(ask(UNITS, { states: all }), ["LARGE", "SMALL", "LITTLE", "NOWHERE"]);
  assert.equal(ask(UNITS, { states: all, falling: false }).at(-1), "NOWHERE");
});

test("a search looks through all states, by name, department or municipality", () => {
  assert.deepEqual(ask(UNITS, { asked: "nowhere" }), ["NOWHERE"]);
  for (const asked of ["narino", "tumaco", "BARBA"])
    assert.deepEqual(ask(UNITS, { asked }), ["LARGE"]);
  assert.deepEqual(ask(UNITS, { asked: "tumaco", kind: "reserve" }), []);
});

test("everything that a list can be sorted by is there", () => {
  for (const sort of SORTS) assert.equal(ask(UNITS, { sort }).length, 2);
  assert.deepEqual(ask(UNITS, { sort: "name", falling: false }), ["LARGE", "SMALL"]);
  assert.deepEqual(ask(UNITS, { sort: "known" }), ["LARGE", "SMALL"]);
});

test("the share known is the low end over the high end, and none below a hectare", () => {
  assert.equal(known([50, 100, 200]), 0.25);
  assert.equal(known([0.1, 0.2, 0.9]), null);
  assert.equal(known(null), null);
});

test("states are counted by kind", () => {
  assert.deepEqual(counted(UNITS, ""), { told: 2, little: 1, none: 0, unknown: 1 });
  assert.deepEqual(counted(UNITS, "reserve"), { told: 1, little: 0, none: 0, unknown: 1 });
});

test("hectares that round to none and are more are less than one", () => {
  const numbers = new Numbers("es-CO");
  assert.deepEqual(
    [0, 0.01, 0.5, 1234].map((value) => told(value, numbers)),
    ["0", "<1", "1", "1.234"],
  );
});

test("the scale has tenfold steps and begins at one hectare", () => {
  assert.deepEqual(tens(8963), [1, 10, 100, 1000]);
  assert.deepEqual(
    [0, 1, 10, 100, 1e6].map((value) => place(value, 100)),
    [0, 0, 0.5, 1, 1],
  );
});

test("the address of a unit on the map can be read back", () => {
  const unit = { zone: "reserve", name: "A & B #1 + C=D" };
  const read = new URLSearchParams(address(unit).split("#")[1]);
  assert.equal(read.get("unit"), "reserve:A & B #1 + C=D");
});

test("what is taken along has a column for each figure, and nothing where there is none", () => {
  const data = {
    years: [2013, 2014],
    methods: [
      ["fitted", ""],
      ["ensemble", ""],
    ],
  };
  const { columns, rows } = taken(UNITS, data);
  assert.ok(columns.includes("change_ha_fitted_p90"));
  const [, large] = rows;
  assert.equal(large.municipalities, "Tumaco; Barbacoas");
  assert.equal(large.coca_ha_2014_fitted_p50, 100);
  assert.equal(large.coca_ha_2013_fitted_p50, null);
  assert.equal(large.coca_ha_2013_ensemble_p10, 0);
  assert.equal(large.coca_ha_2014_upper, 100);
  assert.equal(rows.at(-1).coca_ha_2014_upper, null);
});

test("a name in capitals is written as people write it", () => {
  assert.equal(calm("SIERRA DE LA MACARENA"), "Sierra de la Macarena");
  assert.equal(calm("LA PAYA"), "La Paya");
  assert.equal(calm("NUKAK - MAKU"), "Nukak - Maku");
  assert.equal(calm("La Turbia"), "La Turbia");
});

test("the map tells of a unit what its row has: an interval where there is one", () => {
  const words = { no_figure: "no figure", interval: "({low} to {high})", change_ha: "Change" };
  const data = { years: [2013, 2014], words };
  assert.deepEqual(lines([null, [0.2, 4, 1200], [-3, 4, 11]], data, new Numbers("en")), [
    [2013, "no figure", ""],
    [2014, "4", "(<1 to 1,200)"],
    ["Change", "+4", "(−3 to +11)"],
  ]);
  assert.deepEqual(lines([[0, 0, 0], [0, 0, 0], null], data, new Numbers("en"))[1], [
    2014,
    "0",
    "",
  ]);
});
