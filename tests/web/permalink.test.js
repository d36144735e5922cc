import assert from "node:assert/strict";
import { test } from "node:test";

import { readPlace, writePlace } from "#map/permalink.js";

test("what is written is read again", () => {
  const place = { theme: "kind", at: [2.5, -74.25, 6.75], place: "52835" };
  assert.deepEqual(readPlace(writePlace(place)), place);
});

test("an address without a place asks for nothing", () => {
  for (const hash of ["", "#", "#at=", "#at=1,2", "#at=a,b,c"]) {
    assert.deepEqual(readPlace(hash), { theme: null, at: null, place: null });
  }
});
