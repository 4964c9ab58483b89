/**
 * What became of a bid, in words. Fetched when somebody is first asked about one. Pure.
 * @module
 */

import { accepted } from "./formats.js";
import { money } from "./money.js";
import { say } from "./say.js";

/**
 * The verdict on a bid.
 * @param {{amount: number, maximum: boolean, quantity?: number, buyNow?: boolean}} bid @param {any} answer @param {any} state
 * @returns {{good: boolean, text: string}}
 */
export function verdict(bid, answer, state) {
  if (answer.type === "accepted") return accepted(bid, answer, state);
  return { good: false, text: refusal(money(bid.amount, state), answer, state) };
}

function refusal(amount, { code, message, detail, minimum }, state) {
  const least = minimum === undefined || minimum === null ? "" : money(minimum, state);
  switch (code) {
    case "too_low":
      return say("script-refused-too-low", { amount, least });
    case "too_high":
      return say("script-refused-too-high", { amount, most: least });
    case "not_below_your_offer":
      return say("script-refused-not-below", { amount: least });
    case "no_buy_now":
      return say("script-refused-no-buy-now");
    case "bad_quantity":
      return say("script-refused-quantity", { count: state.units });
    case "not_above_your_maximum":
      return say("script-refused-not-above", { amount: least });
    case "off_quantum":
      return say("script-refused-quantum", { step: money(state.quantum ?? 1, state) });
    case "ended":
      return say("script-refused-ended", { amount });
    case "signed_out":
      return say("script-refused-signed-out");
    case "rate_limited":
      return say("script-refused-too-fast", { amount });
    case "overloaded":
    case "unavailable":
      return say("script-refused-just-now", { amount });
    default:
      return say("script-refused-because", { reason: message ?? detail ?? say("script-refused") });
  }
}
