/**
 * The auction page, live: price, clock, standing, history. The bid control is bidding.js.
 * @module
 */

import { bidding } from "./bidding.js";
import { left, untilNext } from "./clock.js";
import { follow } from "./follow.js";
import { adopt, facts, fall, falls, figure, isPlain, underTheHammer } from "./formats.js";
import { later } from "./later.js";
import { money } from "./money.js";
import { isOver, auction as reduce, news, standing } from "./reducer.js";
import { language, learn, say } from "./say.js";
import { alarm, announcement, beforeItsTurn, charge, connectionText, hammered, statusText, strip, wayRound } from "./words.js";

const page = /** @type {HTMLElement} */ (document.getElementById("auction"));
const id = page.dataset.auction ?? "";
const lastStretch = Number(page.dataset.windowS || 120) * 1000;
const exact = new Intl.DateTimeFormat(language(), { dateStyle: "long", timeStyle: "long" });
const at = (name) => document.getElementById(name);

/** What the last minutes have is there by then. */
const NEAR_MS = 330_000;

/** @type {any} */
let state = null;
/** @type {import("./follow.js").Trust} */
let trust = { word: "catching up" };
/** @type {any} */
let ticking;
/** What only some lots, or only some eyes, have on this page. @type {any} */
let others = null;
/** What is told by sound, by trembling and in the title, to who asked for it. @type {any} */
let signals = null;
/** @type {any} */
let [lines, chart] = [null, null];
/** What the last minutes have. @type {Promise<any> | null} */
let near = null;

if (page.dataset.charged !== undefined) charge(await import("./premium.js"));
if (!isPlain(page.dataset.format)) adopt((await import("./kinds.js")).KINDS);
if (!isPlain(page.dataset.format) || page.dataset.staff !== undefined) {
  const module = await import("./others.js");
  others = module.others({ auction: id, staff: page.dataset.staff !== undefined, tell: (message) => live.tell(message), filled, named, drawHistory });
}

const live = follow({
  channel: `auction:${id}`,
  address: `/auctions/${id}`,
  fallbacks: [
    later("stream", () => import("./fallback.js").then(({ stream }) => stream)),
    later("poll", () => import("./fallback.js").then(({ poll }) => poll)),
  ],
  busy: () => control.busy(),
  reduce: (channel, message) => (message.auction && message.auction !== id ? channel : reduce(channel, message)),
  changed,
  heard: (message) => control.heard(message),
});
const control = bidding({ auction: id, live, tell });
seen([at("history")], () =>
  Promise.all([import("./history.js"), learn("script-history")]).then(([{ history }]) => {
    const name = (bidder) => others?.name(bidder) ?? "";
    lines = history({ list: at("history"), none: at("no-history"), exact, filled, named, name });
    if (state) drawHistory();
  }),
);
seen([at("room"), at("caption")], () =>
  Promise.all([import("./room.js"), learn("script-room")]).then(([{ room }]) => room({ auction: id, live })),
);
seen([at("chart")], () =>
  Promise.all([import("./chart.js"), learn("script-chart")]).then(async ([module]) => {
    chart = await module.chart({ auction: id, place: at("chart") });
    if (state) chart.changed(state);
  }),
);
if (at("signals")) offerSignals();
new ResizeObserver(([{ target }]) =>
  document.documentElement.style.setProperty("--bar", `${/** @type {HTMLElement} */ (target).offsetHeight}px`),
).observe(/** @type {Element} */ (page.querySelector(".bidbar")));

/** What makes the page noticed is fetched for who chose it once, or looks what there is. */
function offerSignals() {
  const fetched = () => import("./settings.js").then(({ settings }) => (signals ??= settings(at("signals"))));
  at("signals").hidden = false;
  if (localStorage.getItem("signals")) fetched();
  else at("signals").addEventListener("toggle", fetched, { once: true });
}

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
  at("signals")?.toggleAttribute("hidden", isOver(state));
  if (isOver(state) || isOver(before)) drawAfter(before !== null && !isOver(before));
  if (state.history !== before?.history || state.you?.bidder !== before?.you?.bidder) drawHistory();
  others?.changed(before, state);
  if (state.history !== before?.history) chart?.changed(state);
  if (before) drawNews(before);
}

/** @param {boolean} isNews */
async function drawAfter(isNews) {
  const [{ aftermath, ending, hasInvoice }] = await Promise.all([import("./after.js"), learn("script-after")]);
  at("aftermath").textContent = aftermath(state);
  at("to-invoices").hidden = !hasInvoice(state);
  if (isNews && isOver(state)) tell(ending(state));
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
  if (words) tell(words);
  const what = alarm(before, state);
  if (what) signals?.alarm(what, standing(state));
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
  const wrong = connectionText(trust, performance.now());
  const way = wayRound(trust);
  const { error } = live.clock;
  at("status").textContent = wrong ? "" : statusText(state.status);
  at("status").className = `status ${state.status}`;
  at("watchers").textContent = wrong || way ? "" : say("script-watching", { count: state.watchers ?? 0 });
  at("clock").textContent = !wrong && error !== null ? say("script-clock", { error }) : "";
  at("connection").textContent = wrong || way;
  at("connection").className = wrong ? "trouble" : "";
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
  drawNear(remaining);
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
  signals?.title(title());
}

/** @param {number} remaining */
function drawNear(remaining) {
  const runs = state.status === "open" && !underTheHammer(state);
  if (runs && remaining < NEAR_MS) near ??= fetchNear();
  near?.then((last) => last?.ticked(runs ? remaining : 0, trust.word === "live"), () => (near = null));
}

const fetchNear = () =>
  Promise.all([import("./near.js"), learn("script-near")]).then(([module]) => module.near(at("bid-form") !== null, tell));

function redraw() {
  if (trust.until) changed(state, trust);
  else tick();
}

/** @param {number} remaining */
function endsWord(remaining) {
  if (underTheHammer(state) && hammered(state.status)) return hammered(state.status);
  switch (state.status) {
    case "scheduled":
      return say(remaining > 0 ? "script-begins-in" : "script-about-to-begin");
    case "open":
      return say(remaining > 0 ? "script-ends-in" : state.candle ? "script-candle-burns" : "script-closing");
    case "halted":
      return say("script-clock-stopped");
    default:
      return say("script-ended");
  }
}

/** How much of the ring is left: full until the last stretch, in which a bid moves the end. */
const ring = (remaining) => Math.max(0, Math.min(100, (100 * remaining) / lastStretch));

function drawHistory() {
  lines?.draw(state);
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
function named(bidder) {
  return bidder && bidder === state.you?.bidder ? say("script-you", { bidder }) : bidder;
}

/** The one polite voice of the page. @param {string | null} text */
function tell(text) {
  at("said").textContent = text;
}
