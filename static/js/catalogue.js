/**
 * The catalogue, live: prices, bids and clocks of the cards on the screen, and new lots where no filter hides them. Cards
 * keep their places, so that nobody presses what was somewhere else a moment ago.
 * @module
 */

import { bidsText, priceWord } from "./cards.js";
import { left } from "./clock.js";
import { priceAt } from "./dutch.js";
import { follow } from "./follow.js";
import { money } from "./money.js";
import { cards as reduce, isOver } from "./reducer.js";
import { say } from "./say.js";
import { same, screen } from "./screen.js";
import { connectionText, hammered, statusText } from "./words.js";

const grid = /** @type {HTMLElement} */ (document.getElementById("lots"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("card"));
/** Lots that begin while we look are added only to the plain catalogue: a filter is the server's to apply. */
const takesNew = grid.dataset.filtered === undefined;
/** @type {any} */
let cards = {};
/** @type {import("./follow.js").Trust} */
let trust = { word: "catching up" };

const eye = screen(grid, ask);
/** What is followed. @type {string[]} */
let followed = [];
const asks = () => ({ auctions: (followed = eye.now()), listed: takesNew });

/** Follows what is on the screen now. */
function ask() {
  if (!same(followed, eye.now())) live.send({ type: "subscribe", id: live.id(), channel: "cards", ...asks() });
}

const live = follow({
  channel: "cards",
  asks,
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
  const known = /** @type {HTMLElement[]} */ ([...grid.querySelectorAll(`[data-auction="${CSS.escape(id)}"]`)]);
  // More than one search may have found it.
  for (const item of known) fill(item, card);
  if (known.length === 0 && takesNew && !isOver(card)) fill(add(id, card), card);
}

/** @param {HTMLElement} item @param {any} card */
function fill(item, card) {
  const put = (name, text) => (item.querySelector(`.${name}`).textContent = text);
  const price = money(shown(card), card);
  const moved = item.querySelector(".price").textContent !== price && item.dataset.live !== undefined;
  put("price", price);
  put("price-word", word(card));
  put("bids", bidsText(card));
  put("status", statusText(card.status));
  item.querySelector(".status").className = `status ${card.status}`;
  item.dataset.live = "";
  item.classList.toggle("moved", moved);
}

/** A falling price as it is now, where that can be told. */
const falls = (card) => card.dutch?.from && card.price === null && card.status === "open";
const shown = (card) => (falls(card) ? priceAt(card.dutch, live.clock.now()) : card.price ?? card.minimum);
const word = (card) => (falls(card) ? say("script-card-falling") : priceWord(card));

/** A card for a lot the page did not have, at its place by the end. @param {string} id @param {any} card */
function add(id, card) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));
  item.dataset.auction = id;
  item.querySelector("a").href = `/auctions/${encodeURIComponent(id)}`;
  item.querySelector("a").textContent = card.title;
  item.querySelector("img").src = `/pictures/${encodeURIComponent(id)}`;
  item.dataset.ends = card.ends_at;
  const later = [...grid.children].find((other) => other.dataset.ends > card.ends_at);
  grid.insertBefore(item, later ?? null);
  eye.add(item);
  document.getElementById("no-lots").hidden = true;
  return item;
}

/** The state of the connection, and every card's time left; only what changed is touched. */
function tick() {
  document.getElementById("connection").textContent = connectionText(trust, performance.now());
  for (const item of /** @type {any} */ (grid.querySelectorAll("[data-auction]"))) {
    const card = cards[item.dataset.auction];
    if (!card) continue;
    if (falls(card)) item.querySelector(".price").textContent = money(shown(card), card);
    const instant = card.status === "scheduled" ? card.starts_at : card.ends_at;
    const still = isOver(card) || card.live || card.status === "halted";
    const text = still ? "" : left(Date.parse(instant) - live.clock.now());
    const time = item.querySelector("time");
    if (time.textContent !== text) time.textContent = text;
    time.dateTime = instant;
    item.querySelector(".ends").textContent = card.live ? hammered(card.status) : text && dueWord(card);
  }
}

const dueWord = ({ status }) => say(status === "scheduled" ? "script-begins-in" : "script-ends-in");

setInterval(tick, 1000);
