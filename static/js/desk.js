/**
 * The seller's desk, live: prices, bids, clocks and watchers of the lots that are on sale. Lots keep their places; one that
 * begins or ends has other acts, so the page is then loaded again, as soon as nobody works in its table.
 * @module
 */

import { isBusy } from "./busy.js";
import { left } from "./clock.js";
import { follow } from "./follow.js";
import { money } from "./money.js";
import { cards as reduce } from "./reducer.js";
import { connectionText } from "./words.js";

/** How often the watchers are counted: they come and go, and nobody bids by them. */
const WATCHERS_MS = 10_000;

/** A page that is younger than this was loaded just now, and need not be again: it may be ahead of what the socket tells. */
const FRESH_MS = 5_000;

const table = /** @type {HTMLElement} */ (document.getElementById("lots"));
/** @type {Map<string, HTMLElement>} */
const rows = new Map(
  [.../** @type {any} */ (table.querySelectorAll("[data-auction]"))].map((row) => [row.dataset.auction, row]),
);
/** @type {any} */
let cards = {};
/** @type {import("./follow.js").Trust} */
let trust = { word: "catching up" };
/** Whether a lot has begun or ended since the page was made. */
let isOld = false;

const live = follow({
  channel: "cards",
  asks: () => ({ auctions: [...rows.keys()], listed: false }),
  address: `${location.pathname}${location.search}`,
  reduce,
  changed(next, now) {
    const before = cards;
    [cards, trust] = [next ?? {}, now];
    for (const [id, row] of rows) if (cards[id] && cards[id] !== before[id]) draw(row, cards[id]);
    tick();
  },
});

/** @param {HTMLElement} row @param {any} card */
function draw(row, card) {
  if (!row.querySelector(`.status.${card.status}`)) isOld = true;
  put(row, ".price", money(card.price ?? card.minimum, card));
  put(row, ".bids", String(card.bids));
  const reserve = /** @type {HTMLElement | null} */ (row.querySelector(".reserve"));
  if (reserve && isMet(row, card)) put(row, ".reserve", reserve.dataset.met);
}

/** Whether the price has reached the reserve, from below or, where offers undercut one another, from above. */
function isMet({ dataset: { reserve = "", format } }, { price }) {
  if (reserve === "" || price === null) return false;
  return format === "reverse" ? price <= Number(reserve) : price >= Number(reserve);
}

function put(row, css, text) {
  const place = row.querySelector(css);
  if (place && place.textContent !== text) place.textContent = text;
}

/** The state of the connection, and the time that is left; only what changed is touched. */
function tick() {
  put(document, "#connection", connectionText(trust, performance.now()));
  for (const [id, row] of rows) {
    const card = cards[id];
    if (!card || card.live || card.status === "halted") continue;
    const instant = card.status === "scheduled" ? card.starts_at : card.ends_at;
    put(row, "time", left(Date.parse(instant) - live.clock.now()));
  }
}

/** Loads the page again, if it is old, and takes nothing from anybody's hands by it. */
function renew() {
  if (isOld && performance.now() > FRESH_MS && !isBusy(table, document.activeElement, document.body)) location.reload();
}

async function count() {
  if (document.hidden || rows.size === 0) return;
  try {
    const response = await fetch(`/sell/watchers?lots=${[...rows.keys()].join(",")}`);
    if (!response.ok) return;
    for (const [id, watching] of Object.entries(await response.json())) {
      const row = rows.get(id);
      if (row) put(row, ".watchers", String(watching));
    }
  } catch {
    // They are counted again in a moment.
  }
}

setInterval(tick, 1_000);
setInterval(renew, 1_000);
setInterval(count, WATCHERS_MS);
