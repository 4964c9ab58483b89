/**
 * What the auctioneer's keys mean, and how the bids of a lot stand in two columns. Pure.
 * @module
 */

/** Keys and the acts behind them; the buttons of the page say the same. */
const KEYS = { " ": "floor", f: "warn", h: "hammer", p: "pass", u: "undo", n: "open", a: "ask" };

/** The keys of the quick announcements. */
const SAID = "12345";

/** Where a key is a letter, or presses what has the focus. */
const TAKES_TEXT = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const PRESSABLE = new Set(["BUTTON", "A", "SUMMARY"]);

/**
 * The act a key press asks for; null for none. A key held down asks once; one with Ctrl, Alt or Meta is the browser's; one
 * in a field is text; and Space on a button presses that button.
 * @param {{key: string, repeat?: boolean, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean,
 *   target?: {tagName?: string} | null}} press
 * @returns {{act: string, number?: number} | null}
 */
export function actOf({ key, repeat, ctrlKey, altKey, metaKey, target }) {
  const where = target?.tagName ?? "";
  if (repeat || ctrlKey || altKey || metaKey || TAKES_TEXT.has(where)) return null;
  if (key === " " && PRESSABLE.has(where)) return null;
  if (key !== " " && SAID.includes(key) && key.length === 1) return { act: "announce", number: Number(key) };
  const act = KEYS[key.toLowerCase()];
  return act ? { act } : null;
}

/**
 * Which acts make sense now. The house decides again when it is asked.
 * @param {string} status of the lot
 * @param {boolean} next whether there is a lot to go on to
 */
export function possible(status, next) {
  const open = status === "open";
  const over = status === "closed" || status === "cancelled";
  return {
    floor: open,
    warn: open,
    hammer: open,
    pass: open,
    ask: open,
    announce: open,
    undo: open || status === "closed",
    open: status === "scheduled" || (over && next),
  };
}

/**
 * The bids of a lot, newest first, as they came from the floor and from everywhere else.
 * @param {{kind: string, bidder?: string, amount?: number, struck?: boolean}[]} history oldest first
 */
export function columns(history) {
  const bids = history.filter(({ kind, struck }) => kind === "bid" && !struck).toReversed();
  return { floor: bids.filter(isFloor), online: bids.filter((bid) => !isFloor(bid)) };
}

/** Whoever bids in the room, as the ledger calls them. */
const isFloor = ({ bidder }) => bidder === "floor";

/**
 * Sends what is being typed, at most once in `every` ms, and always its last state.
 * @param {(text: string) => void} send
 * @param {number} every
 * @param {any} [world] what the tests replace
 */
export function mirror(send, every, world = browser()) {
  let [text, sent, waiting] = ["", "", false];
  function flush() {
    waiting = text !== sent;
    if (!waiting) return;
    sent = text;
    world.after(every, flush);
    send(text);
  }
  return (next) => {
    text = next;
    if (!waiting) flush();
  };
}

function browser() {
  return { after: (ms, then) => setTimeout(then, ms) };
}
