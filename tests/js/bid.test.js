import assert from "node:assert/strict";
import test from "node:test";
import { REST, again, aged, answered, ask, back, confirm, dropped, ended, late, moved } from "../../static/js/bid.js";

const BID = { amount: 13_000, maximum: false };
const asking = ask(REST, BID);
const sending = confirm(asking, "k1");
const accepted = { type: "accepted", key: "k1", price: 13_000, minimum: 13_250, leading: true };
const busy = { type: "rejected", key: "k1", code: "overloaded", temporary: true };

test("a bid takes two presses", () => {
  assert.equal(confirm(REST, "k1"), REST);
  assert.equal(asking.step, "asking");
  assert.deepEqual(sending, { step: "sending", bid: { ...BID, key: "k1" }, late: false });
});

test("while it asks, a price change cancels the question and says so", () => {
  const control = moved(asking);
  assert.deepEqual([control.step, control.note.kind], ["rest", "moved"]);
  assert.equal(confirm(control, "k2"), control, "a press that comes too late bids nothing");
});

test("while it asks, a lost connection cancels the question and says so", () => {
  assert.equal(dropped(asking).note.kind, "dropped");
});

test("at the end nobody reads of a price that moved before; of the end that came while they were asked they do", () => {
  assert.equal(ended(moved(asking)), REST);
  assert.equal(ended(asking), asking);
  assert.equal(moved(ended(asking)).note.kind, "moved");
  const tooLate = answered(sending, { type: "rejected", key: "k1", code: "ended" });
  assert.equal(ended(tooLate), tooLate);
});

test("going back bids nothing", () => {
  assert.equal(back(asking), REST);
});

test("a bid on its way is not stopped by anything but its answer", () => {
  for (const step of [moved, dropped, back, (control) => ask(control, BID), (control) => confirm(control, "k2")]) {
    assert.equal(step(sending), sending);
  }
  assert.equal(late(sending).late, true);
});

test("only the answer with our key is ours, and only the first", () => {
  assert.equal(answered(sending, { ...accepted, key: "another" }), sending);
  const done = answered(late(sending), accepted);
  assert.deepEqual(done.note, { kind: "verdict", bid: sending.bid, answer: accepted });
  assert.equal(answered(done, accepted), done);
});

test("trying again after a temporary refusal keeps amount and key", () => {
  const refused = answered(sending, busy);
  assert.deepEqual(again(refused), sending);
  const final = answered(sending, { ...busy, temporary: false });
  assert.equal(again(final), final);
});

test("a verdict is no longer shown once the price moved on", () => {
  const leading = answered(sending, accepted);
  assert.equal(aged(leading, { price: 13_000, minimum: 13_250 }), leading);
  assert.equal(aged(leading, { price: null, minimum: 1_000 }), leading, "its own event is still on its way");
  assert.equal(aged(leading, { price: 13_250, minimum: 13_500 }), REST);
  assert.equal(aged(leading, { status: "closed", price: 13_000, minimum: 13_250 }), REST, "the end says it all");
  const low = answered(sending, { type: "rejected", key: "k1", code: "too_low", minimum: 13_250 });
  assert.equal(aged(low, { price: 13_000, minimum: 13_250 }), low);
  assert.equal(aged(low, { price: 14_000, minimum: 14_250 }), REST);
});
