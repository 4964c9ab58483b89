import assert from "node:assert/strict";
import test from "node:test";
import { nextFall, priceAt } from "../../static/js/dutch.js";

const FROM = "2026-11-21T12:00:00.000Z";
const at = (seconds) => Date.parse(FROM) + seconds * 1000;
const dutch = { from: FROM, start: 10_000, step: 500, every_s: 60, floor: 8_800, halted: null };

test("the price falls by a step at each full span, and not a moment before", () => {
  for (const [seconds, price] of [[0, 10_000], [59.999, 10_000], [60, 9_500], [119.999, 9_500], [120, 9_000]]) {
    assert.equal(priceAt(dutch, at(seconds)), price, `${seconds} s`);
  }
});

test("the last step ends on the floor, and there it stays", () => {
  assert.deepEqual(nextFall(dutch, at(120)), { at: at(180), price: 8_800 });
  assert.equal(priceAt(dutch, at(180)), 8_800);
  assert.equal(nextFall(dutch, at(180)), null);
  assert.equal(priceAt(dutch, at(86_400)), 8_800);
});

test("before it begins it stands at its start", () => {
  assert.equal(priceAt({ ...dutch, from: null }, at(500)), 10_000);
  assert.equal(nextFall({ ...dutch, from: null }, at(500)), null);
  assert.equal(priceAt(dutch, at(-5)), 10_000, "our clock may be behind the house's");
  assert.deepEqual(nextFall(dutch, at(-5)), { at: at(60), price: 9_500 });
});

test("while it is halted it stands where it stood", () => {
  const halted = { ...dutch, halted: new Date(at(70)).toISOString() };
  assert.equal(priceAt(halted, at(5_000)), 9_500);
  assert.equal(nextFall(halted, at(5_000)), null);
});
