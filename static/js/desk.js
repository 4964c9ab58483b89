/**
 * The seller's desk, live: prices, bids, clocks and watchers of the lots that are on sale. Lots keep their places; one that
 * begins or ends has other acts, so the page is then loaded again.
 * @module
 */

import { left } from "./clock.js";
import { follow } from "./follow.js";
import { money } from "./money.js";
import { cards as reduce } from "./reducer.js";
import { trouble } from "./words.js";

/** How often the watchers are counted: they come and go, and nobody bids by them. */
const WATCHERS_MS = 10_000;

/** @type {Map<string, HTMLElement>} */
const rows = new Map(
  [.../** @type {any} */ (document.querySelectorAll("#lots [data-auction]"))].map((row) => [row.dataset.auction, row]),
);
/** @type {any} */
let cards = {};
/** @type {import("./follow.js").Trust} */
let trust = { word: "catching up" };

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
  if (!row.querySelector(`.status.${card.status}`)) return location.reload();
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
  const said = trust.brief ? "" : trouble(trust, performance.now()).word;
  put(document, "#connection", said && `◌ ${said}`);
  for (const [id, row] of rows) {
    const card = cards[id];
    if (!card || card.live || card.status === "halted") continue;
    const instant = card.status === "scheduled" ? card.starts_at : card.ends_at;
    put(row, "time", left(Date.parse(instant) - live.clock.now()));
  }
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
setInterval(count, WATCHERS_MS);
