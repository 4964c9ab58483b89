/**
 * What the page says: every sentence that depends on what happened. Short, and true. Pure.
 * @module
 */

import { calmStrip, leadingStrip, outbidStrip, outcomeStrip } from "./formats.js";
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

/** Whether something happened that is worth interrupting for: outbid, or the end. @param {any} before @param {any} after */
export const alarm = (before, after) =>
  standing(before) === "leading" && standing(after) === "outbid" ? "outbid"
  : before.status === after.status ? ""
  : after.status === "closed" ? (standing(after) === "won" ? "won" : "ended")
  : after.status === "cancelled" ? "ended" : "";

/** What is worth interrupting for while it runs, said to a screen reader; empty otherwise. @param {any} before @param {any} after */
export function announcement(before, after) {
  if (!before.warned && after.warned) return say("script-say-warning", { price: money(after.price ?? after.minimum, after) });
  if (alarm(before, after) === "outbid") return say("script-say-outbid", { price: money(after.price, after) });
  return "";
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

/** What a page says of its connection: nothing while it is live, or not for long. @param {import("./follow.js").Trust} trust @param {number} now */
export function connectionText(trust, now) {
  const { word } = trouble(trust, now);
  return word && !trust.brief ? `◌ ${word}` : "";
}

/** Why the button is off because of the connection; empty if it is live. @param {import("./follow.js").Trust} trust @param {number} now */
export const notLive = (trust, now) => trouble(trust, now).why;

/** Which way the news comes, where it is not the usual one. @param {import("./follow.js").Trust} trust */
export const wayRound = ({ by }) => (by === "stream" ? say("script-by-stream") : by === "poll" ? say("script-by-poll") : "");

const whole = (ms) => Math.max(0, Math.ceil(ms / 1000));
