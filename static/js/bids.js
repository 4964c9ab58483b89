/**
 * Somebody's bids, live: prices and clocks as they move, and at once whether they lead. What else there is to say and to press
 * is the server's: the lists are read anew, a moment after something changed, and never under anybody's hands.
 * @module
 */

import { isBusy } from "./busy.js";
import { left } from "./clock.js";
import { follow } from "./follow.js";
import { renew } from "./fresh.js";
import { money } from "./money.js";
import { cards as reduce } from "./reducer.js";
import { say } from "./say.js";
import { connectionText } from "./words.js";

/** As many as the house follows for one page; of any beyond these it still tells when one is outbid. */
const MOST = 64;

/** The lists are read anew at most so often, however fast others bid. */
const PERIOD_MS = 1_000;

/** Whoever moved a finger or the pointer over a list so lately may be about to press something in it. */
const AT_HAND_MS = 1_500;

/** A standing as its row says it: its class, and its words. @type {Record<string, [string, string]>} */
const STANDINGS = {
  leading: ["status open", "script-bids-leading"],
  outbid: ["status halted", "script-bids-outbid"],
  won: ["status open", "script-bids-won"],
  lost: ["status", "script-bids-lost"],
};

const running = /** @type {HTMLElement} */ (document.getElementById("running"));
/** @type {Map<string, HTMLElement>} */
let rows = found();
/** @type {any} */
let cards = {};
/** @type {import("./follow.js").Trust} */
let trust = { word: "catching up" };
/** Whether the lists say less than is known. */
let isOld = false;
let handMoved = -AT_HAND_MS;

const asks = () => ({ auctions: [...rows.keys()].slice(0, MOST), listed: false });

const live = follow({
  channel: "cards",
  asks,
  address: `${location.pathname}${location.search}`,
  reduce,
  changed(next, now) {
    [cards, trust] = [next ?? {}, now];
    show();
  },
  stands,
});

function found() {
  const items = /** @type {NodeListOf<HTMLElement>} */ (running.querySelectorAll("[data-auction]"));
  return new Map([...items].map((row) => [row.dataset.auction, row]));
}

/** How its owner stands somewhere, from now on. @param {{auction: string, standing: string | null}} you */
function stands({ auction, standing }) {
  const words = STANDINGS[standing];
  const status = rows.get(auction)?.querySelector(".status");
  if (words && status) [status.className, status.textContent] = [words[0], say(words[1])];
  isOld = true;
}

function show() {
  for (const [id, row] of rows) if (cards[id]) draw(row, cards[id]);
  tick();
}

/** @param {HTMLElement} row @param {any} card */
function draw(row, card) {
  const price = row.querySelector(".price");
  if (price && card.price !== null) price.textContent = say("script-bids-at", { price: money(card.price, card) });
  if (row.dataset.bids !== String(card.bids) || row.dataset.status !== card.status) isOld = true;
}

/** The state of the connection, and the time that is left; only what changed is touched. */
function tick() {
  put(document.getElementById("connection"), connectionText(trust, performance.now()));
  for (const [id, row] of rows) {
    const card = cards[id];
    if (card && !card.live) put(row.querySelector("time"), left(Date.parse(card.ends_at) - live.clock.now()));
  }
}

/** @param {Element | null} place @param {string} text */
function put(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}

/** Reads the lists anew, if they are old and nobody's hand is on them. */
async function keepFresh() {
  if (!isOld || document.hidden || isAtHand()) return;
  isOld = false;
  try {
    await renew();
  } catch {
    // The house cannot be reached just now; the next look may find it.
    isOld = true;
  }
  const before = [...rows.keys()].join();
  rows = found();
  if ([...rows.keys()].join() !== before) live.send({ type: "subscribe", id: live.id(), channel: "cards", ...asks() });
  show();
}

const isAtHand = () =>
  performance.now() - handMoved < AT_HAND_MS || isBusy(running, document.activeElement, document.body);

for (const moved of ["pointermove", "pointerdown"]) {
  running.addEventListener(moved, () => (handMoved = performance.now()), { passive: true });
}
document.addEventListener("gavel:notice", () => (isOld = true));
setInterval(tick, 1_000);
setInterval(keepFresh, PERIOD_MS);
