import assert from "node:assert/strict";
import { test } from "node:test";

import { find, plain } from "#map/search.js";

const ROWS = [
  { divipola: "05045", municipality: "Apartadó", department: "Antioquia" },
  { divipola: "52835", municipality: "San Andrés de Tumaco", department: "Nariño" },
  { divipola: "86865", municipality: "Valle del Guamuez", department: "Putumayo" },
];

test("accents and capitals do not matter", () => {
  assert.equal(plain(" Apartadó "), "apartado");
  assert.equal(find(ROWS, "APARTADO"), ROWS[0]);
});

test("a code, a suggestion and the start of a name find the row", () => {
  assert.equal(find(ROWS, "52835"), ROWS[1]);
  assert.equal(find(ROWS, "Valle del Guamuez, Putumayo (86865)"), ROWS[2]);
  assert.equal(find(ROWS, "san and"), ROWS[1]);
});

test("nothing asked and nothing like it find nothing", () => {
  assert.equal(find(ROWS, "  "), undefined);
  assert.equal(find(ROWS, "Cali"), undefined);
});
