import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../static/js/elsewhere.js";

const you = (auction, standing) => ({ auction, standing, title: `lot ${auction}` });

test("being outbid is said, and taken back when one leads again", () => {
  const outbid = fold([], you("a", "outbid"));
  assert.deepEqual(outbid, [{ auction: "a", title: "lot a", standing: "outbid" }]);
  assert.deepEqual(fold(outbid, you("a", "leading")), []);
});

test("a lot has one line, the newest first", () => {
  const lines = ["a", "b", "a"].reduce((lines, lot) => fold(lines, you(lot, "outbid")), []);
  assert.deepEqual(lines.map(({ auction }) => auction), ["a", "b"]);
  assert.equal(fold(lines, you("a", "won"))[0].standing, "won");
});

test("old lines make room", () => {
  const lines = ["a", "b", "c", "d"].reduce((lines, lot) => fold(lines, you(lot, "lost")), []);
  assert.deepEqual(lines.map(({ auction }) => auction), ["d", "c", "b"]);
});
