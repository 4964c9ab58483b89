/**
 * One connection, kept up over whatever gets through. The ways are rungs of a ladder: it uses the best one that works,
 * steps down where one fails, and climbs again when a better one works. It notices a dead peer by the missing beat,
 * comes back by itself with full jitter, at once when the network returns or the tab is shown, and stays away when the
 * house said so. It knows nothing of auctions.
 * @module
 */

/** Closed for good: the auction ended, signed out, not allowed, too many tabs. */
const FINAL = new Set([1000, 4001, 4003, 4004]);

/** Our place in the stream was lost, nothing else is wrong: come back without waiting. */
const AT_ONCE = new Set([4202]);

/** A way that opens says something within a second or two; after this long it never will. */
const OPENING_MS = 5_000;

/** A way that opened and does not say by then that we have all there is, is given up. */
const CATCH_UP_MS = 8_000;

/** How long a beat may be late, and how long a line may take to prove that it is alive. */
const GRACE_MS = 5_000;

/** Between two tries of a better way: the first bound and the largest. */
const CLIMB_MS = [5_000, 60_000];

/**
 * A way to be connected. `open` calls nothing before it has returned, and nothing after `close`.
 * @typedef {object} Rung
 * @property {string} by
 * @property {(on: Ears, world: any) => Line} open
 *
 * @typedef {object} Ears
 * @property {string} channel
 * @property {(overlap: number) => {epoch: string, seq: number} | null} at where to resume, so many events early
 * @property {() => number} id a number for a question
 * @property {(message: any) => void} heard
 * @property {(code: number, bye: Bye | null) => void} closed
 *
 * @typedef {object} Line
 * @property {(message: object) => boolean} send whether it could
 * @property {() => void} resume asks for what was missed; answered by `subscribed`, once we have it
 * @property {() => void} close
 * @property {number} [silence_ms] how long it may say nothing, if not a beat
 *
 * @typedef {{reason?: string, reconnect?: boolean, after_ms?: number}} Bye
 * @typedef {{word: "opening" | "catching up" | "open" | "waiting" | "over", by?: string, until?: number, code?: number,
 *   reason?: string}} Link
 */

/** A way that this browser does not have. */
const NOWHERE = { send: () => false, resume() {}, close() {} };

/**
 * What to do about a line that closed.
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
 * @param {number[]} retry the first bound and the largest, in ms
 * @param {() => number} random
 */
export function backoff(attempt, [first, largest], random = Math.random) {
  return random() * Math.min(largest, first * 2 ** Math.min(attempt, 20));
}

/**
 * @param {object} on
 * @param {Rung[]} on.rungs the best first
 * @param {string} on.channel
 * @param {Ears["at"]} on.at
 * @param {Ears["id"]} on.id
 * @param {(message: any) => void} on.heard
 * @param {(link: Link) => void} on.changed
 * @param {() => void} [on.stuck] every way was tried, in vain
 * @param {any} [world] what the tests replace
 */
export function connect(on, world = browser()) {
  /** The line in use; and while that is not the best way, a better one that is being tried. */
  let [line, trial] = /** @type {any[]} */ ([null, null]);
  let [attempt, climbs] = [0, 0];
  let beat = 15_000;
  let retry = [500, 15_000];
  /** @type {any} */
  let pause, climbing;
  let over = false;

  /** @param {number} rung */
  function open(rung) {
    const { by, open: begin } = on.rungs[rung];
    const mine = { rung, by, heard: false, settled: false, worked: false, way: NOWHERE, deadline: null };
    const { channel, at, id } = on;
    const ears = { channel, at, id, heard: (message) => heard(mine, message), closed: (code, bye) => closed(mine, code, bye) };
    giveUpAfter(mine, OPENING_MS);
    try {
      mine.way = begin(ears, world);
    } catch {
      giveUpAfter(mine, 0);
    }
    return mine;
  }

  /** @param {number} rung */
  function use(rung) {
    world.cancel(pause);
    line = open(rung);
    tell();
  }

  function giveUpAfter(mine, ms) {
    world.cancel(mine.deadline);
    mine.deadline = world.after(ms, () => drop(mine));
  }

  /** How long a line that is up to date may say nothing. */
  const silence = ({ way }) => way.silence_ms ?? beat + GRACE_MS;

  function heard(mine, message) {
    if (message.type === "hello") {
      beat = message.beat_s * 1000;
      retry = message.retry_ms ?? retry;
    }
    if (mine.settled) giveUpAfter(mine, silence(mine));
    else if (message.type === "subscribed" && (message.channel ?? on.channel) === on.channel) settle(mine);
    else if (!mine.heard) caught(mine);
    on.heard(message);
  }

  /** The first word on a line. */
  function caught(mine) {
    mine.heard = true;
    giveUpAfter(mine, CATCH_UP_MS);
    if (mine === line) tell();
  }

  /** All there is was told on this line: it is the one to use. */
  function settle(mine) {
    mine.settled = mine.worked = mine.heard = true;
    giveUpAfter(mine, silence(mine));
    if (mine === trial) {
      shut(line);
      [line, trial] = [mine, null];
    }
    attempt = 0;
    if (mine.rung === 0) climbs = 0;
    else if (!trial) climbLater();
    tell();
  }

  function closed(mine, code, bye) {
    world.cancel(mine.deadline);
    const { reconnect, atOnce, floor } = afterClose(code, bye);
    if (mine === trial) return failed(mine, reconnect);
    if (!reconnect) return finish(code, bye?.reason);
    world.cancel(climbing);
    if (trial) {
      [line, trial] = [trial, null];
      return tell();
    }
    // One failure may be bad luck; a server that said why is there, and another way leads to the same one.
    const last = mine.rung + 1 === on.rungs.length;
    if (!mine.worked && !bye && attempt > 0 && !last) return use(mine.rung + 1);
    line = null;
    const wait = atOnce && attempt === 0 ? 0 : floor + backoff(attempt, retry, world.random);
    attempt += 1;
    pause = world.after(wait, () => use(mine.worked ? mine.rung : 0));
    tell({ word: "waiting", until: world.now() + wait });
    if (last && !mine.worked) on.stuck?.();
  }

  /** A better way does not work yet: the next better one, or later. */
  function failed(mine, again) {
    trial = mine.rung + 1 < line.rung ? open(mine.rung + 1) : null;
    if (!trial && again) climbLater();
  }

  function climbLater() {
    world.cancel(climbing);
    const bound = Math.min(CLIMB_MS[1], CLIMB_MS[0] * 2 ** Math.min(climbs++, 20));
    climbing = world.after((bound + world.random() * bound) / 2, climb);
  }

  function climb() {
    if (line?.settled && line.rung > 0 && !trial) trial = open(0);
  }

  /** @param {number} code @param {string} [reason] */
  function finish(code, reason) {
    over = true;
    for (const timer of [pause, climbing]) world.cancel(timer);
    for (const left of [line, trial]) shut(left);
    line = trial = null;
    tell({ word: "over", code, reason });
  }

  function shut(left) {
    world.cancel(left?.deadline);
    left?.way.close();
  }

  function drop(mine) {
    shut(mine);
    closed(mine, 1006, null);
  }

  /** Has the line prove itself: until it says `subscribed` again, what we know may be old. */
  function resume() {
    if (!line?.settled) return;
    line.settled = false;
    giveUpAfter(line, GRACE_MS);
    line.way.resume();
    tell();
  }

  /** @param {Link} [link] */
  function tell(link) {
    const word = line?.settled ? "open" : line?.heard ? "catching up" : "opening";
    on.changed(link ?? { word, by: line.by });
  }

  // Not at once: whoever called us has yet to hold what we return.
  pause = world.after(0, () => use(0));
  return {
    /** Sends, if the line in use can; whether it could. @param {object} message */
    send: (message) => line?.way.send(message) ?? false,

    resume,

    /** The network came back, or somebody looks: no more waiting, and what is open proves itself. */
    wake() {
      if (over) return;
      climbs = 0;
      if (!line) return use(0);
      climb();
      resume();
    },

    /** The line in use is no good. */
    drop: () => line && drop(line),
  };
}

/** Calls `wake` whenever it is worth a try, also when the computer slept. @param {() => void} wake */
export function onWake(wake) {
  let last = Date.now();
  const shown = () => document.visibilityState === "visible";
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => event.persisted && wake());
  document.addEventListener("visibilitychange", () => shown() && wake());
  setInterval(() => {
    const slept = Date.now() - last > 2 * GRACE_MS;
    last = Date.now();
    if (slept && shown()) wake();
  }, 1000);
}

function browser() {
  return {
    Socket: globalThis.WebSocket,
    EventSource: globalThis.EventSource,
    fetch: (...args) => fetch(...args),
    after: (ms, then) => setTimeout(then, ms),
    cancel: (timer) => clearTimeout(timer),
    now: () => performance.now(),
    random: Math.random,
  };
}
