/**
 * One WebSocket, kept open. It notices a dead peer by the missing beat, comes back by itself with full jitter, at once
 * when the network returns or the tab is shown, and stays away when the house said so. It knows nothing of auctions.
 * @module
 */

/** The subprotocol we speak. */
export const PROTOCOL = "auction.v1.json";

/** Closed for good: the auction ended, signed out, not allowed, too many tabs. */
const FINAL = new Set([1000, 4001, 4003, 4004]);

/** Our place in the stream was lost, nothing else is wrong: come back without waiting. */
const AT_ONCE = new Set([4202]);

/** A socket that opens takes well under a second; after this long it never will. */
const OPENING_MS = 10_000;

/** How long a beat may be late, and how long an answer to a probe may take. */
const GRACE_MS = 5_000;

/**
 * @typedef {{reason?: string, reconnect?: boolean, after_ms?: number}} Bye
 * @typedef {{word: "opening" | "open" | "waiting" | "over", until?: number, code?: number, reason?: string}} Link
 */

/**
 * What to do about a socket that closed.
 * @param {number} code
 * @param {Bye | null} bye what the server said before it closed
 * @returns {{reconnect: boolean, atOnce: boolean, floor: number}} `floor` in ms: wait at least this long
 */
export function afterClose(code, bye) {
  const reconnect = bye?.reconnect !== false && !FINAL.has(code);
  return { reconnect, atOnce: AT_ONCE.has(code), floor: bye?.after_ms ?? 0 };
}

/**
 * Full jitter: anything up to a bound that doubles with each failure, so that a thousand pages which lost the server in
 * the same instant do not come back in the same instant.
 * @param {number} attempt 0 for the first
 * @param {[number, number]} retry the first bound and the largest, in ms
 * @param {() => number} random
 */
export function backoff(attempt, [first, largest], random = Math.random) {
  return random() * Math.min(largest, first * 2 ** Math.min(attempt, 20));
}

/**
 * @param {object} on
 * @param {string} on.url
 * @param {() => void} on.greeted the server said hello: subscribe now
 * @param {(message: any) => void} on.heard every other message
 * @param {(link: Link) => void} on.changed
 * @param {() => void} [on.probe] sends something the server answers
 * @param {any} [world] what the tests replace
 */
export function connect(on, world = browser()) {
  /** @type {WebSocket | null} */
  let socket = null;
  /** @type {Bye | null} */
  let bye = null;
  let attempt = 0;
  let silence = 15_000 + GRACE_MS;
  /** @type {[number, number]} */
  let retry = [500, 15_000];
  /** @type {any} */
  let deadline, pause;
  let over = false;

  function open() {
    world.cancel(pause);
    bye = null;
    socket = new world.Socket(on.url, [PROTOCOL]);
    socket.onmessage = ({ data }) => heard(JSON.parse(data));
    socket.onclose = ({ code }) => closed(code);
    on.changed({ word: "opening" });
    giveUpAfter(OPENING_MS);
  }

  /** @param {number} ms */
  function giveUpAfter(ms) {
    world.cancel(deadline);
    deadline = world.after(ms, drop);
  }

  /** @param {any} message */
  function heard(message) {
    giveUpAfter(silence);
    if (message.type === "bye") bye = message;
    else if (message.type === "hello") greeted(message);
    else on.heard(message);
  }

  function greeted(hello) {
    silence = hello.beat_s * 1000 + GRACE_MS;
    retry = hello.retry_ms ?? retry;
    on.changed({ word: "open" });
    on.heard(hello);
    on.greeted();
  }

  /** Leaves a socket that is no use any more; a dead peer would never answer the close frame. */
  function drop() {
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
    closed(1006);
  }

  /** @param {number} code */
  function closed(code) {
    world.cancel(deadline);
    socket = null;
    const { reconnect, atOnce, floor } = afterClose(code, bye);
    if (!reconnect) {
      over = true;
      return on.changed({ word: "over", code, reason: bye?.reason });
    }
    const wait = atOnce && attempt === 0 ? 0 : floor + backoff(attempt, retry, world.random);
    attempt += 1;
    pause = world.after(wait, open);
    on.changed({ word: "waiting", until: world.now() + wait });
  }

  // Not at once: whoever called us has yet to hold what we return.
  pause = world.after(0, open);
  return {
    /** Sends, if there is an open socket; whether there was. @param {object} message */
    send(message) {
      if (socket?.readyState !== 1) return false;
      socket.send(JSON.stringify(message));
      return true;
    },

    /** All is well: the next failure is the first again. */
    settled: () => (attempt = 0),

    /** The network came back, or somebody looks: no more waiting; and an open socket proves itself soon. */
    wake() {
      if (over) return;
      if (!socket) open();
      else if (socket.readyState === 1 && on.probe) {
        on.probe();
        giveUpAfter(GRACE_MS);
      }
    },

    drop,
  };
}

/** Calls `wake` whenever it is worth a try. @param {() => void} wake */
export function onWake(wake) {
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
}

function browser() {
  return {
    Socket: WebSocket,
    after: (ms, then) => setTimeout(then, ms),
    cancel: (timer) => clearTimeout(timer),
    now: () => performance.now(),
    random: Math.random,
  };
}
