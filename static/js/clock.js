/**
 * The server's clock, as well as it can be known from here. It ticks on the monotonic clock, so a change of the
 * computer's own time moves no countdown. That clock may stand still while a device sleeps, so what the server says is
 * believed as soon as ours cannot be true any more.
 * @module
 */

/** Exchanges in a round; the one with the least round trip is kept. */
export const ROUND = 5;

/**
 * One exchange, as NTP reckons it. `t0` and `t3` on our clock, `t1` and `t2` on the server's.
 * @param {number} t0 @param {number} t1 @param {number} t2 @param {number} t3
 * @returns {{offset: number, error: number}} server minus ours, and how far off that may be at most
 */
export function reckon(t0, t1, t2, t3) {
  return { offset: (t1 - t0 + (t2 - t3)) / 2, error: (t3 - t0 - (t2 - t1)) / 2 };
}

/** Whether two exchanges can both be true. Instants are told in whole milliseconds, which is where the one more is from. */
const agree = (a, b) => Math.abs(a.offset - b.offset) <= a.error + b.error + 1;

/** A clock that shows the server's time. */
export class Clock {
  #tick;
  #offset;
  /** @type {number | null} */
  #error = null;
  /** @type {{offset: number, error: number}[]} */
  #round = [];
  /** @type {{id: number, t0: number} | null} */
  #asked = null;
  #ids = 1_000_000;
  /** @type {(message: object) => void} */
  #send = () => {};

  /**
   * @param {() => number} [tick] milliseconds, monotonic
   * @param {number} [wall] our own idea of the time, until the server tells
   */
  constructor(tick = () => performance.now(), wall = Date.now()) {
    this.#tick = tick;
    this.#offset = wall - tick();
  }

  /** The server's time, in ms since the epoch. */
  now() {
    return this.#tick() + this.#offset;
  }

  /** Half-width in ms of what `now` may be wrong by; null while nothing was measured. */
  get error() {
    return this.#error;
  }

  /**
   * A time the server mentioned in passing: better than nothing, worse than a measurement. But it was true once, so a clock
   * that is behind it has slept, and is measured again.
   * @param {string} now
   */
  hint(now) {
    const ahead = Date.parse(now) - this.now();
    if (this.#error !== null && ahead <= this.#error) return;
    this.#offset += ahead;
    if (this.#error !== null) this.sync(this.#send);
  }

  /** Starts a round of exchanges over `send`. @param {(message: object) => void} send */
  sync(send) {
    this.#send = send;
    this.#round = [];
    this.#ask();
  }

  #ask() {
    // Ids of their own range: the answer also goes past those who wait for an answer to something else.
    this.#asked = { id: (this.#ids += 1), t0: this.#tick() };
    this.#send({ type: "time", id: this.#asked.id, t0: Date.now() });
  }

  /** Takes a `time` answer. @param {{id: number, t1: number, t2: number}} message */
  heard(message) {
    if (message.id !== this.#asked?.id) return;
    const last = reckon(this.#asked.t0, message.t1, message.t2, this.#tick());
    this.#asked = null;
    this.#round.push(last);
    if (this.#error === null || !agree(last, { offset: this.#offset, error: this.#error })) this.#set(last);
    if (this.#round.length < ROUND) return this.#ask();
    // What was measured before we slept, if we did, is not what is true now.
    const current = this.#round.filter((exchange) => agree(exchange, last));
    this.#set(current.reduce((a, b) => (b.error < a.error ? b : a)));
  }

  #set({ offset, error }) {
    this.#offset = offset;
    // The server's instants are whole milliseconds, so no exchange is better than one.
    this.#error = Math.max(1, Math.ceil(error));
  }
}

/**
 * Time left, as a person reads it: `1:42`, `3 h 05 min`, `2 d 4 h`. Rounded up: it never says `0:00` too early.
 * @param {number} ms
 */
export function left(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const two = (n) => String(n).padStart(2, "0");
  if (hours >= 24) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  if (hours >= 1) return `${hours} h ${two(minutes % 60)} min`;
  return `${minutes}:${two(seconds % 60)}`;
}

/** How long until `left(ms)` says something else. @param {number} ms */
export function untilNext(ms) {
  return ms <= 0 ? 1000 : ms % 1000 || 1000;
}
