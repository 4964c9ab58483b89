import assert from "node:assert/strict";
import test from "node:test";
import { later } from "../../static/js/later.js";

const settled = () => new Promise((then) => setImmediate(then));

function ears() {
  const closed = [];
  return { closed, on: { closed: (code) => closed.push(code) } };
}

test("a way whose code is on its way is used once it is there", async () => {
  const { on } = ears();
  const opened = [];
  const line = { send: () => true, resume: () => opened.push("resumed"), close: () => opened.push("closed"), silence_ms: 7 };
  const rung = later("poll", async () => ({ by: "poll", open: (given) => (opened.push(given), line) }));
  const way = rung.open(on, {});
  assert.equal(way.send({}), false, "nothing is sent into nothing");
  assert.equal(opened.length, 0, "and nothing is called before it has returned");
  await settled();
  assert.equal(opened[0], on);
  assert.equal(way.send({}), true);
  assert.equal(way.silence_ms, 7);
  way.resume();
  way.close();
  assert.deepEqual(opened.slice(1), ["resumed", "closed"]);
});

test("code that does not come is a way that failed, unless it was given up already", async () => {
  const { on, closed } = ears();
  const rung = later("stream", () => Promise.reject(new Error("away")));
  rung.open(on, {});
  await settled();
  assert.deepEqual(closed, [1006]);
  rung.open(on, {}).close();
  await settled();
  assert.deepEqual(closed, [1006]);
});

test("a way that was given up is not opened when its code arrives", async () => {
  const { on } = ears();
  let opened = false;
  later("stream", async () => ({ by: "stream", open: () => ((opened = true), null) })).open(on, {}).close();
  await settled();
  assert.equal(opened, false);
});
