/**
 * What a card of the catalogue says about its lot. Pure.
 * @module
 */

import { say } from "./say.js";

/** What a card's price is. */
export const priceWord = (card) => say(priceKey(card));

function priceKey({ price, status, format }) {
  const fresh = price === null;
  if (!fresh && (status === "closed" || status === "cancelled")) return "script-card-ended-at";
  switch (format) {
    case "dutch":
      return "script-card-falls-from";
    case "first_price":
    case "vickrey":
      return fresh ? "script-card-sealed-from" : "script-card-price";
    case "reverse":
      return fresh ? "script-card-offers-up-to" : "script-card-lowest-offer";
    case "multi_unit":
      return fresh ? "script-card-for-one-from" : "script-card-for-one";
    default:
      return fresh ? "script-card-starts-at" : "script-card-price";
  }
}

/** `17 bids`, `5 offers`. */
export const bidsText = ({ bids, format }) =>
  format === "reverse" ? say("script-card-offers", { count: bids }) : say("script-bids", { count: bids });
