import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { say, teach } from "../../static/js/say.js";

teach({
  plain: "You lead at",
  filled: "Outbid by {by}, {by}!",
  choice: [{ by: "count", one: "{count} bid", "*": "{count} bids" }, " so far"],
  exact: { by: "moved", 0: "never", one: "once", "*": "{moved} times" },
  word: { by: "how", late: "a late bid", "*": "something" },
});

test("a message is said with what it is told", () => {
  assert.equal(say("plain"), "You lead at");
  assert.equal(say("filled", { by: "€ 5" }), "Outbid by € 5, € 5!");
  assert.equal(say("filled", { by: "{by}" }), "Outbid by {by}, {by}!", "what is filled in is never read");
});

test("a choice is made by number, by plural, or by word", () => {
  assert.deepEqual([1, 2, 0].map((count) => say("choice", { count })), ["1 bid so far", "2 bids so far", "0 bids so far"]);
  assert.deepEqual([0, 1, 2].map((moved) => say("exact", { moved })), ["never", "once", "2 times"]);
  assert.deepEqual(["late", "else"].map((how) => say("word", { how })), ["a late bid", "something"]);
});

test("what nobody taught is its own key", () => assert.equal(say("of-tomorrow"), "of-tomorrow"));

test("both languages have the same messages", () => {
  const read = (language) => JSON.parse(readFileSync(new URL(`./fixtures/words-${language}.json`, import.meta.url), "utf8"));
  assert.deepEqual(Object.keys(read("es")), Object.keys(read("en")));
});
