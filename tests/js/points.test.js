import assert from "node:assert/strict";
import test from "node:test";
import { ofLedger, since } from "../../static/js/points.js";

const AT = "2026-11-21T12:00:00.000Z";
const ledger = (...events) =>
  events.map(([kind, data], at) => JSON.stringify({ seq: at + 1, hash: "", body: JSON.stringify({ seq: at + 1, at: AT, kind, data }) })).join("\n");
const bid = (price) => ["bid", { price, bidder: "b1", leader: "b1", amount: price }];
const shown = (points) => points.map(({ seq, price, moved }) => `${seq}:${price}${moved ? "◆" : ""}`);

test("a ledger is the steps of its price, marked where a bid moved the end", () => {
  const text = ledger(["opened", {}], bid(100), bid(100), bid(150), ["extended", { reason: "late_bid" }], bid(175), ["extended", { reason: "group" }]);
  assert.deepEqual(shown(ofLedger(text)), ["2:100", "4:150◆", "6:175"]);
});

test("a bid that was struck out lowers the price again", () => {
  assert.deepEqual(shown(ofLedger(ledger(bid(100), bid(200), ["voided", { voided: 2, price: 100 }]))), ["1:100", "2:200", "3:100"]);
});

test("sealed bids have no price to draw", () => assert.deepEqual(ofLedger(ledger(["bid", { sealed: "ab", bids: 1 }])), []));

test("what happened since goes on where the ledger ended", () => {
  const before = ofLedger(ledger(bid(100), bid(150)));
  const history = [
    { seq: 2, at: AT, kind: "bid", amount: 150 },
    { seq: 3, at: AT, kind: "bid", amount: 200, automatic: false },
    { seq: 3, at: AT, kind: "bid", amount: 210, automatic: true, moved: 8_000 },
    { seq: 4, at: AT, kind: "reserve_met", data: {} },
    { seq: 5, at: AT, kind: "voided", data: { price: 150 } },
  ];
  assert.deepEqual(shown(since(before, history)), ["1:100", "2:150", "3:210◆", "5:150"]);
  assert.deepEqual(shown(since([], history.slice(0, 1))), ["2:150"]);
});
