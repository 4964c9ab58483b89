/**
 * The form for an amount of one's own, read: how much, for how many, and what is wrong with it. Fetched when it is sent.
 * @module
 */

import { asking } from "./formats.js";
import { money, plain } from "./money.js";
import { standing } from "./reducer.js";
import { say } from "./say.js";
import { parse } from "./typed.js";

const at = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * The bid in the form, or null, and then the form says why.
 * @param {any} state @param {number} now in ms, on the house's clock
 * @returns {import("./bid.js").Bid | null}
 */
export function maximum(state, now) {
  const amount = parse(at("maximum").value, state);
  const least = bound(state, now);
  const wrong = amount === null ? say("script-write-figures", { example: plain(least, state.decimals) }) : beyond(amount, least, state);
  at("maximum-error").textContent = wrong;
  at("maximum").setAttribute("aria-invalid", String(wrong !== ""));
  if (wrong === "" && amount !== null) return { amount, maximum: true, ...several() };
  at("maximum").focus();
  return null;
}

/** For how many, and whether all of them, where there are several. */
function several() {
  if (!at("quantity")) return {};
  return { quantity: Number(at("quantity").value), whole: at("whole").checked };
}

/**
 * The least a chosen amount may be, or the most where the lowest offer wins. The house checks it again.
 * @param {any} state @param {number} now
 */
export function bound(state, now) {
  const step = (state.quantum ?? 1) * (state.format === "reverse" ? -1 : 1);
  const raises = standing(state) === "leading" && state.format !== "multi_unit";
  return raises ? (state.you.maximum ?? state.price) + step : asking(state, now);
}

/** What is wrong with a chosen amount, if anything. @param {number} amount @param {number} bound @param {any} state */
export function beyond(amount, bound, state) {
  if (state.format === "reverse") return amount > bound ? say("script-most-is", { amount: money(bound, state) }) : "";
  return amount < bound ? say("script-least-is", { amount: money(bound, state) }) : "";
}
