import assert from "node:assert/strict";
import test from "node:test";
import { START, auction, cards, isLive, lost, news, position, standing } from "../../static/js/reducer.js";

const CHANNEL = "auction:A";
const END = "2026-11-21T14:00:00.000Z";

const snapshot = (seq, more = {}, recent = []) => ({
  type: "snapshot",
  channel: CHANNEL,
  epoch: "e1",
  seq,
  hash: "",
  now: "2026-11-21T12:00:00.000Z",
  state: {
    id: "A",
    title: "A chair",
    status: "open",
    currency: "EUR",
    decimals: 2,
    price: 1_000,
    minimum: 1_050,
    leader: "b1",
    bids: 1,
    ends_at: END,
    has_reserve: false,
    reserve_met: true,
    quantum: null,
    automatic: true,
    watchers: 3,
    result: null,
    you: null,
    ...more,
  },
  recent,
});

const event = (seq, kind, data) => ({ seq, hash: "", body: { auction: "A", seq, at: "2026-11-21T12:00:01.000Z", kind, data } });
const single = (...args) => ({ type: "event", channel: CHANNEL, ...event(...args) });
const bid = (seq, bidder, price, more = {}) =>
  event(seq, "bid", {
    bidder,
    amount: price,
    price,
    leader: bidder,
    minimum: price + 50,
    bids: seq - 1,
    ends_at: END,
    reserve_met: true,
    sealed: "",
    ...more,
  });
const singleBid = (...args) => ({ type: "event", channel: CHANNEL, ...bid(...args) });
const coalesced = (...events) => ({ type: "events", channel: CHANNEL, events });
const subscribed = (seq, epoch = "e1") => ({ type: "subscribed", id: 1, channel: CHANNEL, epoch, seq, recovered: true, missed: 0 });

const after = (...messages) => messages.reduce(auction, START);

test("a snapshot and the events after it add up to the price", () => {
  const { seq, state } = after(snapshot(2), singleBid(3, "b2", 1_100));
  assert.deepEqual([seq, state.price, state.minimum, state.leader, state.bids], [3, 1_100, 1_150, "b2", 2]);
});

test("an event seen before changes nothing", () => {
  const before = after(snapshot(2), singleBid(3, "b2", 1_100));
  assert.equal(auction(before, singleBid(3, "b2", 9_900)), before);
  assert.equal(auction(before, singleBid(1, "b2", 9_900)), before);
});

test("an event past a hole is not applied, and the channel is not live", () => {
  const live = after(snapshot(2), subscribed(2));
  assert.ok(isLive(live));
  const holed = auction(live, singleBid(4, "b2", 1_200));
  assert.deepEqual([holed.seq, holed.state.price, holed.gap, isLive(holed)], [2, 1_000, true, false]);
});

test("the replay after a hole is applied in order, and the channel is live again", () => {
  const holed = after(snapshot(2), subscribed(2), singleBid(4, "b2", 1_200), singleBid(5, "b1", 1_300));
  const healed = [coalesced(bid(3, "b2", 1_100), bid(4, "b2", 1_200), bid(5, "b1", 1_300)), subscribed(5)].reduce(auction, holed);
  assert.deepEqual([healed.seq, healed.state.price, isLive(healed)], [5, 1_300, true]);
});

test("coalesced events that overlap what is known are applied from where we are", () => {
  const { seq, state } = after(snapshot(2), singleBid(3, "b2", 1_100), coalesced(bid(2, "b9", 1), bid(3, "b9", 1), bid(4, "b3", 1_200)));
  assert.deepEqual([seq, state.price, state.history.length], [4, 1_200, 2]);
});

test("after a long gap a snapshot replaces everything", () => {
  const { seq, state } = after(snapshot(2), singleBid(3, "b2", 1_100), snapshot(900, { price: 50_000 }, [bid(900, "b4", 50_000)]));
  assert.deepEqual([seq, state.price, state.history.length], [900, 50_000, 1]);
});

test("a sealed bid is the first thing a snapshot can tell of", () => {
  const sealed = event(2, "bid", { minimum: 1_000, bids: 1, ends_at: END, sealed: "" });
  const { state } = after(snapshot(2, { price: null, leader: null, sealed: true }, [sealed]));
  assert.deepEqual(state.history.map(({ kind }) => kind), ["sealed"]);
});

test("a snapshot older than what is known is dropped, unless the log was restored", () => {
  const before = after(snapshot(2), singleBid(3, "b2", 1_100));
  assert.equal(auction(before, snapshot(2)), before);
  assert.equal(auction(before, { ...snapshot(1), epoch: "e2" }).seq, 1);
});

test("a page is live only once it holds all the server said there is", () => {
  assert.ok(!isLive(after(snapshot(2))), "not subscribed");
  assert.ok(!isLive(after(subscribed(2))), "nothing to show");
  const behind = after(snapshot(2), subscribed(4));
  assert.ok(!isLive(behind), "two events are on their way");
  assert.ok(isLive([singleBid(3, "b2", 1_100), singleBid(4, "b1", 1_200)].reduce(auction, behind)));
  assert.ok(!isLive(after(snapshot(2), subscribed(2, "e2"))), "of another log");
});

const hashed = (event, hash) => ({ ...event, hash });

test("one event is asked for again, to see that both have the same log", () => {
  assert.equal(position(START, 1), null);
  const known = after(hashed(snapshot(2), "h2"), hashed(singleBid(3, "b2", 1_100), "h3"));
  assert.deepEqual([position(known, 1), position(known, 0)], [{ epoch: "e1", seq: 2 }, { epoch: "e1", seq: 3 }]);
  const same = [coalesced(hashed(bid(3, "b2", 1_100), "h3"), hashed(bid(4, "b3", 1_200), "h4")), subscribed(4)].reduce(auction, known);
  assert.deepEqual([same.seq, same.hash, isLive(same)], [4, "h4", true]);
  assert.deepEqual(position(after(snapshot(2)), 1), { epoch: "e1", seq: 2 }, "nothing to compare where there are no hashes");
});

test("a log that tells another story of what we know is not joined to ours", () => {
  const known = after(hashed(snapshot(2), "h2"), hashed(singleBid(3, "b2", 1_100), "h3"), subscribed(3));
  const other = coalesced(hashed(bid(3, "b9", 5_000), "x3"), hashed(bid(4, "b9", 6_000), "x4"));
  const torn = [other, subscribed(4)].reduce(auction, known);
  assert.deepEqual([isLive(torn), torn.state.price, position(torn, 1)], [false, 1_100, null]);
  const mended = [hashed(snapshot(4, { price: 6_000 }), "x4"), subscribed(4)].reduce(auction, torn);
  assert.deepEqual([isLive(mended), mended.state.price, mended.hash], [true, 6_000, "x4"]);
});

test("without its line a page is not live, and keeps what it knows", () => {
  const gone = lost(after(snapshot(2), subscribed(2)));
  assert.deepEqual([isLive(gone), gone.seq, gone.state.price], [false, 2, 1_000]);
});

test("a leader's own raise is no line of the history", () => {
  const raise = { price: 1_000, leader: "b1", bids: 1, minimum: 1_050, bidder: "b1", amount: 1_000 };
  const { seq, state } = after(snapshot(2), single(3, "bid", raise));
  assert.deepEqual([seq, state.history], [3, []]);
  const recent = [bid(2, "b1", 1_000), event(3, "bid", raise)];
  assert.equal(after(snapshot(3, {}, recent)).state.history.length, 1);
});

test("a bid beaten at once is shown with the automatic bid that beat it", () => {
  const beaten = { bidder: "b2", amount: 1_175, price: 1_200, leader: "b1", minimum: 1_250, bids: 2, ends_at: END };
  const { history } = after(snapshot(2), single(3, "bid", beaten)).state;
  const seen = history.map(({ bidder, amount, automatic }) => [bidder, amount, automatic]);
  assert.deepEqual(seen, [["b2", 1_175, false], ["b1", 1_200, true]]);
});

test("each kind of event leaves its mark on the status, the end and the result", () => {
  const later = "2026-11-21T14:02:00.000Z";
  const halted = after(snapshot(2), single(3, "halted", { by: "admin", reason: "A wrong picture" }));
  assert.equal(halted.state.status, "halted");
  const resumed = auction(halted, single(4, "resumed", { by: "admin", reason: "Fixed", ends_at: later }));
  assert.deepEqual([resumed.state.status, resumed.state.ends_at], ["open", later]);
  const closed = auction(resumed, single(5, "closed", { sold: false, winner: null, price: null, bids: 1 }));
  assert.deepEqual([closed.state.status, closed.state.result], ["closed", { sold: false, winner: null, price: null }]);
  assert.equal(closed.state.price, 1_000, "unsold is not free");
  assert.equal(after(snapshot(2), single(3, "cancelled", { reason: "Broken" })).state.status, "cancelled");
});

test("an event of a kind nobody told us about moves only the position", () => {
  const { seq, state } = after(snapshot(2), single(3, "announced", { text: "Tea at four" }));
  assert.deepEqual([seq, state.price, state.status], [3, 1_000, "open"]);
});

test("watchers are volatile and move no position", () => {
  const { seq, state } = after(snapshot(2), { type: "watchers", channel: CHANNEL, count: 97 });
  assert.deepEqual([seq, state.watchers], [2, 97]);
});

test("what is told to us alone is kept, and a verdict tells us our pseudonym, before its event or after", () => {
  const verdict = { type: "accepted", auction: "A", seq: 3, key: "k", leading: true };
  const you = { type: "you", auction: "A", standing: "leading", price: 1_100, minimum: 1_150, maximum: 2_000 };
  for (const order of [[verdict, singleBid(3, "b2", 1_100)], [singleBid(3, "b2", 1_100), verdict]]) {
    const { state } = after(snapshot(2, { you: { bidder: null, standing: null, maximum: null, seller: false } }), ...order, you);
    assert.deepEqual(state.you, { bidder: "b2", standing: "leading", maximum: 2_000, seller: false });
  }
});

test("a verdict that came another way tells our maximum too", () => {
  const { state } = after(snapshot(2), singleBid(3, "b2", 1_100), { type: "accepted", auction: "A", seq: 3, maximum: 2_000 });
  assert.deepEqual([state.you.bidder, state.you.maximum, standing(state)], ["b2", 2_000, "leading"]);
});

test("a private message never moves the public price", () => {
  const { state } = after(snapshot(2), { type: "you", auction: "A", standing: "outbid", price: 9_999, minimum: 9_999, maximum: 1 });
  assert.deepEqual([state.price, state.minimum], [1_000, 1_050]);
});

test("the standing follows from the price beside it once the pseudonym is known", () => {
  const you = { bidder: "b1", standing: "leading", maximum: 1_000, seller: false };
  const leading = after(snapshot(2, { you }));
  assert.equal(standing(leading.state), "leading");
  const outbid = auction(leading, singleBid(3, "b2", 1_100));
  assert.equal(standing(outbid.state), "outbid");
  const won = auction(leading, single(3, "closed", { sold: true, winner: "b1", price: 1_000 }));
  assert.equal(standing(won.state), "won");
  const unsold = auction(leading, single(3, "closed", { sold: false, winner: null, price: null }));
  assert.equal(standing(unsold.state), "lost");
  assert.equal(standing(after(snapshot(2)).state), null);
});

test("news tells what a page has to show", () => {
  const you = { bidder: "b1", standing: "leading", maximum: 1_000, seller: false };
  const before = after(snapshot(2, { you })).state;
  const later = "2026-11-21T14:02:00.000Z";
  const then = after(snapshot(2, { you }), singleBid(3, "b2", 1_100), single(4, "extended", { from: END, to: later, ends_at: later })).state;
  assert.deepEqual(news(before, then), { price: true, extended: 120_000 });
  assert.deepEqual(then.history.map((line) => line.moved), [120_000], "told on the line of the bid that did it");
  assert.deepEqual(news(then, then), { price: false, extended: 0 });
});

test("cards are kept as they were told last, and those that come into sight are added", () => {
  const card = (id, price) => ({ auction: id, title: id, price });
  const shown = (...all) => ({ type: "snapshot", channel: "cards", epoch: "", seq: 0, hash: "", state: { auctions: all } });
  const told = (id, price) => ({ type: "card", channel: "cards", body: { auction: id, kind: "changed", data: card(id, price) } });
  const subscribed = { type: "subscribed", channel: "cards", epoch: "", seq: 0 };
  const told_all = [shown(card("A", 1)), subscribed, told("A", 2), shown(card("B", 5)), told("C", 7)].reduce(cards, START);
  assert.deepEqual(Object.values(told_all.state).map((c) => c.price), [2, 5, 7]);
  assert.ok(isLive(told_all) && !isLive(lost(told_all)));
});

test("whether one may bid is told like one's standing, and kept where it is not told", () => {
  const you = (more) => ({ type: "you", auction: "A", standing: null, bidder: null, maximum: null, ...more });
  const waiting = after(snapshot(2, { you: { seller: false, may_bid: false } }));
  assert.equal(waiting.state.you.may_bid, false);
  assert.equal(auction(waiting, you({ may_bid: true })).state.you.may_bid, true);
  assert.equal(auction(waiting, you({})).state.you.may_bid, false);
});
