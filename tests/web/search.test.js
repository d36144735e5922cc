import assert from "node:assert/strict";
import { test } from "node:test";

import { found, plain, withDepartments } from "#map/search.js";

const ROWS = [
  { divipola: "05045", municipality: "Apartadó", department: "Antioquia" },
  { divipola: "05483", municipality: "Nariño", department: "Antioquia" },
  { divipola: "52835", municipality: "San Andrés de Tumaco", department: "Nariño" },
  { divipola: "86865", municipality: "Valle del Guamuez", department: "Putumayo" },
];
const ALL = withDepartments(ROWS);
const names = (asked) => found(ALL, asked).map((row) => row.municipality ?? row.department);

test("accents, capitals and signs do not matter", () => {
  assert.equal(plain(" Apartadó "), "apartado");
  assert.equal(plain("Bogotá, D.C."), "bogota d c");
  assert.deepEqual(names("APARTADO"), ["Apartadó"]);
});

test("any word of a name finds it, and several words in any order", () => {
  assert.deepEqual(names("tumaco"), ["San Andrés de Tumaco"]);
  assert.deepEqual(names("guamuez valle"), ["Valle del Guamuez"]);
  assert.deepEqual(names("52835"), ["San Andrés de Tumaco"]);
});

test("a name that is a department's and a municipality's finds the department first, then both", () => {
  const rows = found(ALL, "nariño");
  assert.equal(rows[0].department, "Nariño");
  assert.equal(rows[0].municipality, undefined);
  assert.equal(rows[1].municipality, "Nariño");
  assert.equal(rows[2].municipality, "San Andrés de Tumaco");
});

test("a name and its department together find the one of several", () => {
  assert.deepEqual(names("tumaco nariño"), ["San Andrés de Tumaco"]);
});

test("nothing asked and nothing like it find nothing", () => {
  assert.deepEqual(names("  "), []);
  assert.deepEqual(names("zzzz"), []);
  assert.deepEqual(names("artado"), []);
});
