import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf, columns, mirror, possible } from "../../static/js/rostrum.js";

test("every key on the buttons means its act, in either case", () => {
  const acts = { " ": "floor", f: "warn", F: "warn", h: "hammer", p: "pass", u: "undo", n: "open", N: "open", a: "ask" };
  for (const [key, act] of Object.entries(acts)) assert.deepEqual(actOf({ key }), { act }, key);
  assert.deepEqual(actOf({ key: "3" }), { act: "announce", number: 3 });
  for (const key of ["6", "0", "x", "Enter", "F5", "Escape", "12", ""]) assert.equal(actOf({ key }), null, key);
});

test("a key that is held down, or is the browser's, or is text, hammers nothing", () => {
  assert.equal(actOf({ key: "h", repeat: true }), null);
  for (const held of ["ctrlKey", "altKey", "metaKey"]) assert.equal(actOf({ key: "h", [held]: true }), null, held);
  for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) assert.equal(actOf({ key: "h", target: { tagName } }), null);
});

test("the space bar presses the button that has the focus, and nothing else", () => {
  assert.equal(actOf({ key: " ", target: { tagName: "BUTTON" } }), null);
  assert.deepEqual(actOf({ key: "h", target: { tagName: "BUTTON" } }), { act: "hammer" });
  assert.deepEqual(actOf({ key: " ", target: { tagName: "BODY" } }), { act: "floor" });
});

test("a lot is opened before anything else, and undone until there is another", () => {
  const can = (status, next) => Object.entries(possible(status, next)).filter(([, may]) => may).map(([act]) => act);
  assert.deepEqual(can("scheduled", true), ["open"]);
  assert.deepEqual(can("open", true), ["floor", "warn", "hammer", "pass", "ask", "announce", "undo"]);
  assert.deepEqual(can("closed", true), ["undo", "open"]);
  assert.deepEqual(can("closed", false), ["undo"]);
  assert.deepEqual(can("halted", true), []);
});

test("bids stand in the column they came from, newest first", () => {
  const bid = (bidder, amount) => ({ kind: "bid", bidder, amount });
  const { floor, online } = columns([{ kind: "opened" }, bid("floor", 1), bid("b1", 2), bid("floor", 3), bid("b2", 4)]);
  assert.deepEqual([floor.map(({ amount }) => amount), online.map(({ amount }) => amount)], [[3, 1], [4, 2]]);
});

test("what is typed is mirrored at once, then at intervals, and its last state always", () => {
  const [sent, timers] = [[], []];
  const type = mirror((text) => sent.push(text), 100, { after: (_, then) => timers.push(then) });
  for (const text of ["g", "go", "goi"]) type(text);
  assert.deepEqual(sent, ["g"]);
  timers.shift()();
  assert.deepEqual(sent, ["g", "goi"]);
  timers.shift()();
  assert.deepEqual([sent, timers], [["g", "goi"], []], "nothing more was typed");
  type("");
  assert.deepEqual(sent.at(-1), "", "an empty field empties the caption");
});
