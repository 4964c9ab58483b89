/**
 * What a page says once its lot is over. Fetched then. Pure.
 * @module
 */

import { ownShare } from "./formats.js";
import { money } from "./money.js";
import { standing } from "./reducer.js";
import { say } from "./say.js";
import { comesTo, strip } from "./words.js";

/** How it ended and what happens next, said to a screen reader. @param {any} state */
export function ending(state) {
  const price = state.result?.sold ? ` ${money(state.result.price, state)}` : "";
  return `${strip(state).text.replace(/^[^\p{L}]+/u, "")}${price}. ${aftermath(state)}`.trim();
}

/** What happens next, once it is over. */
export function aftermath(state) {
  if (state.status === "cancelled") return say("script-taken-down");
  if (state.status !== "closed") return "";
  if (standing(state) === "won") return bought(state);
  if (!state.result?.sold) return state.bids === 0 ? "" : say("script-reserve-was-not-met");
  return standing(state) === "lost" ? say("script-owe-nothing") : "";
}

function bought(state) {
  const { result, format } = state;
  const share = format === "multi_unit" ? ownShare(state) : null;
  const price = money(share ? share.price * share.quantity : result.price, state);
  if (format === "reverse") return say("script-offer-taken", { price });
  if (share) return say("script-bought-several", { count: share.quantity, price });
  const total = comesTo(state, result.price);
  return total ? say("script-bought-with", { price, total }) : say("script-bought", { price });
}

/** Whether the viewer has an invoice of it: they bought or sold it. */
export function hasInvoice(state) {
  return state.status === "closed" && Boolean(state.result?.sold) && (state.you?.seller === true || standing(state) === "won");
}
