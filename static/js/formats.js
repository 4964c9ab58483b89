/**
 * What differs from one format to the next: the words above the price, the price itself, what the buttons offer. Here is
 * what holds for a price that rises; of the others, kinds.js says what they do otherwise, on pages that need it. The
 * server's pages say the same about the same state. Pure.
 * @module
 */

import { left } from "./clock.js";
import { money } from "./money.js";
import { standing } from "./reducer.js";
import { say } from "./say.js";

/** @typedef {{text: string, note: string}} Question */

/** What other formats do otherwise, by format. @type {Record<string, Record<string, any>>} */
const kinds = {};

/** Takes in what other formats do otherwise. @param {typeof kinds} more */
export const adopt = (more) => void Object.assign(kinds, more);

/** Formats that need nothing of kinds.js. */
export const isPlain = (format) => format === "english" || format === "live";

/** What a state's own format makes of something, or else the rising price. */
const of = (state, what, rising) => kinds[state.format]?.[what] ?? rising;

/** Whether a lot has no clock of its own: an auctioneer opens and ends it. */
export const underTheHammer = ({ format }) => format === "live";

/** The figure below the strip: the price, or of a sealed auction the viewer's own bid. @param {any} state @param {number} now */
export function figure(state, now) {
  if (standing(state) === "sealed") return state.you.maximum;
  return state.price ?? asking(state, now);
}

/** What a bid has to be now, in ms on the house's clock: at least, or at most where the lowest offer wins. */
export const asking = (state, now) => of(state, "asking", ({ minimum }) => minimum)(state, now);

/** `falls to € 90.00 in 0:12`; empty where no price falls. @param {any} state @param {number} now */
export function falls(state, now) {
  const next = fall(state, now);
  return next ? say("script-falls-to", { price: money(next.price, state), left: left(next.at - now) }) : "";
}

/** The next fall of the price, if there is one. @param {any} state @param {number} now */
export const fall = (state, now) => of(state, "fall", () => null)(state, now);

/** The strip of somebody who leads. */
export const leadingStrip = (state) => of(state, "leads", () => say("script-lead-at"))(state);

/** The strip of somebody who was beaten, and by how much, where that is more than nothing. */
export const outbidStrip = (state) => of(state, "outbid", outbid)(state);

function outbid(state) {
  const by = state.price - (state.you.maximum ?? state.price);
  return by > 0 ? say("script-outbid-by", { by: money(by, state) }) : say("script-outbid");
}

/** The strip of somebody who has no bid in it. */
export const calmStrip = (state) => of(state, "calm", calm)(state);

const calm = ({ price }) => say(price === null ? "script-no-bids-yet" : "script-not-bid");

/** The strip of a lot that is over. */
export function outcomeStrip(state) {
  if (!state.result?.sold) return say(state.bids === 0 ? "script-ended-no-bids" : "script-ended-not-sold");
  return of(state, "outcome", outcome)(state, standing(state) === "won");
}

const outcome = ({ result }, won) => (won ? say("script-ended-won") : say("script-ended-sold", { winner: result.winner }));

/** What the viewer gets of several units, or would if it closed now. */
export const ownShare = ({ awards, you }) => (awards ?? []).find((award) => award.bidder === you?.bidder);

/** `17 bids · reserve met`. */
export const facts = (state) => of(state, "facts", factsOfBids)(state);

const factsOfBids = (state) => `${say("script-bids", { count: state.bids })} · ${reserve(state)}`;

/** What may be told of the reserve. */
export function reserve({ has_reserve, reserve_met }) {
  return say(!has_reserve ? "script-no-reserve" : reserve_met ? "script-reserve-met" : "script-reserve-not-met");
}

/**
 * The amount on the big button: what a bid has to be, or for the leader one step beyond their own maximum. Null where there
 * is nothing sensible to offer.
 * @param {any} state @param {number} now
 */
export function offer(state, now) {
  if (state.sealed || state.format === "multi_unit") return null;
  const least = asking(state, now);
  if (standing(state) !== "leading") return least > 0 ? least : null;
  if (!state.automatic || underTheHammer(state)) return null;
  const step = state.minimum - state.price;
  const quantum = state.quantum ?? 1;
  const beyond = ((state.you.maximum ?? state.price) + step) / quantum;
  const amount = (step < 0 ? Math.floor(beyond) : Math.ceil(beyond)) * quantum;
  return amount > 0 ? amount : null;
}

/** What the big button says. @param {any} state @param {number} amount */
export const offerText = (state, amount) => of(state, "offers", offers)(money(amount, state), standing(state) === "leading");

const offers = (amount, leads) => say(leads ? "script-raise-to" : "script-bid", { amount });

/** What somebody is shown who would have to sign in first. @param {any} state @param {number} now */
export function signInText(state, now) {
  return say(of(state, "signIn", "script-sign-in-to-bid"), { amount: money(asking(state, now), state) });
}

/** The viewer's maximum while it is in force. */
export function ownMaximum(state) {
  const several = state.format === "multi_unit" ? state.you?.quantity : null;
  const shown = { leading: true, sealed: true, outbid: several != null }[standing(state) ?? ""];
  if (!shown || typeof state.you.maximum !== "number") return "";
  const amount = money(state.you.maximum, state);
  return several == null ? say("script-yours-is", { amount }) : say("script-yours-is-for", { amount, count: several });
}

/**
 * The question before a bid, and what a yes means.
 * @param {{amount: number, maximum: boolean, quantity?: number, whole?: boolean, buyNow?: boolean}} bid @param {any} state
 * @returns {Question}
 */
export function question(bid, state) {
  const amount = money(bid.amount, state);
  if (bid.buyNow) return { text: say("script-ask-buy-now", { amount }), note: say("script-yours-at-once") };
  return of(state, "question", questionOfBid)(amount, bid, state);
}

const questionOfBid = (amount, { maximum }) =>
  maximum
    ? { text: say("script-ask-bid-up-to", { amount }), note: say("script-only-what-it-takes") }
    : { text: say("script-ask-bid", { amount }), note: "" };

/**
 * What became of a bid that was accepted.
 * @param {{amount: number, quantity?: number, buyNow?: boolean}} bid @param {any} answer @param {any} state
 */
export function accepted(bid, answer, state) {
  if (bid.buyNow) return bought(bid, answer, state);
  return of(state, "accepted", acceptedBid)(bid, answer, state);
}

/** @returns {{good: boolean, text: string}} */
export const bought = (bid, answer, state) => ({
  good: true,
  text: say("script-you-bought-it-at", { price: money(answer.price ?? bid.amount, state) }),
});

function acceptedBid(bid, { leading, price, minimum }, state) {
  const amount = money(bid.amount, state);
  if (!leading) return { good: false, text: beaten(say("script-beaten-at-once", { amount }), minimum, state) };
  if (bid.amount === price) return { good: true, text: say("script-bid-stands", { amount }) };
  return { good: true, text: say("script-you-lead-secret", { price: money(price, state), amount }) };
}

const beaten = (text, minimum, state) =>
  minimum === undefined ? text : `${text} ${say("script-next-bid-is", { amount: money(minimum, state) })}`;
