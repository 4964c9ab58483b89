/**
 * The auction page, live: price, clock, standing, history. The bid control is bidding.js.
 * @module
 */

import { bidding } from "./bidding.js";
import { left, untilNext } from "./clock.js";
import { poll, stream } from "./fallback.js";
import { follow } from "./follow.js";
import { money } from "./money.js";
import { auction as reduce, news, standing } from "./reducer.js";
import { HAMMERED, STATUS, aftermath, announcement, beforeItsTurn, hasInvoice, note, notLive, reserve, strip, wayRound } from "./words.js";

const page = /** @type {HTMLElement} */ (document.getElementById("auction"));
const id = page.dataset.auction ?? "";
const lastStretch = Number(page.dataset.windowS || 120) * 1000;
const locale = document.documentElement.lang || "en";
const exact = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long" });
const clockTime = new Intl.DateTimeFormat(locale, { timeStyle: "medium", hourCycle: "h23" });
const at = (name) => document.getElementById(name);

/** @type {any} */
let state = null;
/** @type {import("./follow.js").Trust} */
let trust = { word: "catching up" };
/** @type {any} */
let ticking;

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
  at("price").textContent = money(state.price ?? state.minimum, state);
  at("facts").textContent = facts();
  at("warning").hidden = !state.warned || state.status !== "open";
  at("turn").textContent = beforeItsTurn(state);
  at("aftermath").textContent = aftermath(state);
  at("to-invoices").hidden = !hasInvoice(state);
  if (state.history !== before?.history || state.you?.bidder !== before?.you?.bidder) drawHistory();
  document.title = title();
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

function facts() {
  const bids = state.bids === 1 ? "1 bid" : `${state.bids} bids`;
  return `${bids} · ${reserve(state)}`;
}

function title() {
  const old = trust.word === "reconnecting" || trust.word === "offline";
  const mark = old ? "◌ " : { leading: "▲ ", outbid: "▼ ", won: "■ ", lost: "■ " }[standing(state) ?? ""] ?? "";
  return `${mark}${money(state.price ?? state.minimum, state)} · ${state.title}`;
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
  const over = state.status === "closed" || state.status === "cancelled";
  const hammered = state.format === "live";
  const instant = state.status === "scheduled" ? state.starts_at : state.ends_at;
  const remaining = Date.parse(instant) - live.clock.now();
  at("left").dateTime = instant;
  at("left").dataset.exact = exact.format(new Date(instant));
  at("left").textContent = over || hammered || state.status === "halted" ? "" : left(remaining);
  at("ends").textContent = endsWord(remaining);
  at("dial").toggleAttribute("hidden", state.status !== "open" || hammered);
  at("ring").setAttribute("stroke-dasharray", `${ring(remaining)} 100`);
  if ((over || hammered) && trust.word !== "reconnecting") return;
  ticking = setTimeout(redraw, Math.min(untilNext(remaining), trust.until ? 250 : Infinity));
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
      return remaining > 0 ? "ends in" : "closing";
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
  const template = /** @type {HTMLTemplateElement} */ (at(text === null ? "bid-line" : "note-line"));
  const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const put = (name, value) => {
    const slot = item.querySelector(`.${name}`);
    if (slot) slot.textContent = value;
  };
  put("what", text ?? money(line.amount, state));
  put("who", line.bidder === state.you?.bidder ? `${line.bidder} (you)` : line.bidder);
  put("how", how(line));
  item.firstElementChild?.classList.toggle("struck", Boolean(line.struck));
  const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
  time.dateTime = line.at;
  time.title = exact.format(new Date(line.at));
  time.textContent = clockTime.format(new Date(line.at));
  return [item];
}

/** @param {any} line */
function how({ automatic, moved, struck }) {
  return [struck ? "struck out" : "", automatic ? "automatic" : "", moved > 0 ? `end +${left(moved)}` : ""].filter(Boolean).join(" · ");
}

/** The one polite voice of the page. @param {string | null} text */
function say(text) {
  at("said").textContent = text;
}
