import assert from "node:assert/strict";
import test from "node:test";
import { limitOf } from "../../static/js/quick.js";

test("a limit is a whole positive amount, and everything else is none", () => {
  assert.equal(limitOf("13000"), 13_000);
  for (const kept of [null, "", "0", "-5", "1.5", "x", "1e99"]) assert.equal(limitOf(kept), null, String(kept));
});
