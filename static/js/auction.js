/**
 * The auction page, live: price, clock, standing, history. The bid control is bidding.js.
 * @module
 */

import { bidding } from "./bidding.js";
import { left, untilNext } from "./clock.js";
import { poll, stream } from "./fallback.js";
import { follow } from "./follow.js";
import { facts, fall, falls, figure, underTheHammer } from "./formats.js";
import { money } from "./money.js";
import { isOver, auction as reduce, news, standing } from "./reducer.js";
import { HAMMERED, STATUS, aftermath, announcement, beforeItsTurn, hasInvoice, how, note, notLive, strip, wayRound } from "./words.js";

const page = /** @type {HTMLElement} */ (document.getElementById("auction"));
const id = page.dataset.auction ?? "";
const lastStretch = Number(page.dataset.windowS || 120) * 1000;
const locale = document.documentElement.lang || "en";
const exact = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long" });
const clockTime = new Intl.DateTimeFormat(locale, { timeStyle: "medium", hourCycle: "h23" });
const at = (name) => document.getElementById(name);

/** A lively auction is asked no more often than this for what its events do not say. */
const ASK_MS = 700;

/** @type {any} */
let state = null;
/** @type {import("./follow.js").Trust} */
let trust = { word: "catching up" };
/** @type {any} */
let ticking;
/** Who the pseudonyms are, for the house's own eyes. @type {Record<string, string>} */
let names = {};

const live = follow({
  channel: `auction:${id}`,
  address: `/auctions/${id}`,
  fallbacks: [stream, poll],
  busy: () => control.busy(),
  reduce: (channel, message) => (message.auction && message.auction !== id ? channel : reduce(channel, message)),
  changed,
  heard: (message) => control.heard(message),
});
const control = bidding({ auction: id, live, say });
seen([at("room"), at("caption")], () => import("./room.js").then(({ room }) => room({ auction: id, live })));

/** Does something once one of these is shown, or nearly. @param {(Element | null)[]} elements @param {() => void} then */
function seen(elements, then) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      then();
    },
    { rootMargin: "600px" },
  );
  for (const element of elements) if (element) observer.observe(element);
}

/** @param {any} next @param {import("./follow.js").Trust} now */
function changed(next, now) {
  const before = state;
  [state, trust] = [next, now];
  control.changed(state, trust);
  page.dataset.trust = trust.word;
  page.dataset.by = trust.by ?? "";
  if (state) drawLot(before);
  // The page was made for somebody who may not bid; there is another for who may.
  if ("mayNotBid" in page.dataset && state?.you?.may_bid && !control.busy()) location.replace(`/auctions/${id}`);
  drawStrip();
  tick();
}

/** @param {any} before */
function drawLot(before) {
  const { tone, text } = strip(state);
  at("standing").textContent = text;
  at("standing").className = `standing ${tone}`;
  at("facts").textContent = facts(state);
  at("warning").hidden = !state.warned || state.status !== "open";
  at("turn").textContent = beforeItsTurn(state);
  at("aftermath").textContent = aftermath(state);
  at("to-invoices").hidden = !hasInvoice(state);
  if (state.history !== before?.history || state.you?.bidder !== before?.you?.bidder) drawHistory();
  if (state.awards !== before?.awards || state.you?.bidder !== before?.you?.bidder) drawShares();
  if (state.revealed && state.revealed !== before?.revealed) drawOpened();
  if (state.history !== before?.history) ask();
  if (before) drawNews(before);
}

/** @param {any} before */
function drawNews(before) {
  const { price, extended } = news(before, state);
  if (price) restart(at("price"), "moved");
  if (extended) {
    at("extended").textContent = `+${left(extended)}`;
    restart(at("extended"), "shown");
  }
  const words = announcement(before, state);
  if (words) say(words);
}

/** Plays an element's CSS animation from its beginning. @param {HTMLElement} element @param {string} name */
function restart(element, name) {
  element.classList.remove(name);
  void element.offsetWidth;
  element.classList.add(name);
}

function title() {
  const old = trust.word === "reconnecting" || trust.word === "offline";
  const mark = old ? "◌ " : { leading: "▲ ", outbid: "▼ ", won: "■ ", lost: "■ " }[standing(state) ?? ""] ?? "";
  return `${mark}${money(figure(state, live.clock.now()), state)} · ${state.title}`;
}

/** The status of the auction or, while the connection is not to be trusted, the status of that. */
function drawStrip() {
  if (!state) return;
  const trouble = trust.brief ? "" : notLive(trust, performance.now()).split(":")[0];
  const way = wayRound(trust);
  const { error } = live.clock;
  at("status").textContent = trouble ? "" : STATUS[state.status];
  at("status").className = `status ${state.status}`;
  at("watchers").textContent = trouble || way ? "" : `${state.watchers ?? 0} watching`;
  at("clock").textContent = !trouble && error !== null ? `clock ±${error} ms` : "";
  at("connection").textContent = trouble ? `◌ ${trouble}` : way;
  at("connection").className = trouble ? "trouble" : "";
}

/** Once a second, when the text on the clock is due to change; and while a reconnection counts down. */
function tick() {
  clearTimeout(ticking);
  if (!state) return;
  const now = live.clock.now();
  const instant = state.status === "scheduled" ? state.starts_at : state.ends_at;
  const remaining = Date.parse(instant) - now;
  at("left").dateTime = instant;
  at("left").dataset.exact = exact.format(new Date(instant));
  at("left").textContent = isOver(state) || underTheHammer(state) || state.status === "halted" ? "" : left(remaining);
  at("ends").textContent = endsWord(remaining);
  at("dial").toggleAttribute("hidden", state.status !== "open" || underTheHammer(state));
  at("ring").setAttribute("stroke-dasharray", `${ring(remaining)} 100`);
  drawPrice(now);
  control.ticked();
  if (isOver(state) && trust.word !== "reconnecting") return;
  const next = Math.min(untilNext(remaining), untilNext((fall(state, now)?.at ?? Infinity) - now));
  ticking = setTimeout(redraw, Math.min(next, trust.until ? 250 : Infinity));
}

/** The price, which of a Dutch auction falls by itself. @param {number} now */
function drawPrice(now) {
  const price = money(figure(state, now), state);
  if (at("price").textContent !== price) at("price").textContent = price;
  at("falls").textContent = falls(state, now);
  document.title = title();
}

function redraw() {
  if (trust.until) changed(state, trust);
  else tick();
}

/** @param {number} remaining */
function endsWord(remaining) {
  if (state.format === "live" && HAMMERED[state.status]) return HAMMERED[state.status];
  switch (state.status) {
    case "scheduled":
      return remaining > 0 ? "begins in" : "about to begin";
    case "open":
      return remaining > 0 ? "ends in" : state.candle ? "the candle burns" : "closing";
    case "halted":
      return "clock stopped";
    default:
      return "ended";
  }
}

/** How much of the ring is left: full until the last stretch, in which a bid moves the end. */
const ring = (remaining) => Math.max(0, Math.min(100, (100 * remaining) / lastStretch));

function drawHistory() {
  const rows = state.history.flatMap(row).reverse();
  at("history").replaceChildren(...rows);
  at("no-history").hidden = rows.length > 0;
}

/** @param {any} line */
function row(line) {
  const text = line.kind === "bid" ? null : note(line);
  if (line.kind !== "bid" && text === null) return [];
  const item = filled(text === null ? "bid-line" : "note-line", {
    what: text ?? money(line.amount, state),
    who: named(line.bidder),
    name: names[line.bidder] ?? "",
    how: how(line),
  });
  item.dataset.seq = line.seq;
  item.classList.toggle("struck", Boolean(line.struck));
  const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
  time.dateTime = line.at;
  time.title = exact.format(new Date(line.at));
  time.textContent = clockTime.format(new Date(line.at));
  const striking = item.querySelector("details");
  if (striking && (line.struck || isOver(state))) striking.remove();
  else if (striking) /** @type {HTMLInputElement} */ (striking.querySelector("[name=seq]")).value = line.seq;
  return [item];
}

/** A line from its template. @param {string} template @param {Record<string, string>} words by the class of their place */
function filled(template, words) {
  const { content } = /** @type {HTMLTemplateElement} */ (at(template));
  const item = /** @type {HTMLElement} */ (content.firstElementChild.cloneNode(true));
  for (const [place, text] of Object.entries(words)) {
    const slot = item.querySelector(`.${place}`);
    if (slot) slot.textContent = text;
  }
  return item;
}

/** @param {string} bidder */
const named = (bidder) => (bidder && bidder === state.you?.bidder ? `${bidder} (you)` : bidder);

/** Who gets how many, or would if it closed now. */
function drawShares() {
  if (!at("shares") || !state.awards) return;
  const share = ({ bidder, quantity, price }) =>
    filled("opened-line", { who: named(bidder), what: `× ${quantity}`, how: `${money(price, state)} each` });
  at("shares").replaceChildren(...state.awards.map(share));
  at("no-shares").hidden = state.awards.length > 0;
}

/** The sealed bids, best first. */
function drawOpened() {
  const bids = state.revealed.toSorted((a, b) => b.amount - a.amount || a.seq - b.seq);
  const last = new Map(state.revealed.map(({ bidder, seq }) => [bidder, seq]).sort(([, a], [, b]) => a - b));
  const bid = ({ seq, bidder, amount }) =>
    filled("opened-line", {
      who: named(bidder),
      what: money(amount, state),
      how: last.get(bidder) === seq ? "" : "replaced by a later one",
    });
  at("opened").replaceChildren(...bids.map(bid));
  at("opened-part").hidden = bids.length === 0;
}

/** @type {any} */
let asking;

/**
 * What no event says is asked for, a moment after whatever happened last: who would get how many of several units, which
 * depends on the hidden reserve, and for the house's own eyes who the bidders are.
 */
function ask() {
  const several = state.format === "multi_unit" && !isOver(state);
  const strangers = page.dataset.staff !== undefined && state.history.some(({ bidder }) => bidder && !(bidder in names));
  if (asking || !(several || strangers)) return;
  asking = setTimeout(async () => {
    asking = undefined;
    if (several) live.tell({ type: "awards", awards: (await read(""))?.awards ?? state.awards });
    if (strangers) {
      names = (await read("/bidders")) ?? names;
      drawHistory();
    }
  }, ASK_MS);
}

/** @param {string} rest of the auction's address in the API @returns {Promise<any>} null if there was no answer */
const read = (rest) =>
  fetch(`/api/v1/auctions/${id}${rest}`).then((answer) => (answer.ok ? answer.json() : null), () => null);

/** The one polite voice of the page. @param {string | null} text */
function say(text) {
  at("said").textContent = text;
}
