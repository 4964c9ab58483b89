/**
 * What the page says: every sentence that depends on what happened. Short, and true. Pure.
 * @module
 */

import { left } from "./clock.js";
import { accepted, bought, calmStrip, leadingStrip, outbidStrip, outcomeStrip } from "./formats.js";
import { money } from "./money.js";
import { standing } from "./reducer.js";

/** Icon and word for a status: state is never colour alone. */
export const STATUS = {
  scheduled: "○ Not begun",
  open: "● Live",
  halted: "‖ Halted",
  closed: "■ Ended",
  cancelled: "× Cancelled",
};

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

/** What happens next, once it is over. */
export function aftermath(state) {
  if (state.status === "cancelled") return "This auction was taken down. No bid stands.";
  if (state.status !== "closed") return "";
  if (standing(state) === "won") return bought(state);
  if (!state.result?.sold) return state.bids === 0 ? "" : "The reserve was not met, so nobody has to buy or sell.";
  return standing(state) === "lost" ? "You did not win, and owe nothing." : "";
}

/** What is worth interrupting for, said to a screen reader; empty otherwise. @param {any} before @param {any} after */
export function announcement(before, after) {
  const [was, is] = [standing(before), standing(after)];
  if (!before.warned && after.warned) return "Fair warning.";
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
  // Whoever cannot be there when a lot comes under the hammer leaves a maximum beforehand.
  if (status === "scheduled" && format === "live") return "";
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

/** A line of the history that is no bid; null for one not worth a line. @param {any} line @param {any} [state] */
export function note({ kind, data }, state) {
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
      return announced(data, state);
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

function announced({ announced, ask, text }, state) {
  switch (announced) {
    case "ask":
      return `The auctioneer asks for ${money(ask, state)}`;
    case "fair_warning":
      return "Fair warning";
    case "note":
      return `Auctioneer: ${text}`;
    default:
      return null;
  }
}

function voided(data) {
  if (data.undo) return "The auctioneer took back the last step";
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
