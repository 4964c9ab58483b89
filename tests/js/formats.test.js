import assert from "node:assert/strict";
import test from "node:test";
import { priceWord } from "../../static/js/cards.js";
import { accepted, facts, falls, figure, offer, offerText, ownMaximum, question, signInText } from "../../static/js/formats.js";
import { aftermath } from "../../static/js/after.js";
import { strip } from "../../static/js/words.js";
import "./spoken.js";

const EUR = (text) => text.replace(/€ /g, "€\u00a0");
const NOW = Date.parse("2026-11-21T12:00:00.000Z");
const state = (more = {}) => ({
  status: "open",
  format: "english",
  sealed: false,
  units: 1,
  currency: "EUR",
  decimals: 2,
  price: null,
  minimum: 10_000,
  leader: null,
  bids: 0,
  automatic: true,
  quantum: null,
  has_reserve: false,
  reserve_met: true,
  dutch: null,
  awards: null,
  result: null,
  you: null,
  ...more,
});
const you = (bidder, maximum, standing = null) => ({ bidder, standing, maximum, quantity: null, seller: false });

const sealed = (more) => state({ format: "vickrey", sealed: true, has_reserve: true, reserve_met: false, ...more });
const falling = (more) =>
  state({ format: "dutch", dutch: { from: "2026-11-21T11:58:30.000Z", start: 10_000, step: 500, every_s: 60, floor: 2_000, halted: null }, ...more });
const reverse = (more) => state({ format: "reverse", price: 9_000, minimum: 8_500, leader: "b1", bids: 3, ...more });
const several = (more) => state({ format: "multi_unit", units: 10, price: 1_200, minimum: 1_250, bids: 4, ...more });

test("a sealed auction shows its start, and to a bidder only their own bid", () => {
  assert.deepEqual([strip(sealed()).text, figure(sealed(), NOW)], ["◇ Sealed bids, from", 10_000]);
  const own = sealed({ bids: 3, you: you(null, 12_345, "sealed") });
  assert.deepEqual([strip(own).text, figure(own, NOW)], ["◆ You sealed a bid of", 12_345]);
  assert.equal(facts(own), "3 bids · with a reserve", "whether it is met would tell");
  assert.equal(offer(own, NOW), null);
  assert.equal(ownMaximum(own), EUR("Yours is € 123.45."));
  assert.match(question({ amount: 12_345, maximum: true }, own).text, /^Seal a bid of/);
  assert.match(accepted({ amount: 12_345 }, { price: null, leading: false }, own).text, /is sealed/);
});

test("a falling price is that of the moment, on the figure and on the button", () => {
  assert.deepEqual([figure(falling(), NOW), offer(falling(), NOW)], [9_500, 9_500]);
  assert.equal(offerText(falling(), 9_500), EUR("Buy at € 95.00"));
  assert.equal(falls(falling(), NOW), EUR("falls to € 90.00 in 0:30"));
  assert.equal(strip(falling()).text, "▽ Falling: yours now for");
  assert.equal(signInText(falling(), NOW), EUR("Sign in to buy at € 95.00"));
  assert.match(question({ amount: 9_500, maximum: false }, falling()).note, /lower one/);
  const sold = falling({ status: "closed", price: 9_000, bids: 1, result: { sold: true, winner: "b1", price: 9_000 } });
  assert.deepEqual([figure(sold, NOW), falls(sold, NOW), strip(sold).text], [9_000, "", "■ Ended: sold to b1 at"]);
});

test("where the lowest offer wins the button goes down, for the leader below their own least", () => {
  assert.equal(offerText(reverse(), offer(reverse(), NOW)), EUR("Offer € 85.00"));
  const leads = reverse({ you: you("b1", 7_000) });
  assert.equal(offerText(leads, offer(leads, NOW)), EUR("Lower your offer to € 65.00"));
  assert.equal(offer({ ...leads, quantum: 1_000 }, NOW), 6_000);
  assert.equal(offer(reverse({ minimum: 0 }), NOW), null, "there is nothing below nothing");
  assert.equal(strip(reverse({ you: you("b2", 9_500) })).text, EUR("▼ Undercut by € 5.00"));
  assert.equal(facts(reverse({ has_reserve: true, reserve_met: false })), "3 offers · the buyer’s limit not met");
  const verdict = accepted({ amount: 7_000 }, { price: 9_000, leading: true, minimum: 8_500 }, reverse());
  assert.equal(verdict.text, EUR("You lead at € 90.00. Your least of € 70.00 stays secret."));
});

test("of several units one sees how many one gets, and what a bid for some comes to", () => {
  const leads = several({ you: { ...you("b2", 1_500, "leading"), quantity: 4 }, awards: [{ bidder: "b2", quantity: 3, price: 1_200 }] });
  assert.equal(strip(leads).text, "▲ You get 3 of 10; the price is");
  assert.equal(ownMaximum(leads), EUR("Yours is € 15.00 for 4."));
  assert.equal(strip(several({ you: you("b3", 1_100, "outbid") })).text, "▼ You get none as it stands");
  assert.equal(facts(several()), "4 bids · 10 alike · no reserve");
  assert.deepEqual(question({ amount: 1_250, maximum: true, quantity: 3, whole: true }, several()), {
    text: EUR("Bid € 12.50 for one, for 3?"),
    note: EUR("€ 37.50 in all at most. All of them or none."),
  });
  const won = { ...leads, status: "closed", result: { sold: true, winner: "b1", price: 1_200 } };
  assert.equal(strip(won).text, "■ Ended: you won 3 at");
  assert.equal(aftermath(won), EUR("You bought 3 for € 36.00 in all. The invoice says how to go on."));
});

test("sealed bids that all missed the reserve bought nothing", () => {
  const over = sealed({ status: "closed", bids: 2, result: { sold: false } });
  assert.equal(strip(over).text, "■ Ended: not sold");
  assert.match(aftermath(over), /reserve was not met/);
});

test("a card says what its price is", () => {
  const words = ["english", "vickrey", "dutch", "reverse", "multi_unit"].map((format) => priceWord({ format, price: null, status: "open" }));
  assert.deepEqual(words, ["starts at", "sealed, from", "falls from", "offers up to", "for one, from"]);
  assert.equal(priceWord({ format: "dutch", price: 5, status: "closed" }), "ended at");
});
