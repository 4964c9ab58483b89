/**
 * A world without a network, whose time passes only when told to, and ways to be connected that do what a test says.
 * @module
 */

import { connect } from "../../static/js/connection.js";

export const HELLO = { type: "hello", beat_s: 15, retry_ms: [500, 15_000] };
export const SUBSCRIBED = { type: "subscribed" };

export function world() {
  const timers = [];
  let now = 0;
  let ids = 0;
  return {
    random: () => 0.5,
    now: () => now,
    after: (ms, then) => timers.push({ id: ++ids, at: now + ms, then }) && ids,
    cancel: (id) => timers.forEach((timer) => timer.id === id && (timer.then = () => {})),
    pass(ms) {
      const until = now + ms;
      for (;;) {
        timers.sort((a, b) => a.at - b.at);
        if (!timers.length || timers[0].at > until) break;
        const { at, then } = timers.shift();
        now = at;
        then();
      }
      now = until;
    },
  };
}

/** A rung, and every line that was opened on it. */
export function rung(by, lines) {
  return {
    by,
    open(ears) {
      const line = { by, ears, closed: false, resumed: 0, sent: [], at: ears.at(1) };
      lines.push(line);
      return Object.assign(line, {
        send: (message) => line.sent.push(message) > 0,
        resume: () => line.resumed++,
        close: () => (line.closed = true),
        says: (...messages) => messages.forEach((message) => line.closed || ears.heard(message)),
        dies: (code = 1006, bye = null) => line.closed || ((line.closed = true), ears.closed(code, bye)),
        works: () => line.says(by === "socket" ? HELLO : { type: "snapshot" }, SUBSCRIBED),
      });
    },
  };
}

/** A connection over these ways, begun, and what it did. */
export function connected(...ways) {
  const on = world();
  const lines = [];
  const seen = { lines, links: [], heard: [], stuck: 0, on };
  const connection = connect(
    {
      rungs: ways.map((by) => (typeof by === "string" ? rung(by, lines) : by)),
      channel: "auction:A",
      at: () => null,
      id: () => 1,
      heard: (message) => seen.heard.push(message.type),
      changed: ({ word, by }) => seen.links.push(by ? `${word} ${by}` : word),
      stuck: () => seen.stuck++,
    },
    on,
  );
  on.pass(0);
  return {
    ...seen,
    seen,
    connection,
    pass: on.pass,
    /** The lines that are open, by their ways. */
    open: () => lines.filter((line) => !line.closed).map((line) => line.by),
    last: (by) => lines.findLast((line) => !by || line.by === by),
    now: () => seen.links.at(-1),
  };
}
