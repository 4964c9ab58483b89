import assert from "node:assert/strict";
import test from "node:test";
import { Clock, ROUND, left, reckon, untilNext } from "../../static/js/clock.js";

/** A clock whose server is `ahead` of us, over a network with the given delays there and back, per exchange. */
function synced(ahead, delays) {
  let tick = 1_000;
  const clock = new Clock(() => tick, 0);
  const asked = [];
  clock.sync((message) => asked.push(message));
  for (const [there, back] of delays) {
    const { id, t0 } = asked.at(-1);
    tick += there;
    const t1 = tick + ahead;
    tick += back;
    clock.heard({ id, t0, t1, t2: t1 });
  }
  return { clock, asked, server: () => tick + ahead, advance: (ms) => (tick += ms), sleep: (ms) => (ahead += ms) };
}

test("an exchange with equal ways gives the offset exactly, and its error is half the round trip", () => {
  assert.deepEqual(reckon(100, 5_110, 5_112, 122), { offset: 5_000, error: 10 });
});

test("five exchanges are made, one after the other, and the one with the least round trip is kept", () => {
  const { clock, asked, server } = synced(5_000, [[50, 10], [90, 2], [3, 3], [40, 40], [9, 30]]);
  assert.equal(asked.length, ROUND);
  assert.equal(clock.now(), server(), "3 ms there, 3 ms back: no asymmetry to be wrong by");
  assert.equal(clock.error, 3);
});

test("the true time is never further off than the error says", () => {
  const { clock, server } = synced(-70_000, [[50, 10], [90, 2], [31, 4], [40, 60], [29, 30]]);
  assert.ok(Math.abs(clock.now() - server()) <= clock.error);
});

test("the clock ticks on the monotonic clock", () => {
  const { clock, server, advance } = synced(5_000, [[1, 1], [1, 1], [1, 1], [1, 1], [1, 1]]);
  advance(61_000);
  assert.equal(clock.now(), server());
});

test("a time mentioned in passing sets the clock only until it was measured, if it is not later than that", () => {
  const clock = new Clock(() => 0, 0);
  clock.hint("2026-11-21T12:00:00.000Z");
  assert.equal(clock.now(), Date.parse("2026-11-21T12:00:00Z"));
  assert.equal(clock.error, null);
  const measured = synced(5_000, [[1, 1], [1, 1], [1, 1], [1, 1], [1, 1]]);
  measured.clock.hint(new Date(measured.server() - 400).toISOString());
  assert.equal(measured.clock.now(), measured.server());
});

test("a clock that stood still while the device slept is set by the first word of the house, and measured again", () => {
  const { clock, asked, server, sleep } = synced(5_000, [[1, 1], [1, 1], [1, 1], [1, 1], [1, 1]]);
  sleep(90_000);
  assert.equal(clock.now(), server() - 90_000);
  clock.hint(new Date(server()).toISOString());
  assert.equal(clock.now(), server());
  assert.equal(asked.length, ROUND + 1, "a round of exchanges begins");
});

test("one exchange that cannot be true of the clock sets it, and those before the sleep never set it back", () => {
  const asked = [];
  let [tick, ahead] = [1_000, 5_000];
  const clock = new Clock(() => tick, 0);
  const answer = (there, back) => {
    const { id, t0 } = asked.at(-1);
    const t1 = (tick += there) + ahead;
    tick += back;
    clock.heard({ id, t0, t1, t2: t1 });
  };
  clock.sync((message) => asked.push(message));
  for (const way of [1, 1]) answer(way, way);
  ahead += 90_000;
  answer(7, 3);
  assert.ok(Math.abs(clock.now() - (tick + ahead)) <= clock.error, "at once");
  for (const way of [9, 8]) answer(way, way);
  assert.equal(asked.length, ROUND);
  assert.ok(Math.abs(clock.now() - (tick + ahead)) <= clock.error, "after the round too");
});

test("an answer to another question is no exchange", () => {
  const { clock, asked } = synced(0, []);
  clock.heard({ id: 7, t1: 0, t2: 0 });
  assert.equal(asked.length, 1);
  assert.equal(clock.error, null);
});

test("time left is rounded up and never negative", () => {
  const spans = { "-5": "0:00", 0: "0:00", 1: "0:01", 102_000: "1:42", 120_000: "2:00" };
  for (const [ms, text] of Object.entries(spans)) assert.equal(left(Number(ms)), text);
  assert.equal(left(3_599_001), "1 h 00 min");
  assert.equal(left(11_100_000), "3 h 05 min");
  assert.equal(left(187_200_000), "2 d 4 h");
});

test("the next tick falls where the text changes", () => {
  assert.equal(untilNext(102_300), 300);
  assert.equal(untilNext(102_000), 1_000);
  assert.notEqual(left(102_300), left(102_300 - untilNext(102_300)));
});
