import assert from "node:assert/strict";
import { test } from "node:test";
import { followed, same } from "../../static/js/screen.js";

test("what is on the screen is followed in the order of the page, and no more than one page may", () => {
  assert.deepEqual(followed(["a", "b", "c"], new Set(["c", "a", "z"])), ["a", "c"]);
  assert.deepEqual(followed(["a", "b", "a"], new Set(["a", "b"])), ["a", "b"], "a lot that is there twice once");
  const many = Array.from({ length: 100 }, (_, n) => `lot-${n}`);
  assert.deepEqual(followed(many, new Set(many)), many.slice(0, 64));
});

test("the same cards in another order are no reason to ask again", () => {
  assert.ok(same(["a", "b"], ["b", "a"]) && same([], []));
  assert.ok(!same(["a"], ["a", "b"]) && !same(["a", "b"], ["a", "c"]));
});
