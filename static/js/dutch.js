/**
 * A falling price, by the house's clock: what it is at an instant, and when it falls next. Pure.
 * @module
 */

/**
 * @typedef {object} Falling
 * @property {string | null} from since when it falls without a break; null before it begins
 * @property {number} start
 * @property {number} step
 * @property {number} every_s
 * @property {number} floor
 * @property {string | null} halted since when it stands still
 */

/** The price at `now`, in ms on the house's clock. @param {Falling} dutch @param {number} now */
export function priceAt({ from, start, step, every_s, floor, halted }, now) {
  if (from === null) return start;
  const fallen = Math.max(0, (halted === null ? now : Date.parse(halted)) - Date.parse(from));
  return Math.max(floor, start - step * Math.floor(fallen / (every_s * 1000)));
}

/**
 * When the price falls next, and to what; null if it stands.
 * @param {Falling} dutch @param {number} now
 * @returns {{at: number, price: number} | null}
 */
export function nextFall(dutch, now) {
  if (dutch.from === null || dutch.halted !== null) return null;
  const [from, every] = [Date.parse(dutch.from), dutch.every_s * 1000];
  const at = from + every * (Math.floor(Math.max(0, now - from) / every) + 1);
  const price = priceAt(dutch, at);
  return price < priceAt(dutch, now) ? { at, price } : null;
}
