/**
 * What the formats other than a rising price do otherwise. formats.js asks here first, on pages that need it. Pure.
 * @module
 */

import { nextFall, priceAt } from "./dutch.js";
import { bought, ownShare, reserve } from "./formats.js";
import { money } from "./money.js";
import { isOver } from "./reducer.js";
import { say } from "./say.js";

const bids = ({ bids }) => say("script-bids", { count: bids });

/** Nobody sees a bid before the end. */
const sealed = {
  calm: () => say("script-sealed-from"),
  signIn: "script-sign-in-to-bid-from",
  facts(state) {
    // Whether it is met would tell of the bids.
    const hidden = state.has_reserve && !isOver(state);
    return `${bids(state)} · ${hidden ? say("script-with-a-reserve") : reserve(state)}`;
  },
  question: (amount) => ({ text: say("script-ask-seal", { amount }), note: say("script-nobody-sees-it") }),
  accepted: (bid, _, state) => ({ good: true, text: say("script-is-sealed", { amount: money(bid.amount, state) }) }),
};

/** The price falls until somebody says yes. */
const dutch = {
  asking: (state, now) => (state.dutch && state.price === null ? priceAt(state.dutch, now) : state.minimum),
  fall: (state, now) =>
    state.dutch && state.status === "open" && state.price === null ? nextFall(state.dutch, now) : null,
  calm: ({ status }) =>
    say({ scheduled: "script-will-fall-from", halted: "script-stands-still-at" }[status] ?? "script-falling"),
  facts: bids,
  offers: (amount) => say("script-buy-at", { amount }),
  signIn: "script-sign-in-to-buy",
  question: (amount) => ({ text: say("script-ask-buy-at", { amount }), note: say("script-lower-if-fallen") }),
  accepted: bought,
};

/** The lowest offer wins. */
const reverse = {
  leads: () => say("script-lead-with"),
  outbid(state) {
    const by = (state.you.maximum ?? state.price) - state.price;
    return by > 0 ? say("script-undercut-by", { by: money(by, state) }) : say("script-undercut");
  },
  calm: ({ price }) => say(price === null ? "script-no-offers-yet" : "script-no-offer-made"),
  outcome: ({ result }, won) => (won ? say("script-offer-won") : say("script-won-by", { winner: result.winner })),
  facts({ bids, has_reserve, reserve_met }) {
    const limit = !has_reserve ? "script-no-limit" : reserve_met ? "script-limit-met" : "script-limit-not-met";
    return `${say("script-offers", { count: bids })} · ${say(limit)}`;
  },
  offers: (amount, leads) => say(leads ? "script-lower-to" : "script-offer", { amount }),
  signIn: "script-sign-in-to-offer",
  question: (amount, { maximum }) =>
    maximum
      ? { text: say("script-ask-offer-down-to", { amount }), note: say("script-no-less-than-it-takes") }
      : { text: say("script-ask-offer", { amount }), note: "" },
  accepted(bid, { leading, price, minimum }, state) {
    const amount = money(bid.amount, state);
    const next = minimum === undefined ? "" : ` ${say("script-next-offer-is", { amount: money(minimum, state) })}`;
    if (!leading) return { good: false, text: say("script-offer-beaten", { amount }) + next };
    if (bid.amount === price) return { good: true, text: say("script-offer-stands", { amount }) };
    return { good: true, text: say("script-lead-least-secret", { price: money(price, state), amount }) };
  },
};

/** Several alike, the best bids first. */
const several = {
  leads: (state) => say("script-you-get", { count: ownShare(state)?.quantity ?? 0, units: state.units }),
  outbid: () => say("script-you-get-none"),
  calm: ({ price }) => say(price === null ? "script-no-bids-for-one" : "script-not-bid"),
  outcome: (state, won) =>
    won ? say("script-won-several", { count: ownShare(state)?.quantity ?? 0 }) : say("script-sold-from"),
  facts: (state) => `${bids(state)} · ${say("script-alike", { count: state.units })} · ${reserve(state)}`,
  signIn: "script-sign-in-to-bid-from",
  question(amount, { amount: each, quantity = 1, whole }, state) {
    const total = say("script-in-all-at-most", { total: money(each * quantity, state) });
    return {
      text: say("script-ask-for-several", { amount, count: quantity }),
      note: `${total} ${say(whole ? "script-all-or-none" : "script-a-part-too")}`,
    };
  },
  accepted(bid, { leading, minimum }, state) {
    const amount = money(bid.amount, state);
    if (leading) return { good: true, text: say("script-gets-some", { amount, count: bid.quantity ?? 1 }) };
    const least = say("script-least-that-gets-one", { amount: money(minimum, state) });
    return { good: false, text: `${say("script-gets-none", { amount })} ${least}` };
  },
};

export const KINDS = { first_price: sealed, vickrey: sealed, dutch, reverse, multi_unit: several };
