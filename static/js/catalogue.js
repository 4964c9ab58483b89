/**
 * The catalogue, live: prices, bids and clocks of the cards on the page, and new lots where no filter hides them. Cards
 * keep their places, so that nobody presses what was somewhere else a moment ago.
 * @module
 */

import { left } from "./clock.js";
import { priceAt } from "./dutch.js";
import { follow } from "./follow.js";
import { priceWord } from "./formats.js";
import { money } from "./money.js";
import { catalogue as reduce } from "./reducer.js";
import { HAMMERED, STATUS, notLive } from "./words.js";

const grid = /** @type {HTMLElement} */ (document.getElementById("lots"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("card"));
/** Lots that begin while we look are added only to the plain catalogue: a filter is the server's to apply. */
const takesNew = grid.dataset.filtered === undefined;
/** @type {any} */
let cards = {};
/** @type {import("./follow.js").Trust} */
let trust = { word: "catching up" };

const live = follow({
  channel: "catalogue",
  address: `${location.pathname}${location.search}`,
  reduce,
  changed(next, now) {
    const before = cards;
    [cards, trust] = [next ?? {}, now];
    grid.dataset.trust = trust.word;
    for (const [id, card] of Object.entries(cards)) if (card !== before[id]) draw(id, card);
    tick();
  },
});

/** @param {string} id @param {any} card */
function draw(id, card) {
  const known = grid.querySelector(`[data-auction="${CSS.escape(id)}"]`);
  if (!known && (!takesNew || ended(card))) return;
  const item = known ?? add(id, card);
  const put = (name, text) => (item.querySelector(`.${name}`).textContent = text);
  const price = money(shown(card), card);
  const moved = item.querySelector(".price").textContent !== price && item.dataset.live !== undefined;
  put("price", price);
  put("price-word", word(card));
  put("bids", bids(card));
  put("status", STATUS[card.status] ?? card.status);
  item.querySelector(".status").className = `status ${card.status}`;
  item.dataset.live = "";
  item.classList.toggle("moved", moved);
}

/** A falling price as it is now, where that can be told. */
const falls = (card) => card.dutch?.from && card.price === null && card.status === "open";
const shown = (card) => (falls(card) ? priceAt(card.dutch, live.clock.now()) : card.price ?? card.minimum);
const word = (card) => (falls(card) ? "falling, now" : priceWord(card));

function bids({ bids, format }) {
  const what = format === "reverse" ? "offer" : "bid";
  return `${bids} ${what}${bids === 1 ? "" : "s"}`;
}

const ended = ({ status }) => status === "closed" || status === "cancelled";

/** A card for a lot the page did not have, at its place by the end. @param {string} id @param {any} card */
function add(id, card) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
  item.dataset.auction = id;
  item.querySelector("a").href = `/auctions/${encodeURIComponent(id)}`;
  item.querySelector("a").textContent = card.title;
  item.querySelector("img").src = `/pictures/${encodeURIComponent(id)}`;
  const later = [...grid.children].find((other) => cards[other.dataset.auction]?.ends_at > card.ends_at);
  grid.insertBefore(item, later ?? null);
  document.getElementById("no-lots").hidden = true;
  return item;
}

/** The state of the connection, and every card's time left; only what changed is touched. */
function tick() {
  const trouble = trust.brief ? "" : notLive(trust, performance.now()).split(":")[0];
  document.getElementById("connection").textContent = trouble && `◌ ${trouble}`;
  for (const item of /** @type {any} */ (grid.children)) {
    const card = cards[item.dataset.auction];
    if (!card) continue;
    if (falls(card)) item.querySelector(".price").textContent = money(shown(card), card);
    const instant = card.status === "scheduled" ? card.starts_at : card.ends_at;
    const still = ended(card) || card.live || card.status === "halted";
    const text = still ? "" : left(Date.parse(instant) - live.clock.now());
    const time = item.querySelector("time");
    if (time.textContent !== text) time.textContent = text;
    time.dateTime = instant;
    item.querySelector(".ends").textContent = card.live ? (HAMMERED[card.status] ?? "") : text && dueWord(card);
  }
}

const dueWord = ({ status }) => (status === "scheduled" ? "begins in" : "ends in");

setInterval(tick, 1000);
