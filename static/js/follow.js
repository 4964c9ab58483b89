/**
 * Follows one channel over a connection: subscribes, resumes where it was, asks again when it missed something, and
 * says how much of what the page shows can be trusted.
 * @module
 */

import { Clock } from "./clock.js";
import { connect, onWake } from "./connection.js";
import { START, isLive, lost } from "./reducer.js";

/** A subscription not caught up by then is tried again on a new socket. */
const CATCH_UP_MS = 8_000;

/** Crystals drift: the clock is set again this often. */
const CLOCK_MS = 60_000;

/**
 * The connection in the house's four words, and a fifth for when it is over.
 * @typedef {"live" | "catching up" | "reconnecting" | "offline" | "over"} Word
 * @typedef {{word: Word, until?: number, code?: number, reason?: string}} Trust
 */

/**
 * @param {object} on
 * @param {string} on.channel `auction:ID` or `catalogue`
 * @param {(channel: any, message: any) => any} on.reduce
 * @param {(state: any, trust: Trust) => void} on.changed after every message that changed something
 * @param {(message: any) => void} [on.heard] verdicts, and whatever else the reducer does not fold
 */
export function follow(on) {
  const clock = new Clock();
  let channel = START;
  /** @type {import("./connection.js").Link} */
  let link = { word: "opening" };
  let ids = 0;
  let asked = 0;
  /** @type {any} */
  let deadline;

  const connection = connect({
    url: `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws`,
    greeted() {
      subscribe();
      clock.sync(connection.send);
    },
    probe: () => clock.sync(connection.send),
    heard,
    changed(next) {
      link = next;
      if (next.word !== "open") channel = lost(channel);
      on.changed(channel.state, trust());
    },
  });

  function subscribe() {
    const { epoch, seq } = channel;
    asked = ++ids;
    connection.send({ type: "subscribe", id: asked, channel: on.channel, ...(epoch ? { epoch, seq } : {}) });
    clearTimeout(deadline);
    deadline = setTimeout(() => isLive(channel) || connection.drop(), CATCH_UP_MS);
  }

  /** @param {any} message */
  function heard(message) {
    if (message.now) clock.hint(message.now);
    if (message.type === "time") return timed(message);
    if (message.channel && message.channel !== on.channel) return;
    if (message.type === "subscribed" && message.id !== asked) return;
    const missing = channel.gap;
    tell(message);
    if (channel.gap && !missing) subscribe();
    if (isLive(channel)) connection.settled();
    on.heard?.(message);
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
    if (link.word === "over") return { word: "over", code: link.code, reason: link.reason };
    if (link.word === "open") return { word: isLive(channel) ? "live" : "catching up" };
    if (link.word === "opening") return { word: channel.state ? "reconnecting" : "catching up" };
    return navigator.onLine ? { word: "reconnecting", until: link.until } : { word: "offline" };
  }

  onWake(connection.wake);
  setInterval(() => link.word === "open" && clock.sync(connection.send), CLOCK_MS);
  return { clock, tell, send: connection.send, id: () => ++ids, isLive: () => trust().word === "live" };
}
