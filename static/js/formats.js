/**
 * What differs from one format to the next: the words above the price, the price itself, what the buttons offer. The
 * server's pages say the same about the same state. Pure.
 * @module
 */

import { left } from "./clock.js";
import { nextFall, priceAt } from "./dutch.js";
import { money } from "./money.js";
import { standing } from "./reducer.js";

/** Whether a lot has no clock of its own: an auctioneer opens and ends it. */
export const underTheHammer = ({ format }) => format === "live";

/** The figure below the strip: the price, or of a sealed auction the viewer's own bid. @param {any} state @param {number} now */
export function figure(state, now) {
  if (standing(state) === "sealed") return state.you.maximum;
  return state.price ?? asking(state, now);
}

/** What a bid has to be now, in ms on the house's clock: at least, or at most where the lowest offer wins. */
export function asking(state, now) {
  return state.dutch && state.price === null ? priceAt(state.dutch, now) : state.minimum;
}

/** `falls to € 90.00 in 0:12`; empty where no price falls. @param {any} state @param {number} now */
export function falls(state, now) {
  const next = fall(state, now);
  return next ? `falls to ${money(next.price, state)} in ${left(next.at - now)}` : "";
}

/** The next fall of the price, if there is one. @param {any} state @param {number} now */
export const fall = (state, now) =>
  state.dutch && state.status === "open" && state.price === null ? nextFall(state.dutch, now) : null;

/** The strip of somebody who leads. */
export function leadingStrip(state) {
  if (state.format === "reverse") return "▲ You lead with";
  if (state.format === "multi_unit") return `▲ You get ${ownShare(state)?.quantity ?? 0} of ${state.units}; the price is`;
  return "▲ You lead at";
}

/** The strip of somebody who was beaten, and by how much, where that is more than nothing. */
export function outbidStrip(state) {
  if (state.format === "multi_unit") return "▼ You get none as it stands";
  const reverse = state.format === "reverse";
  const word = reverse ? "▼ Undercut" : "▼ Outbid";
  const own = state.you.maximum ?? state.price;
  const by = reverse ? own - state.price : state.price - own;
  return by > 0 ? `${word} by ${money(by, state)}` : word;
}

/** The strip of somebody who has no bid in it. */
export function calmStrip(state) {
  const fresh = state.price === null;
  if (state.sealed) return "◇ Sealed bids, from";
  switch (state.format) {
    case "dutch":
      return { scheduled: "▽ It will fall from", halted: "‖ It stands still at" }[state.status] ?? "▽ Falling: yours now for";
    case "reverse":
      return fresh ? "○ No offers yet: at most" : "○ You have made no offer";
    case "multi_unit":
      return fresh ? "○ No bids yet: for one from" : "○ You have not bid";
    default:
      return fresh ? "○ No bids yet: starts at" : "○ You have not bid";
  }
}

/** The strip of a lot that is over. */
export function outcomeStrip(state) {
  const { result, format } = state;
  if (!result?.sold) return `■ Ended: ${state.bids === 0 ? "no bids" : "not sold"}`;
  const won = standing(state) === "won";
  if (format === "multi_unit") return won ? `■ Ended: you won ${ownShare(state)?.quantity ?? 0} at` : "■ Ended: sold from";
  if (format === "reverse") return won ? "■ Ended: your offer won at" : `■ Ended: won by ${result.winner} at`;
  return won ? "■ Ended: you won at" : `■ Ended: sold to ${result.winner} at`;
}

/** What the viewer gets of several units, or would if it closed now. */
export const ownShare = ({ awards, you }) => (awards ?? []).find((award) => award.bidder === you?.bidder);

/** `17 bids · reserve met`. */
export function facts(state) {
  const { bids, format, sealed, status, units, has_reserve, reserve_met } = state;
  const word = format === "reverse" ? "offer" : "bid";
  const counted = `${bids} ${word}${bids === 1 ? "" : "s"}`;
  if (format === "dutch") return counted;
  const hidden = sealed && has_reserve && status !== "closed" && status !== "cancelled";
  const reverse = format === "reverse";
  const reserve = hidden ? "with a reserve"
    : !has_reserve ? (reverse ? "no limit" : "no reserve")
    : `${reverse ? "the buyer’s limit" : "reserve"} ${reserve_met ? "met" : "not met"}`;
  return [counted, format === "multi_unit" ? `${units} alike` : "", reserve].filter(Boolean).join(" · ");
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
export function offerText(state, amount) {
  const leads = standing(state) === "leading";
  const verb = {
    dutch: "Buy at",
    reverse: leads ? "Lower your offer to" : "Offer",
  }[state.format] ?? (leads ? "Raise your maximum to" : "Bid");
  return `${verb} ${money(amount, state)}`;
}

/** What somebody is shown who would have to sign in first. @param {any} state @param {number} now */
export function signInText(state, now) {
  const amount = money(asking(state, now), state);
  if (state.sealed || state.format === "multi_unit") return `Sign in to bid from ${amount}`;
  return `Sign in to ${{ dutch: "buy at", reverse: "offer" }[state.format] ?? "bid"} ${amount}`;
}

/** The viewer's maximum while it is in force. */
export function ownMaximum(state) {
  const several = state.format === "multi_unit" ? state.you?.quantity : null;
  const shown = { leading: true, sealed: true, outbid: several != null }[standing(state) ?? ""];
  if (!shown || typeof state.you.maximum !== "number") return "";
  const amount = money(state.you.maximum, state);
  return several == null ? `Yours is ${amount}.` : `Yours is ${amount} for ${several}.`;
}

/**
 * The question before a bid, and what a yes means.
 * @param {{amount: number, maximum: boolean, quantity?: number, whole?: boolean, buyNow?: boolean}} bid @param {any} state
 */
export function question({ amount, maximum, quantity = 1, whole, buyNow }, state) {
  const shown = money(amount, state);
  if (buyNow) return { text: `Buy it now for ${shown}?`, note: "It is yours at once." };
  if (state.sealed) return { text: `Seal a bid of ${shown}?`, note: "Nobody sees it before the end." };
  switch (state.format) {
    case "dutch":
      return { text: `Buy it at ${shown}?`, note: "If the price has fallen by then, you pay the lower one." };
    case "reverse":
      return maximum
        ? { text: `Offer, down to ${shown}?`, note: "You get no less than it takes to lead." }
        : { text: `Offer ${shown}?`, note: "" };
    case "multi_unit": {
      const part = whole ? "All of them or none." : "If there are fewer left for you, you get those.";
      return { text: `Bid ${shown} for one, for ${quantity}?`, note: `${money(amount * quantity, state)} in all at most. ${part}` };
    }
    default:
      return {
        text: `${maximum ? "Bid up to" : "Bid"} ${shown}?`,
        note: maximum ? "You pay only what it takes to lead." : "",
      };
  }
}

/**
 * What became of a bid that was accepted.
 * @param {{amount: number, quantity?: number, buyNow?: boolean}} bid @param {any} answer @param {any} state
 */
export function accepted(bid, answer, state) {
  const amount = money(bid.amount, state);
  const good = (text) => ({ good: true, text });
  if (state.sealed) return good(`Your bid of ${amount} is sealed. Nobody sees it before the end.`);
  if (bid.buyNow || state.format === "dutch") return good(`You bought it at ${money(answer.price ?? bid.amount, state)}.`);
  if (state.format === "multi_unit") {
    const next = ` The least that gets one is ${money(answer.minimum, state)}.`;
    return answer.leading
      ? good(`Your bid of ${amount} for ${bid.quantity ?? 1} is in, and gets some as it stands.`)
      : { good: false, text: `Your bid of ${amount} is in, and gets none as it stands.${next}` };
  }
  const [what, most, beats] =
    state.format === "reverse" ? ["offer", "least", "earlier, lower offer"] : ["bid", "maximum", "earlier maximum"];
  const next = answer.minimum === undefined ? "" : ` The next ${what} is ${money(answer.minimum, state)}.`;
  if (!answer.leading) return { good: false, text: `Your ${amount} was beaten at once by an ${beats}.${next}` };
  if (bid.amount === answer.price) return good(`Your ${what} of ${amount} stands: you lead.`);
  return good(`You lead at ${money(answer.price, state)}. Your ${most} of ${amount} stays secret.`);
}

/** What a card's price is. */
export function priceWord({ price, status, format }) {
  if (price !== null && (status === "closed" || status === "cancelled")) return "ended at";
  const fresh = price === null;
  switch (format) {
    case "dutch":
      return "falls from";
    case "first_price":
    case "vickrey":
      return fresh ? "sealed, from" : "price";
    case "reverse":
      return fresh ? "offers up to" : "lowest offer";
    case "multi_unit":
      return fresh ? "for one, from" : "for one";
    default:
      return fresh ? "starts at" : "price";
  }
}
