/**
 * What the page says: every sentence that depends on what happened. Short, and true. Pure.
 * @module
 */

import { left } from "./clock.js";
import { accepted, calmStrip, leadingStrip, outbidStrip, outcomeStrip, ownShare } from "./formats.js";
import { money } from "./money.js";
import { bill, isCharged } from "./premium.js";
import { standing } from "./reducer.js";

/** Icon and word for a status: state is never colour alone. */
export const STATUS = {
  scheduled: "○ Not begun",
  open: "● Live",
  halted: "‖ Halted",
  closed: "■ Ended",
  cancelled: "× Cancelled",
};

/** What a live lot says instead of a countdown. */
export const HAMMERED = { scheduled: "comes up in its turn", open: "under the hammer" };

/**
 * The strip above the price.
 * @param {any} state
 * @returns {{tone: "leading" | "outbid" | "over" | "calm", text: string}}
 */
export function strip(state) {
  const { status, you } = state;
  const stands = standing(state);
  if (status === "cancelled") return { tone: "over", text: "× Cancelled: nobody won" };
  if (status === "closed") return { tone: stands === "won" ? "leading" : "over", text: outcomeStrip(state) };
  if (you?.seller && !state.sealed) return { tone: "calm", text: "◆ Your lot" };
  switch (stands) {
    case "leading":
      return { tone: "leading", text: leadingStrip(state) };
    case "outbid":
      return { tone: "outbid", text: outbidStrip(state) };
    case "sealed":
      return { tone: "calm", text: "◆ You sealed a bid of" };
    default:
      return { tone: "calm", text: calmStrip(state) };
  }
}

/** Whether bids are taken now: of a live lot also before its turn, when they wait with the auctioneer. */
export const takesBids = ({ status, format }) => status === "open" || (status === "scheduled" && format === "live");

/**
 * What a bid of this amount comes to: `€ 156.00 with premium`. Empty where nothing is paid on top, and where bidders are paid.
 * @param {any} state @param {number} amount @param {number} [quantity]
 */
export function comesTo(state, amount, quantity = 1) {
  if (state.format === "reverse" || !isCharged(state)) return "";
  const premium = isCharged({ premium: state.premium });
  const onTop = [premium ? "premium" : "", isCharged({ tax: state.tax }) ? "tax" : ""].filter(Boolean).join(" and ");
  return `${money(bill(amount * quantity, state).total, state)} with ${onTop}`;
}

/** What a bid on a live lot comes to before its turn; empty otherwise. */
export function beforeItsTurn({ status, format }) {
  if (status !== "scheduled" || format !== "live") return "";
  return "Its turn has not come. Leave a maximum: it competes from here on, and when the lot is called.";
}

/** What may be told of the reserve. */
export function reserve({ has_reserve, reserve_met }) {
  return !has_reserve ? "no reserve" : reserve_met ? "reserve met" : "reserve not met";
}

/** What happens next, once it is over. */
export function aftermath(state) {
  if (state.status === "cancelled") return "This auction was taken down. No bid stands.";
  if (state.status !== "closed") return "";
  if (standing(state) === "won") return bought(state);
  if (!state.result?.sold) return state.bids === 0 ? "" : "The reserve was not met, so nobody has to buy or sell.";
  return standing(state) === "lost" ? "You did not win, and owe nothing." : "";
}

function bought(state) {
  const { result, format } = state;
  const share = format === "multi_unit" ? ownShare(state) : null;
  const price = money(share ? share.price * share.quantity : result.price, state);
  const on = "The invoice says how to go on.";
  if (format === "reverse") return `Your offer of ${price} was taken. ${on}`;
  if (share) return `You bought ${share.quantity} for ${price} in all. ${on}`;
  const total = comesTo(state, result.price);
  return `You bought it for ${price}${total && `, ${total}`}. ${on}`;
}

/** Whether the viewer has an invoice of it: they bought or sold it. */
export function hasInvoice(state) {
  return state.status === "closed" && Boolean(state.result?.sold) && (state.you?.seller === true || standing(state) === "won");
}

/** What is worth interrupting for, said to a screen reader; empty otherwise. @param {any} before @param {any} after */
export function announcement(before, after) {
  const [was, is] = [standing(before), standing(after)];
  if (!before.warned && after.warned) return `Fair warning at ${money(after.price ?? after.minimum, after)}.`;
  if (was === "leading" && is === "outbid") return `Outbid. The price is now ${money(after.price, after)}.`;
  if (before.status !== after.status && (after.status === "closed" || after.status === "cancelled")) {
    const { text } = strip(after);
    const price = after.result?.sold ? ` ${money(after.result.price, after)}` : "";
    return `${text.replace(/^\W+/, "")}${price}. ${aftermath(after)}`.trim();
  }
  return "";
}

/** Why there is no bidding just now, whoever asks; empty if there is. */
export function notOpen({ status, format }) {
  if (takesBids({ status, format })) return "";
  return {
    scheduled: "Bidding has not begun yet.",
    halted: "Halted by the house. The time left is given back.",
  }[status] ?? "";
}

/**
 * Why the button is off because of the connection; empty if it is live.
 * @param {import("./follow.js").Trust} trust @param {number} now in ms, on the clock `until` is on
 */
export function notLive({ word, until, code }, now) {
  switch (word) {
    case "live":
      return "";
    case "catching up":
      return "Catching up: one moment.";
    case "reconnecting":
      return `Reconnecting${until ? ` in ${whole(until - now)} s` : ""}: the price may have moved.`;
    case "offline":
      return "Offline: the price may have moved.";
    default:
      return OVER[code ?? 1000] ?? "";
  }
}

/** Which way the news comes, where it is not the usual one. @param {import("./follow.js").Trust} trust */
export const wayRound = ({ by }) => ({ stream: "by event stream", poll: "by polling" })[by ?? ""] ?? "";

const whole = (ms) => Math.max(0, Math.ceil(ms / 1000));

const OVER = {
  4001: "Signed out: sign in again to bid.",
  4003: "Not allowed: load the page again.",
  4004: "Too many pages open: close some, then load this one again.",
};

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
      return `${amount} is too low now: the least is ${least}. Nothing was bid.`;
    case "too_high":
      return `${amount} is too much now: the most is ${least}. Nothing was offered.`;
    case "not_below_your_offer":
      return `You lead already with an offer of at most that. To go lower, offer ${least} or less.`;
    case "no_buy_now":
      return "It cannot be bought at once any more. Nothing was bid.";
    case "bad_quantity":
      return `Bid for at least one, and at most ${state.units}. Nothing was bid.`;
    case "not_above_your_maximum":
      return `You lead already with a maximum of at least that. To raise it, bid ${least} or more.`;
    case "off_quantum":
      return `Bids here go in steps of ${money(state.quantum ?? 1, state)}. Nothing was bid.`;
    case "ended":
      return `The auction had ended when ${amount} arrived. Nothing was bid.`;
    case "signed_out":
      return "You are signed out. Sign in and bid again; nothing was bid.";
    case "rate_limited":
      return `That was faster than the house takes bids. Nothing was bid: wait a moment, then send ${amount} again.`;
    case "overloaded":
    case "unavailable":
      return `The house could not take ${amount} just now. Nothing was bid.`;
    default:
      return `${message ?? detail ?? "That bid was refused."} Nothing was bid.`;
  }
}

/** A line of the history that is no bid; null for one not worth a line. An ask shows on the button, and nowhere else. */
export function note({ kind, data }) {
  switch (kind) {
    case "opened":
      return "Bidding opened";
    case "sealed":
      return "A sealed bid came in";
    case "reserve_met":
      return "Reserve met";
    case "extended":
      return extended(data);
    case "announced":
      return { fair_warning: "Fair warning", note: `“${data.text}”` }[data.announced] ?? null;
    case "voided":
      return voided(data);
    case "revealed":
      return revealed(data);
    case "halted":
      return because("Halted", data);
    case "resumed":
      return because("Resumed", data);
    case "cancelled":
      return because("Cancelled", data);
    case "closed":
      return because(closed(data), data);
    default:
      return null;
  }
}

function extended({ from, to, ends_at, reason }) {
  const by = left(Date.parse(to ?? ends_at) - Date.parse(from));
  if (reason === "outage") return `The house was away: the end moved by ${by}, so that everybody gets ten minutes`;
  return reason === "group" ? `End moved by ${by}, with another lot of the sale` : `End moved by ${by}`;
}

function voided(data) {
  if (data.undo) return "The auctioneer took that back";
  const whose = data.whose ? `A bid of ${data.whose}` : "A bid";
  return because(`${whose} was ${data.by === "bidder" ? "taken back" : "struck out"}`, data);
}

function revealed({ revealed }) {
  if (!revealed) return "The candle’s seed was revealed";
  return revealed.length === 1 ? "The sealed bid was opened" : `${revealed.length} sealed bids were opened`;
}

function closed({ sold, winner, awards }) {
  if (!sold) return "Ended, not sold";
  return awards && awards.length !== 1 ? `Sold to ${awards.length} bidders` : `Sold to ${winner}`;
}

const because = (text, { reason }) => (reason ? `${text}: ${reason}` : text);

/** How a bid came about and what it did: `× 3 · automatic · end +1:08 · struck out`. @param {any} line */
export function how({ quantity, automatic, moved, struck }) {
  return [
    quantity === undefined ? "" : `× ${quantity}`,
    automatic ? "automatic" : "",
    moved > 0 ? `end +${left(moved)}` : "",
    struck ? "struck out" : "",
  ].filter(Boolean).join(" · ");
}
