/**
 * Follows one channel over a connection: resumes where it was, asks again when it missed something, and says how much
 * of what the page shows can be trusted.
 * @module
 */

import { Clock } from "./clock.js";
import { connect, onWake } from "./connection.js";
import { START, isLive, isOver, lost, position } from "./reducer.js";
import { learn } from "./say.js";
import { here } from "./socket.js";

/** What is said to be on its way is here by then, or a new line has to bring it. */
const ON_ITS_WAY_MS = 8_000;

/** Nobody has to read about a line that proves itself within this. The bidding waits all the same. */
const BRIEF_MS = 400;

/** Crystals drift: the clock is set again this often. */
const CLOCK_MS = 60_000;

/**
 * The connection in the house's four words, and a fifth for when it is over.
 * @typedef {"live" | "catching up" | "reconnecting" | "offline" | "over"} Word
 * @typedef {{word: Word, by?: string, brief?: boolean, until?: number, code?: number, reason?: string}} Trust
 */

/**
 * Another channel on the same socket: where to resume it, what is said on it, and that no socket carries it.
 * @typedef {object} Beside
 * @property {string} channel
 * @property {() => {epoch: string, seq: number} | null} at
 * @property {(message: any) => void} heard
 * @property {() => void} deaf
 */

/**
 * @param {object} on
 * @param {string} on.channel `auction:ID` or `cards`
 * @param {string} on.address where the page is
 * @param {import("./connection.js").Rung[]} [on.fallbacks] where no socket gets through
 * @param {() => object} [on.asks] what to subscribe with, on a channel that has no numbers to resume by
 * @param {(channel: any, message: any) => any} on.reduce
 * @param {(state: any, trust: Trust) => void} on.changed after every message that changed something
 * @param {(message: any) => void} [on.heard] verdicts, and whatever else the reducer does not fold
 * @param {(you: any) => void} [on.stands] how the account stands in another auction now
 * @param {() => boolean} [on.busy] whether the page must not be loaded anew just now
 */
export function follow(on) {
  const clock = new Clock();
  /** The last resort, once it was needed. @type {any} */
  let last = null;
  let channel = START;
  /** @type {import("./connection.js").Link} */
  let link = { word: "opening" };
  let ids = 0;
  /** @type {Beside | null} */
  let other = null;
  /** @type {any} */
  let late, brief;

  const connection = connect({
    rungs: [here(), ...(on.fallbacks ?? [])],
    channel: on.channel,
    at: on.asks ?? ((overlap) => position(channel, overlap)),
    id: () => ++ids,
    heard,
    changed,
    stuck,
  });

  /** @param {import("./connection.js").Link} next */
  function changed(next) {
    const before = link;
    link = next;
    clearTimeout(brief);
    brief = undefined;
    if (before.word === "open" && next.word === "catching up") brief = setTimeout(atLength, BRIEF_MS);
    if (next.word !== "open") channel = lost(channel);
    else if (before.word !== "open" || before.by !== next.by) opened();
    on.changed(channel.state, trust());
  }

  async function stuck() {
    const { reloading } = await import("./reload.js");
    last ??= reloading({ address: on.address, busy: () => writing() || Boolean(on.busy?.()) });
    last.stuck();
  }

  function atLength() {
    brief = undefined;
    on.changed(channel.state, trust());
  }

  function opened() {
    last?.fine();
    clock.sync(connection.send);
    if (isSomebody()) connection.send({ type: "subscribe", id: ++ids, channel: "me" });
    subscribeBeside();
  }

  function subscribeBeside() {
    if (!other || link.word !== "open") return;
    const sent = connection.send({ type: "subscribe", id: ++ids, channel: other.channel, ...other.at() });
    if (!sent) other.deaf();
  }

  /** @param {any} message */
  function heard(message) {
    if (message.now) clock.hint(message.now);
    if (message.type === "time") return timed(message);
    if (message.channel && message.channel === other?.channel) return other.heard(message);
    if (message.channel && message.channel !== on.channel) return;
    if (message.type === "notice") return document.dispatchEvent(new CustomEvent("gavel:notice", { detail: message }));
    if (message.type === "you" && on.channel !== `auction:${message.auction}`) {
      on.stands?.(message);
      return tellElsewhere(message);
    }
    const missing = channel.gap;
    tell(message);
    if (channel.gap && !missing) connection.resume();
    if (message.type === "subscribed") joined();
    on.heard?.(message);
  }

  function joined() {
    clearTimeout(late);
    if (isLive(channel)) return;
    if (channel.epoch === null) connection.resume();
    late = setTimeout(() => isLive(channel) || connection.drop(), ON_ITS_WAY_MS);
  }

  /** Folds a message, from wherever it came. @param {any} message */
  function tell(message) {
    const before = channel;
    channel = on.reduce(channel, message);
    if (channel !== before) on.changed(channel.state, trust());
  }

  function timed(message) {
    clock.heard(message);
    on.changed(channel.state, trust());
  }

  /** @returns {Trust} */
  function trust() {
    const { word, by, until, code, reason } = link;
    // The line may stay, for news of other lots.
    if (isOver(channel.state)) return { word: "over", code: 1000 };
    switch (word) {
      case "over":
        return { word, code, reason };
      case "open":
        return isLive(channel) ? { word: "live", by } : { word: "catching up" };
      case "catching up":
        return { word, by, brief: brief !== undefined };
      default:
        if (!channel.state) return { word: "catching up" };
        return navigator.onLine ? { word: "reconnecting", until } : { word: "offline" };
    }
  }

  onWake(connection.wake);
  window.addEventListener("offline", () => {
    connection.drop();
    on.changed(channel.state, trust());
  });
  setInterval(() => link.word === "open" && clock.sync(connection.send), CLOCK_MS);

  /** Follows one more channel, where there is a socket; gives back how to ask again for what was missed. @param {Beside} next */
  function beside(next) {
    other = next;
    subscribeBeside();
    return subscribeBeside;
  }

  return { clock, tell, beside, send: connection.send, id: () => ++ids, isLive: () => trust().word === "live" };
}

/** What happens elsewhere is told by what is fetched for it. @param {any} message */
const tellElsewhere = (message) =>
  Promise.all([import("./elsewhere.js"), learn("script-elsewhere")]).then(([{ elsewhere }]) => elsewhere(message));

/** Whether somebody is signed in, and so stands anywhere. */
const isSomebody = () => document.body.dataset.signedIn !== undefined;

/** Whether somebody is in a field. */
const writing = () => Boolean(document.activeElement?.matches("input, select, textarea"));
