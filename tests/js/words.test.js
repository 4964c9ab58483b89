import assert from "node:assert/strict";
import test from "node:test";
import { offer, offerText } from "../../static/js/formats.js";
import { aftermath, ending, hasInvoice } from "../../static/js/after.js";
import { note } from "../../static/js/history.js";
import { milestone } from "../../static/js/near.js";
import { verdict } from "../../static/js/verdict.js";
import { announcement, comesTo, notLive, notOpen, strip, trouble } from "../../static/js/words.js";
import { speaking } from "./spoken.js";

const EUR = (text) => text.replace(/€ /g, "€\u00a0");
const state = (more = {}) => ({
  status: "open",
  currency: "EUR",
  decimals: 2,
  price: 12_500,
  minimum: 12_750,
  leader: "b7",
  automatic: true,
  quantum: null,
  result: null,
  you: null,
  ...more,
});
const you = (bidder, maximum) => ({ bidder, standing: null, maximum, seller: false });
const leading = state({ you: you("b7", 15_000) });
const outbid = state({ you: you("b3", 12_000) });

test("the strip says in icon and word how the viewer stands", () => {
  assert.equal(strip(leading).text, "▲ You lead at");
  assert.equal(strip(outbid).text, EUR("▼ Outbid by € 5.00"));
  assert.equal(strip(state({ you: you("b3", 12_500) })).text, "▼ Outbid");
  assert.equal(strip(state()).text, "○ You have not bid");
  assert.equal(strip(state({ price: null, leader: null })).text, "○ No bids yet: starts at");
  assert.equal(strip(state({ you: { seller: true } })).text, "◆ Your lot");
});

test("the end is told from where the viewer stands", () => {
  const sold = { status: "closed", result: { sold: true, winner: "b7", price: 12_500 } };
  assert.equal(strip({ ...leading, ...sold }).text, "■ Ended: you won at");
  assert.equal(strip({ ...outbid, ...sold }).text, "■ Ended: sold to b7 at");
  assert.equal(aftermath({ ...outbid, ...sold }), "You did not win, and owe nothing.");
  assert.equal(aftermath({ ...state(), ...sold }), "");
  assert.equal(strip(state({ status: "closed", result: { sold: false } })).text, "■ Ended: not sold");
  assert.equal(strip(state({ status: "closed", price: null, bids: 0, result: { sold: false } })).text, "■ Ended: no bids");
});

test("a bid says what it comes to only where something is paid on top", () => {
  const premium = [[0, 2_000]];
  const tax = { on_hammer: 0, on_premium: 1_900 };
  assert.equal(comesTo(state(), 13_000), "");
  assert.equal(comesTo(state({ premium: [], tax: { on_hammer: 0, on_premium: 0 } }), 13_000), "");
  assert.equal(comesTo(state({ premium }), 13_000), EUR("€ 156.00 with premium"));
  assert.equal(comesTo(state({ premium }), 13_000, 3), EUR("€ 468.00 with premium"));
  assert.equal(comesTo(state({ premium, tax }), 13_000), EUR("€ 160.94 with premium and tax"));
  assert.equal(comesTo(state({ tax: { on_hammer: 1_000, on_premium: 0 } }), 13_000), EUR("€ 143.00 with tax"));
  assert.equal(comesTo(state({ premium, format: "reverse" }), 13_000), "", "who bids here is paid");
});

test("whoever bought or sold is led to the invoice, and nobody else", () => {
  const sold = { status: "closed", result: { sold: true, winner: "b7", price: 12_500 }, premium: [[0, 2_000]] };
  assert.equal(aftermath({ ...leading, ...sold }), EUR("You bought it for € 125.00, € 150.00 with premium. The invoice says how to go on."));
  assert.ok(hasInvoice({ ...leading, ...sold }) && hasInvoice({ ...state({ you: { seller: true } }), ...sold }));
  assert.ok(!hasInvoice({ ...outbid, ...sold }) && !hasInvoice({ ...state(), ...sold }) && !hasInvoice(leading));
  assert.ok(!hasInvoice(state({ status: "closed", result: { sold: false }, you: { seller: true } })));
});

test("only being outbid and the end are said aloud", () => {
  assert.equal(announcement(leading, { ...leading, price: 13_000, leader: "b9" }), EUR("Outbid. The price is now € 130.00."));
  assert.equal(announcement(outbid, { ...outbid, price: 13_000 }), "", "a bid among others");
  assert.equal(announcement(leading, { ...leading, ends_at: "later" }), "", "the clock");
  const won = { ...leading, status: "closed", result: { sold: true, winner: "b7", price: 12_500 } };
  assert.match(ending(won), /^Ended: you won at €.125\.00\. You bought it/);
  assert.equal(announcement(won, won), "");
});

test("the button offers the next amount, or the leader a step above their own maximum", () => {
  assert.equal(offer(outbid), 12_750);
  assert.equal(offerText(outbid, 12_750), EUR("Bid € 127.50"));
  assert.equal(offer(leading), 15_250);
  assert.equal(offerText(leading, 15_250), EUR("Raise your maximum to € 152.50"));
  assert.equal(offer({ ...leading, quantum: 1_000 }), 16_000);
  assert.equal(offer({ ...leading, automatic: false }), null);
});

test("every verdict says what became of the bid", () => {
  const bid = { amount: 20_000, maximum: true };
  const accepted = { type: "accepted", price: 13_000, minimum: 13_250, leading: true };
  assert.equal(verdict(bid, accepted, state()).text, EUR("You lead at € 130.00. Your maximum of € 200.00 stays secret."));
  assert.equal(verdict({ amount: 13_000 }, accepted, state()).text, EUR("Your bid of € 130.00 stands: you lead."));
  const beaten = verdict(bid, { ...accepted, leading: false, price: 20_250, minimum: 20_500 }, state());
  assert.deepEqual(beaten, { good: false, text: EUR("Your € 200.00 was beaten at once by an earlier maximum. The next bid is € 205.00.") });
});

test("every refusal says that nothing was bid, or what to do instead", () => {
  const codes = ["too_low", "not_open", "ended", "own_auction", "over_limit", "off_quantum", "bad_amount", "already_leading",
    "key_reused", "signed_out", "rate_limited", "overloaded", "unavailable", "a_code_of_tomorrow"];
  for (const code of codes) {
    const { good, text } = verdict({ amount: 13_000 }, { type: "rejected", code, message: "Because.", minimum: 13_250 }, state());
    assert.equal(good, false);
    assert.match(text, /[Nn]othing was bid/, code);
  }
  const raise = verdict({ amount: 13_000 }, { type: "rejected", code: "not_above_your_maximum", minimum: 15_001 }, leading);
  assert.match(raise.text, /bid €.150\.01 or more/);
});

test("the connection is told in four words, and why the button is off", () => {
  assert.equal(notLive({ word: "live" }, 0), "");
  assert.equal(notLive({ word: "reconnecting", until: 2_900 }, 0), "Reconnecting in 3 s: the price may have moved.");
  assert.match(notLive({ word: "offline" }, 0), /^Offline/);
  assert.match(notLive({ word: "catching up" }, 0), /^Catching up/);
  assert.match(notLive({ word: "over", code: 4001 }, 0), /sign in again/);
  assert.equal(notLive({ word: "over", code: 1000 }, 0), "", "the end needs no excuse");
  assert.match(notOpen({ status: "halted" }), /Halted/);
  assert.equal(notOpen({ status: "open" }), "");
});

test("the time left is said three times, and once each", () => {
  const minutes = 60_000;
  assert.equal(milestone(6 * minutes, 5 * minutes), "Five minutes left.");
  assert.equal(milestone(5 * minutes, 4.9 * minutes), "");
  assert.equal(milestone(61_000, 60_000), "One minute left.");
  assert.equal(milestone(10_500, 9_500), "Ten seconds left.");
  assert.equal(milestone(6 * minutes, 9_000), "Ten seconds left.", "after a nap only the last");
  assert.equal(milestone(0, 4 * minutes), "", "a page that was just opened, or an end that moved");
  assert.equal(milestone(500, -500), "");
});

test("in Spanish the same is said in Spanish", () => {
  speaking("es", () => {
    assert.equal(strip(leading).text, "▲ Vas en cabeza con");
    assert.equal(trouble({ word: "reconnecting", until: 2_900 }, 0).word, "Reconectando en 3 s");
    assert.equal(note({ kind: "revealed", data: { revealed: [1, 2] } }), "Se abrieron 2 pujas cerradas");
    assert.match(announcement(leading, { ...leading, price: 13_000, leader: "b9" }), /^Te han superado\. El precio es ahora/);
  });
  assert.equal(strip(leading).text, "▲ You lead at");
});

test("the history notes where the end moved and why it was halted", () => {
  const moved = { from: "2026-11-21T14:00:00Z", to: "2026-11-21T14:01:08Z" };
  assert.equal(note({ kind: "extended", data: moved }), "End moved by 1:08");
  assert.equal(note({ kind: "halted", data: { reason: "A wrong picture" } }), "Halted: A wrong picture");
  assert.equal(note({ kind: "closed", data: { sold: true, winner: "b7" } }), "Sold to b7");
  assert.equal(note({ kind: "of tomorrow", data: {} }), null);
});
