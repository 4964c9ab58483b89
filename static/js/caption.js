/**
 * The auctioneer's caption, on its way while it is being typed: every change, but no more often than anybody reads, and
 * the last one always. A caption nobody touches is taken down by the house, so one that stands is said again.
 * @module
 */

/** Ten times a second looks like typing. */
const PACE_MS = 100;

/** The house takes a caption down after a minute. */
const REPEAT_MS = 20_000;

/** A line that is down is tried again after this long. */
const RETRY_MS = 1_000;

/**
 * @param {object} on
 * @param {string} on.auction
 * @param {(message: object) => boolean} on.send whether it could
 * @param {any} [world] what the tests replace
 */
export function captions({ auction, send }, world = browser()) {
  let text = "";
  let told = -Infinity;
  /** @type {any} */
  let timer;

  function tell() {
    told = world.now();
    const sent = send({ type: "caption", channel: `room:${auction}`, text });
    if (!sent) later(RETRY_MS);
    else if (text !== "") later(REPEAT_MS);
  }

  function later(ms) {
    world.cancel(timer);
    timer = world.after(ms, tell);
  }

  return {
    /** The caption is now this; empty takes it down. @param {string} next */
    say(next) {
      text = next;
      later(Math.max(0, told + PACE_MS - world.now()));
    },
  };
}

function browser() {
  return { after: (ms, then) => setTimeout(then, ms), cancel: (id) => clearTimeout(id), now: () => performance.now() };
}
