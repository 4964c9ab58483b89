import assert from "node:assert/strict";
import test from "node:test";
import { START, auction, standing } from "../../static/js/reducer.js";
import { note } from "../../static/js/history.js";
import "./spoken.js";

const END = "2026-11-21T14:00:00.000Z";
const snapshot = (more = {}, recent = []) => ({
  type: "snapshot",
  channel: "auction:A",
  epoch: "e1",
  seq: 2,
  hash: "",
  state: {
    id: "A", title: "A chair", status: "open", format: "english", sealed: false, units: 1, currency: "EUR", decimals: 2,
    start: 1_000, price: 1_000, minimum: 1_050, leader: "b1", bids: 1, ends_at: END, has_reserve: false, reserve_met: true,
    quantum: null, automatic: true, buy_now: null, buy_now_offer: null, ask: null, warned: false, dutch: null, candle: null,
    awards: null, revealed: null, watchers: 3, result: null, you: null, ...more,
  },
  recent,
});
const at = "2026-11-21T12:00:01.000Z";
const body = (seq, kind, data) => ({ seq, hash: "", body: { auction: "A", seq, at, kind, data } });
const event = (...args) => ({ type: "event", channel: "auction:A", ...body(...args) });
const bid = (seq, bidder, price, more = {}) =>
  event(seq, "bid", { bidder, amount: price, price, leader: bidder, minimum: price + 50, bids: seq - 1, reserve_met: true, ...more });
const after = (...messages) => messages.reduce(auction, START).state;
const lines = (state) => state.history.map((line) => note(line, state)).filter(Boolean);

test("when a bid is struck out the price falls, and its line stays where it was, marked", () => {
  const voided = event(4, "voided", { by: "admin", reason: "a stolen card", voided: 3, price: 1_000, leader: "b1", minimum: 1_050, bids: 1 });
  const state = after(snapshot(), bid(3, "b2", 1_100), voided);
  assert.deepEqual([state.price, state.leader, state.minimum, state.bids], [1_000, "b1", 1_050, 1]);
  assert.deepEqual(state.history.map(({ seq, struck }) => [seq, struck ?? false]), [[3, true], [4, false]]);
  assert.deepEqual(lines(state), ["A bid of b2 was struck out: a stolen card"]);
});

test("when the only bid is struck out nobody leads, at no price", () => {
  const mine = { bidder: "b1", standing: "leading", maximum: 2_000, seller: false };
  const voided = event(3, "voided", { by: "bidder", reason: "mistyped amount", voided: 2, minimum: 1_000, bids: 0 });
  const gone = after(snapshot({ you: mine }), voided);
  assert.deepEqual([gone.price, gone.leader], [null, null]);
  const told = auction({ ...START, epoch: "e1", seq: 3, state: gone }, { type: "you", auction: "A", standing: null, maximum: null });
  assert.equal(standing(told.state), null);
});

test("a sealed bid leaves a line that says nothing, and the reveal opens them all", () => {
  const secret = { price: null, leader: null, sealed: true, format: "first_price", bids: 0, minimum: 1_000 };
  const mine = { bidder: null, standing: "sealed", maximum: 5_000, seller: false };
  const came = (seq) => event(seq, "bid", { bids: seq - 2, minimum: 1_000, sealed: "ab" });
  const open = after(snapshot({ ...secret, you: mine }), came(3), came(4));
  assert.deepEqual([open.price, open.leader, open.bids, standing(open)], [null, null, 2, "sealed"]);
  assert.deepEqual(lines(open), ["A sealed bid came in", "A sealed bid came in"]);
  const shown = (seq, bidder, amount) => ({ seq, bidder, amount, nonce: "cd" });
  const messages = [
    event(5, "revealed", { revealed: [shown(3, "b1", 5_000)] }),
    event(6, "revealed", { revealed: [shown(4, "b2", 4_000)] }),
    event(7, "closed", { by: "time", sold: true, winner: "b1", price: 5_000, bids: 2, reserve_met: true }),
    { type: "you", auction: "A", bidder: "b1", standing: "won", maximum: 5_000 },
  ];
  const closed = messages.reduce(auction, { ...START, epoch: "e1", seq: 4, state: open }).state;
  assert.deepEqual(closed.revealed.map(({ amount }) => amount), [5_000, 4_000]);
  assert.deepEqual([closed.price, closed.result.price, standing(closed)], [5_000, 5_000, "won"]);
});

test("a candle's seed is there only once it was revealed", () => {
  const candle = { commitment: null, longest_s: 60, seed: null, tail_ms: null };
  const burning = after(snapshot({ candle }), event(3, "opened", { minimum: 1_000, ends_at: END, candle: "c0" }));
  assert.deepEqual(burning.candle, { ...candle, commitment: "c0" });
  const out = auction({ ...START, epoch: "e1", seq: 3, state: burning }, event(4, "revealed", { seed: "5eed", tail_ms: 77 })).state;
  assert.deepEqual(out.candle, { commitment: "c0", longest_s: 60, seed: "5eed", tail_ms: 77 });
});

test("a falling price begins with the opening, stands while it is halted, and is given the time back", () => {
  const dutch = { from: null, start: 10_000, step: 500, every_s: 60, floor: 2_000, halted: null };
  const lot = { format: "dutch", price: null, leader: null, status: "scheduled", dutch };
  const open = after(snapshot(lot), event(3, "opened", { minimum: 10_000, ends_at: END }));
  assert.equal(open.dutch.from, at);
  const halted = auction({ ...START, epoch: "e1", seq: 3, state: open }, event(4, "halted", { by: "admin", reason: "x" }));
  assert.equal(halted.state.dutch.halted, at);
  const later = "2026-11-21T14:05:00.000Z";
  const resumed = auction(halted, event(5, "resumed", { by: "admin", reason: "x", ends_at: later })).state;
  assert.deepEqual([resumed.dutch.from, resumed.dutch.halted], ["2026-11-21T12:05:01.000Z", null]);
});

test("what an auctioneer asks for stands until it is bid, and fair warning until somebody answers", () => {
  const lot = snapshot({ format: "live" });
  const ask = event(3, "announced", { by: "seller", announced: "ask", ask: 2_000, minimum: 2_000 });
  const warned = after(lot, ask, event(4, "announced", { by: "seller", announced: "fair_warning" }));
  assert.deepEqual([warned.ask, warned.minimum, warned.warned], [2_000, 2_000, true]);
  const raise = event(5, "bid", { bidder: "b1", amount: 1_000, price: 1_000, leader: "b1", minimum: 2_000, bids: 1 });
  const state = { ...START, epoch: "e1", seq: 4, state: warned };
  assert.deepEqual([auction(state, raise).state.ask, auction(state, raise).state.warned], [2_000, true]);
  const answered = auction(state, bid(5, "b2", 2_000)).state;
  assert.deepEqual([answered.ask, answered.warned], [null, false]);
  const said = event(5, "announced", { by: "seller", announced: "note", text: "A fine piece" });
  assert.deepEqual(lines(auction(state, said).state), ["Fair warning", "“A fine piece”"]);
});

test("a hammer that is taken back opens the lot again", () => {
  const closed = event(3, "closed", { by: "seller", sold: true, winner: "b1", price: 1_000, bids: 1, reserve_met: true });
  const undone = { by: "seller", voided: 3, undo: true, status: "open", price: 1_000, leader: "b1", minimum: 1_050, bids: 1, ends_at: END };
  const sold = after(snapshot({ format: "live" }), closed);
  assert.deepEqual([sold.status, sold.result.sold], ["closed", true]);
  const again = auction({ ...START, epoch: "e1", seq: 3, state: sold }, event(4, "voided", undone)).state;
  assert.deepEqual([again.status, again.result, again.price, again.leader], ["open", null, 1_000, "b1"]);
  assert.equal(lines(again).at(-1), "The auctioneer took that back");
});

test("why an end moved is told in words, and only a late bid has it on its own line", () => {
  const moved = (seq, reason) => event(seq, "extended", { from: END, to: "2026-11-21T14:10:00.000Z", ends_at: "2026-11-21T14:10:00.000Z", reason });
  const late = after(snapshot(), bid(3, "b2", 1_100), moved(4, "late_bid"));
  assert.deepEqual([lines(late), late.history.at(-1).moved, late.ends_at], [[], 600_000, "2026-11-21T14:10:00.000Z"]);
  const away = after(snapshot(), bid(3, "b2", 1_100), moved(4, "outage"), moved(5, "group"));
  assert.deepEqual(lines(away), [
    "The house was away: the end moved by 10:00, so that everybody gets ten minutes",
    "End moved by 10:00, with another lot of the sale",
  ]);
});

test("whether a lot can be bought at once follows from what was bid", () => {
  const offer = (until) => ({ buy_now_offer: { price: 1_500, until }, buy_now: 1_500, price: null, leader: null });
  assert.equal(after(snapshot(offer("first_bid")), bid(3, "b2", 1_100)).buy_now, null);
  const until = after(snapshot(offer("price_passes")), bid(3, "b2", 1_100));
  assert.equal(until.buy_now, 1_500);
  assert.equal(auction({ ...START, epoch: "e1", seq: 3, state: until }, bid(4, "b1", 1_500)).state.buy_now, null);
  const reserved = snapshot({ ...offer("first_bid"), has_reserve: true, reserve_met: false });
  assert.equal(after(reserved, bid(3, "b2", 1_100, { reserve_met: false })).buy_now, 1_500, "the reserve is not met");
});

test("of several units a bid is one line with its quantity, and who wins is what the house says", () => {
  const lot = { format: "multi_unit", units: 5, leader: null, awards: [], you: { bidder: "b2", standing: "outbid", maximum: 900, seller: false } };
  const some = event(3, "bid", { bidder: "b3", amount: 1_100, quantity: 3, price: 1_000, minimum: 1_050, bids: 2, reserve_met: true });
  const open = after(snapshot(lot), some, { type: "awards", awards: [{ bidder: "b3", quantity: 3, price: 1_100 }] });
  assert.deepEqual(open.history.map(({ bidder, quantity, automatic }) => [bidder, quantity, automatic]), [["b3", 3, false]]);
  assert.deepEqual([open.awards.length, standing(open)], [1, "outbid"]);
  const awards = [{ bidder: "b3", quantity: 3, price: 1_000 }, { bidder: "b2", quantity: 1, price: 1_000 }];
  const closed = auction({ ...START, epoch: "e1", seq: 3, state: open }, event(4, "closed", { by: "time", sold: true, winner: "b3", price: 1_000, awards })).state;
  assert.deepEqual([closed.awards, standing(closed)], [awards, "won"], "the second of two winners");
  assert.deepEqual(lines(closed), ["Sold to 2 bidders"]);
});
