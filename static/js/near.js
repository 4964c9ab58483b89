/**
 * What the last minutes of a lot have: a word now and then about the time left, and for who can bid a screen that stays
 * awake. Fetched when they come near.
 * @module
 */

import { awake } from "./awake.js";
import { say } from "./say.js";

/** In this last stretch a screen on which somebody can bid stays awake. */
const AWAKE_MS = 120_000;

/** Time left that is worth a word, in seconds. */
const MILESTONES = [
  [300, "script-five-minutes-left"],
  [60, "script-one-minute-left"],
  [10, "script-ten-seconds-left"],
];

/** What is said, politely, when the time left gets from `before` to `after`, in ms; empty for nothing. */
export function milestone(before, after) {
  const passed = MILESTONES.filter(([s]) => before > s * 1000 && after <= s * 1000 && after > 0);
  return passed.length ? say(passed[passed.length - 1][1]) : "";
}

/**
 * @param {boolean} bids whether somebody can bid on this page
 * @param {(text: string) => void} tell to a screen reader
 */
export function near(bids, tell) {
  const keep = bids ? awake() : () => {};
  let before = 0;
  return {
    /** @param {number} remaining in ms; none while the clock stands still @param {boolean} isLive */
    ticked(remaining, isLive) {
      const words = isLive ? milestone(before, remaining) : "";
      before = remaining;
      if (words) tell(words);
      keep(remaining > 0 && remaining < AWAKE_MS);
    },
  };
}
