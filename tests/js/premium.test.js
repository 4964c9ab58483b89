import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { bill, isCharged } from "../../static/js/premium.js";

/** The very cases that the house's own sum is held against. */
const vectors = JSON.parse(readFileSync(new URL("../vectors/premium.json", import.meta.url), "utf8"));

const rates = ({ premium, tax: [on_hammer, on_premium] }) => ({ premium, tax: { on_hammer, on_premium } });

test("a page reckons premium, tax and total as the house does", () => {
  assert.ok(vectors.length > 10);
  for (const vector of vectors) {
    const { premium, tax, total } = bill(vector.hammer, rates(vector));
    assert.deepEqual([premium, tax, total], vector.bill, vector.says);
  }
});

test("where a state says nothing of premium or tax, there is none", () => {
  assert.deepEqual(bill(13_000, {}), { hammer: 13_000, premium: 0, tax: 0, total: 13_000 });
  assert.ok(!isCharged({}) && !isCharged({ premium: [[0, 0]], tax: { on_hammer: 0, on_premium: 0 } }));
  assert.ok(isCharged({ premium: [[0, 1]] }) && isCharged({ tax: { on_hammer: 0, on_premium: 1 } }));
});
