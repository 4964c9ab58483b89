/**
 * The bid control as a state machine. Pure: every function takes the control and returns the next one, or the same where
 * it has no say. A bid takes two presses: the first asks, the second is the bid.
 *
 *     rest ──ask──▶ asking ──confirm──▶ sending ──answered──▶ rest, with a verdict
 *       ▲             │  back, or the price moved, or the connection is not live
 *       └─────────────┘
 * @module
 */

/**
 * @typedef {object} Bid
 * @property {number} amount the most the bidder authorises, in minor units
 * @property {boolean} maximum whether the bidder chose it, rather than pressing the button with the next amount
 * @property {number} [quantity] for how many, where there are several
 * @property {boolean} [whole] all of them or none
 * @property {boolean} [buyNow] at the seller's price, at once
 * @property {string} [key] made with the confirmation, the same on every retry
 *
 * @typedef {{step: "rest", note: null | {kind: "moved" | "dropped"} | {kind: "verdict", bid: Bid, answer: any}}} Rest
 * @typedef {Rest | {step: "asking", bid: Bid} | {step: "sending", bid: Bid, late: boolean}} Control
 */

/** @type {Rest} */
export const REST = { step: "rest", note: null };

/** The first press. */
export function ask(control, bid) {
  return control.step === "rest" ? { step: "asking", bid } : control;
}

/** */
export function back(control) {
  return control.step === "asking" ? REST : control;
}

/** The second press; `key` is fresh. */
export function confirm(control, key) {
  return control.step === "asking" ? { step: "sending", bid: { ...control.bid, key }, late: false } : control;
}

/** The price moved: a question about the old one must not be answered by mistake. */
export function moved(control) {
  return control.step === "asking" ? { step: "rest", note: { kind: "moved" } } : control;
}

/** What the page shows may be old. A bid on its way stays on its way. */
export function dropped(control) {
  return control.step === "asking" ? { step: "rest", note: { kind: "dropped" } } : control;
}

/** No answer yet; it is being asked for again. */
export function late(control) {
  return control.step === "sending" ? { ...control, late: true } : control;
}

/** The house's answer, `accepted` or `rejected`. One with another key is not ours. */
export function answered(control, answer) {
  if (control.step !== "sending" || answer.key !== control.bid.key) return control;
  return { step: "rest", note: { kind: "verdict", bid: control.bid, answer } };
}

/** The same bid once more, after an answer that said it was only for the moment. */
export function again(control) {
  const note = control.step === "rest" ? control.note : null;
  return note?.kind === "verdict" && note.answer.temporary ? { step: "sending", bid: note.bid, late: false } : control;
}

/** The lot is over: what was said of an earlier price, or of the connection, is no news. */
export function ended(control) {
  return control.step === "rest" && control.note?.kind !== "verdict" ? REST : control;
}

/** A verdict is no longer news once the price has moved on from it. */
export function aged(control, { status, price, minimum, format }) {
  if (control.step !== "rest" || control.note?.kind !== "verdict") return control;
  const { answer } = control.note;
  const over = status === "closed" && answer.type === "accepted";
  // Where the lowest offer wins, everything goes the other way.
  const way = format === "reverse" ? -1 : 1;
  const beyond = (now, then) => now !== null && typeof then === "number" && way * now > way * then;
  return over || beyond(price, answer.price) || beyond(minimum, answer.minimum) ? REST : control;
}
