import assert from "node:assert/strict";
import test from "node:test";
import { awake } from "../../static/js/awake.js";

const settled = () => new Promise((then) => setImmediate(then));

/** A screen: what is asked of it, and how it answers. */
function screen(answer) {
  const told = { asked: 0, released: 0, shown: "visible", changed: () => {} };
  const lock = () => {
    told.asked += 1;
    return answer ? answer() : Promise.resolve({ addEventListener() {}, release: () => (told.released += 1) });
  };
  const document = {
    get visibilityState() {
      return told.shown;
    },
    addEventListener: (_, then) => (told.changed = then),
  };
  return { told, keep: awake({ lock, document }) };
}

test("the screen is asked once to stay awake, and let go", async () => {
  const { told, keep } = screen(null);
  keep(false);
  for (let tick = 0; tick < 3; tick += 1) keep(true);
  await settled();
  assert.deepEqual([told.asked, told.released], [1, 0]);
  keep(false);
  assert.equal(told.released, 1);
});

test("what was let go of before it was there is let go of when it is", async () => {
  const { told, keep } = screen(null);
  keep(true);
  keep(false);
  await settled();
  assert.deepEqual([told.asked, told.released], [1, 1]);
});

test("a page nobody sees asks for nothing until it is shown", async () => {
  const { told, keep } = screen(null);
  told.shown = "hidden";
  keep(true);
  await settled();
  assert.equal(told.asked, 0);
  told.shown = "visible";
  told.changed();
  await settled();
  assert.equal(told.asked, 1);
});

test("a screen that refuses, or a browser that cannot, is no trouble", async () => {
  for (const answer of [() => Promise.reject(new Error("low battery")), () => undefined]) {
    const { keep } = screen(answer);
    keep(true);
    await settled();
    keep(false);
  }
});
