import assert from "node:assert/strict";
import { test } from "node:test";

import { readState, writeState } from "#map/state.js";

test("what is written is read again, whatever its parts", () => {
  const state = { theme: "kind", at: [2.5, -74.25, 6.75], place: "52835", zones: "park.ecuador" };
  assert.deepEqual(readState(writeState(state)), state);
});

test("an address without a place asks for nothing", () => {
  for (const hash of ["", "#", "#at=", "#at=1,2", "#at=a,b,c"])
    assert.deepEqual(readState(hash), {});
});

test("what is let go leaves the address", () => {
  assert.equal(writeState({ theme: "kind", place: null, at: undefined }), "#theme=kind");
});

test("a value may hold the signs that part an address", () => {
  const state = { unit: "park:A & B #1 + C=D", q: "río", at: [1, 2, 3] };
  assert.deepEqual(readState(writeState(state)), state);
  assert.match(writeState({ at: [1, 2, 3], zones: "a.b" }), /^#at=1.000,2.000,3&zones=a.b$/);
});
