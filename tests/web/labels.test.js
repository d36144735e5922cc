import assert from "node:assert/strict";
import { test } from "node:test";

import { crosses, fitting, meet, overlaps, seated } from "#map/labels.js";

const FRAME = { w: 400, h: 300 };

test("boxes that share room overlap, and those beside one another do not", () => {
  const box = { x: 10, y: 10, w: 20, h: 10 };
  assert.ok(overlaps(box, { x: 25, y: 15, w: 20, h: 10 }));
  assert.ok(!overlaps(box, { x: 40, y: 10, w: 20, h: 10 }));
});

test("the more important of two labels stays, and none stands on what is taken or outside", () => {
  const first = { x: 10, y: 10, w: 50, h: 10 };
  const second = { x: 40, y: 12, w: 50, h: 10 };
  const outside = { x: 380, y: 10, w: 50, h: 10 };
  const under = { x: 200, y: 200, w: 50, h: 10 };
  const kept = fitting([first, second, outside, under], [{ x: 190, y: 190, w: 80, h: 80 }], FRAME);
  assert.deepEqual(kept, [first]);
});

test("call-outs close together are seated apart, with leaders that do not cross", () => {
  const labels = [0, 1, 2, 3].map((n) => ({ x: 300 + 12 * n, y: 240 + 9 * n, w: 80, h: 28 }));
  const seats = seated(labels, [], { w: 700, h: 500 }, () => 0);
  assert.equal(seats.length, 4);
  seats.forEach((one, place) => {
    for (const other of seats.slice(0, place)) {
      assert.ok(!overlaps(one, other, 0));
      assert.ok(!meet([one.from, one.to], [other.from, other.to]));
      assert.ok(!crosses(one.from, one.to, other));
    }
  });
});

test("a call-out goes where it costs least", () => {
  const label = { x: 200, y: 150, w: 60, h: 20 };
  const [seat] = seated([label], [], FRAME, ({ x }) => (x < 200 ? 100 : 0));
  assert.ok(seat.x >= 200);
});

test("where there is no room there is no call-out", () => {
  assert.deepEqual(
    seated([{ x: 50, y: 50, w: 90, h: 90 }], [], { w: 100, h: 100 }, () => 0),
    [],
  );
});
