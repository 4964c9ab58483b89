/**
 * What the page says: every sentence that depends on what happened. Short, and true. Pure.
 * @module
 */

import { left } from "./clock.js";
import { calmStrip, leadingStrip, outbidStrip, outcomeStrip, ownShare } from "./formats.js";
import { money } from "./money.js";
import { standing } from "./reducer.js";
import { say } from "./say.js";

/** What reckons premium and tax, on pages of lots that have them. @type {typeof import("./premium.js") | null} */
let charges = null;

/** Takes in what reckons premium and tax. @param {typeof import("./premium.js")} module */
export const charge = (module) => (charges = module);

const STATUS = {
  scheduled: "script-status-scheduled",
  open: "script-status-open",
  halted: "script-status-halted",
  closed: "script-status-closed",
  cancelled: "script-status-cancelled",
};

/** Icon and word for a status: state is never colour alone. */
export const statusText = (status) => say(STATUS[status] ?? status);

/** What a live lot says instead of a countdown; nothing once it is over. */
export const hammered = (status) =>
  status === "scheduled" ? say("script-comes-up") : status === "open" ? say("script-under-the-hammer") : "";

/**
 * The strip above the price.
 * @param {any} state
 * @returns {{tone: "leading" | "outbid" | "over" | "calm", text: string}}
 */
export function strip(state) {
  const { status, you } = state;
  const stands = standing(state);
  if (status === "cancelled") return { tone: "over", text: say("script-nobody-won") };
  if (status === "closed") return { tone: stands === "won" ? "leading" : "over", text: outcomeStrip(state) };
  if (you?.seller && !state.sealed) return { tone: "calm", text: say("script-own-lot") };
  switch (stands) {
    case "leading":
      return { tone: "leading", text: leadingStrip(state) };
    case "outbid":
      return { tone: "outbid", text: outbidStrip(state) };
    case "sealed":
      return { tone: "calm", text: say("script-you-sealed") };
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
  if (!charges?.isCharged(state) || state.format === "reverse") return "";
  const [premium, tax] = [charges.isCharged({ premium: state.premium }), charges.isCharged({ tax: state.tax })];
  const key = premium && tax ? "script-with-premium-and-tax" : premium ? "script-with-premium" : "script-with-tax";
  return say(key, { total: money(charges.bill(amount * quantity, state).total, state) });
}

/** What a bid on a live lot comes to before its turn; empty otherwise. */
export const beforeItsTurn = ({ status, format }) =>
  status === "scheduled" && format === "live" ? say("script-before-its-turn") : "";

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

/** Whether something happened that is worth interrupting for: outbid, or the end. @param {any} before @param {any} after */
export const alarm = (before, after) =>
  standing(before) === "leading" && standing(after) === "outbid" ? "outbid"
  : before.status === after.status ? ""
  : after.status === "closed" ? (standing(after) === "won" ? "won" : "ended")
  : after.status === "cancelled" ? "ended" : "";

/** What is worth interrupting for, said to a screen reader; empty otherwise. @param {any} before @param {any} after */
export function announcement(before, after) {
  if (!before.warned && after.warned) return say("script-say-warning", { price: money(after.price ?? after.minimum, after) });
  const what = alarm(before, after);
  if (what === "outbid") return say("script-say-outbid", { price: money(after.price, after) });
  if (what === "") return "";
  const price = after.result?.sold ? ` ${money(after.result.price, after)}` : "";
  return `${strip(after).text.replace(/^[^\p{L}]+/u, "")}${price}. ${aftermath(after)}`.trim();
}

/** Why there is no bidding just now, whoever asks; empty if there is. */
export function notOpen({ status, format }) {
  if (takesBids({ status, format })) return "";
  if (status === "halted") return say("script-is-halted");
  return status === "scheduled" ? say("script-not-begun") : "";
}

/**
 * The connection while it is not live: a word for it, and why that keeps the button off. Both empty if it is live.
 * @param {import("./follow.js").Trust} trust @param {number} now in ms, on the clock `until` is on
 * @returns {{word: string, why: string}}
 */
export function trouble({ word, until, code }, now) {
  switch (word) {
    case "live":
      return { word: "", why: "" };
    case "catching up":
      return troubled(say("script-catching-up"), "script-one-moment");
    case "reconnecting":
      return troubled(
        until ? say("script-reconnecting-in", { seconds: whole(until - now) }) : say("script-reconnecting"),
        "script-may-have-moved",
      );
    case "offline":
      return troubled(say("script-offline"), "script-may-have-moved");
    default:
      return { 4001: troubled(say("script-signed-out"), "script-sign-in-again"),
        4003: troubled(say("script-not-allowed"), "script-load-again"),
        4004: troubled(say("script-too-many"), "script-close-some") }[code ?? 1000] ?? { word: "", why: "" };
  }
}

const troubled = (word, why) => ({ word, why: `${word}: ${say(why)}` });

/** Why the button is off because of the connection; empty if it is live. @param {import("./follow.js").Trust} trust @param {number} now */
export const notLive = (trust, now) => trouble(trust, now).why;

/** Which way the news comes, where it is not the usual one. @param {import("./follow.js").Trust} trust */
export const wayRound = ({ by }) => (by === "stream" ? say("script-by-stream") : by === "poll" ? say("script-by-poll") : "");

const whole = (ms) => Math.max(0, Math.ceil(ms / 1000));

/** A line of the history that is no bid; null for one not worth a line. An ask shows on the button, and nowhere else. */
export function note({ kind, data }) {
  switch (kind) {
    case "opened":
      return say("script-opened");
    case "sealed":
      return say("script-sealed-bid-came");
    case "reserve_met":
      return say("script-reserve-is-met");
    case "extended":
      return extended(data);
    case "announced":
      return data.announced === "fair_warning" ? say("script-fair-warning")
        : data.announced === "note" ? `“${data.text}”` : null;
    case "voided":
      return voided(data);
    case "revealed":
      return revealed(data);
    case "halted":
      return because(say("script-halted"), data);
    case "resumed":
      return because(say("script-resumed"), data);
    case "cancelled":
      return because(say("script-cancelled"), data);
    case "closed":
      return because(closed(data), data);
    default:
      return null;
  }
}

function extended({ from, to, ends_at, reason }) {
  const by = left(Date.parse(to ?? ends_at) - Date.parse(from));
  if (reason === "outage") return say("script-end-moved-outage", { by });
  return reason === "group" ? say("script-end-moved-group", { by }) : say("script-end-moved", { by });
}

function voided(data) {
  if (data.undo) return say("script-taken-back-by-auctioneer");
  const filled = { bidder: data.whose ?? "" };
  const key = data.by === "bidder" ? (data.whose ? "script-bid-of-taken-back" : "script-bid-taken-back")
    : data.whose ? "script-bid-of-struck-out" : "script-bid-struck-out";
  return because(say(key, filled), data);
}

function revealed({ revealed }) {
  return revealed ? say("script-bids-opened", { count: revealed.length }) : say("script-seed-revealed");
}

function closed({ sold, winner, awards }) {
  if (!sold) return say("script-not-sold");
  return awards && awards.length !== 1 ? say("script-sold-to-several", { count: awards.length }) : say("script-sold-to", { winner });
}

const because = (text, { reason }) => (reason ? `${text}: ${reason}` : text);

/** How a bid came about and what it did: `× 3 · automatic · end +1:08 · struck out`. @param {any} line */
export function how({ quantity, automatic, moved, struck }) {
  return [
    quantity === undefined ? "" : `× ${quantity}`,
    automatic ? say("script-automatic") : "",
    moved > 0 ? say("script-end-by", { by: left(moved) }) : "",
    struck ? say("script-struck-out") : "",
  ].filter(Boolean).join(" · ");
}
