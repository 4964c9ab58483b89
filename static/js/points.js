/**
 * An auction's events as the points of its price: where it stepped, and where a bid moved the end. Pure.
 * @module
 */

/** @typedef {{seq: number, at: number, price: number, moved: boolean}} Point `at` in ms, `price` in minor units */

/**
 * The points of a ledger, as the house gives it: a line of JSON each, with the event as text in `body`.
 * @param {string} ledger @returns {Point[]}
 */
export function ofLedger(ledger) {
  const bodies = ledger.split("\n").filter(Boolean).map((line) => JSON.parse(JSON.parse(line).body));
  return bodies.reduce((points, { seq, at, kind, data }) => {
    if (kind === "extended") return moved(points, data);
    const price = kind === "bid" || kind === "voided" ? data.price : undefined;
    return typeof price === "number" ? step(points, { seq, at: Date.parse(at), price, moved: false }) : points;
  }, /** @type {Point[]} */ ([]));
}

/**
 * The same with what has happened since, as the page's history tells it.
 * @param {Point[]} points @param {any[]} history oldest first @returns {Point[]}
 */
export function since(points, history) {
  const last = points.at(-1)?.seq ?? 0;
  return history.reduce((to, { seq, at, kind, amount, moved: by, data }) => {
    const known = to.findIndex((point) => point.seq === seq);
    // A bid that was beaten at once has two lines, and the later is at the price.
    if (known >= 0 && kind === "bid") return to.with(known, { ...to[known], price: amount, moved: to[known].moved || by > 0 });
    if (seq <= last) return to;
    const price = kind === "bid" ? amount : kind === "voided" ? data.price : undefined;
    return typeof price === "number" ? step(to, { seq, at: Date.parse(at), price, moved: by > 0 }) : to;
  }, points);
}

/** A leader's own raise is no step. */
function step(points, point) {
  return points.at(-1)?.price === point.price && !point.moved ? points : [...points, point];
}

/** A moved end belongs to the bid before it. */
function moved(points, { reason }) {
  if (points.length === 0 || (reason ?? "late_bid") !== "late_bid") return points;
  return points.with(-1, { ...points[points.length - 1], moved: true });
}
