/**
 * What the page says: every sentence that depends on what happened. Short, and true. Pure.
 * @module
 */

import { left } from "./clock.js";
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
  const { status, result, you } = state;
  if (status === "cancelled") return { tone: "over", text: "× Cancelled: nobody won" };
  if (status === "closed") return outcome(state);
  if (you?.seller) return { tone: "calm", text: "◆ Your lot" };
  switch (standing({ status, leader: state.leader, result, you })) {
    case "leading":
      return { tone: "leading", text: "▲ You lead at" };
    case "outbid":
      return { tone: "outbid", text: outbid(state) };
    default:
      return { tone: "calm", text: state.price === null ? "○ No bids yet: starts at" : "○ You have not bid" };
  }
}

/** Outbid, and by how much, where that is more than nothing. */
function outbid(state) {
  const by = state.price - (state.you.maximum ?? state.price);
  return by > 0 ? `▼ Outbid by ${money(by, state)}` : "▼ Outbid";
}

function outcome(state) {
  if (!state.result?.sold) return { tone: "over", text: `■ Ended: ${state.price === null ? "no bids" : "not sold"}` };
  if (standing(state) === "won") return { tone: "leading", text: "■ Ended: you won at" };
  return { tone: "over", text: `■ Ended: sold to ${state.result.winner} at` };
}

/**
 * The amount on the big button: the least that can be bid, or for the leader one step above their own maximum.
 * Null where there is nothing sensible to offer.
 */
export function offer(state) {
  if (standing(state) !== "leading") return state.minimum;
  if (!state.automatic || state.format === "live") return null;
  const raised = (state.you.maximum ?? state.price) + state.minimum - state.price;
  const quantum = state.quantum ?? 1;
  return Math.ceil(raised / quantum) * quantum;
}

/** Whether bids are taken now: of a live lot also before its turn, when they wait with the auctioneer. */
export const takesBids = ({ status, format }) => status === "open" || (status === "scheduled" && format === "live");

/** What the big button says. @param {any} state @param {number} amount */
export function offerText(state, amount) {
  return `${standing(state) === "leading" ? "Raise your maximum to" : "Bid"} ${money(amount, state)}`;
}

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

/** The viewer's maximum while it is in force. */
export function ownMaximum(state) {
  const maximum = standing(state) === "leading" ? state.you.maximum : null;
  return typeof maximum === "number" ? `Yours is ${money(maximum, state)}.` : "";
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
  const { result, price } = state;
  if (standing(state) === "won") return bought(state);
  if (!result?.sold) return price === null ? "" : "The reserve was not met, so nobody has to buy or sell.";
  return standing(state) === "lost" ? "You did not win, and owe nothing." : "";
}

function bought(state) {
  const total = comesTo(state, state.result.price);
  return `You bought it for ${money(state.result.price, state)}${total && `, ${total}`}. The invoice says how to go on.`;
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
 * @param {{amount: number, maximum: boolean}} bid @param {any} answer @param {any} state
 * @returns {{good: boolean, text: string}}
 */
export function verdict(bid, answer, state) {
  const amount = money(bid.amount, state);
  if (answer.type !== "accepted") return { good: false, text: refusal(amount, answer, state) };
  const next = answer.minimum === undefined ? "" : ` The next bid is ${money(answer.minimum, state)}.`;
  if (!answer.leading) return { good: false, text: `Your ${amount} was beaten at once by an earlier maximum.${next}` };
  if (bid.amount === answer.price) return { good: true, text: `Your bid of ${amount} stands: you lead.` };
  return { good: true, text: `You lead at ${money(answer.price, state)}. Your maximum of ${amount} stays secret.` };
}

function refusal(amount, { code, message, detail, minimum }, state) {
  const least = minimum === undefined || minimum === null ? "" : money(minimum, state);
  switch (code) {
    case "too_low":
      return `${amount} is too low now: the least is ${least}. Nothing was bid.`;
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

/** A line of the history that is no bid; null for one not worth a line. */
export function note({ kind, data }) {
  switch (kind) {
    case "opened":
      return "Bidding opened";
    case "reserve_met":
      return "Reserve met";
    case "extended":
      return `End moved by ${left(Date.parse(data.to ?? data.ends_at) - Date.parse(data.from))}`;
    case "halted":
      return because("Halted", data);
    case "resumed":
      return because("Resumed", data);
    case "cancelled":
      return because("Cancelled", data);
    case "announced":
      return { fair_warning: "Fair warning", note: `“${data.text}”` }[data.announced] ?? null;
    case "voided":
      return data.undo ? "The auctioneer took that back" : because("A bid was struck out", data);
    case "closed":
      return because(data.sold ? `Sold to ${data.winner}` : "Ended, not sold", data);
    default:
      return null;
  }
}

const because = (text, { reason }) => (reason ? `${text}: ${reason}` : text);
