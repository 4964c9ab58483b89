/**
 * The auctioneer's console, live: the ask, the bids in their two columns, and every act on a key. Acts go over HTTP, one
 * after the other; what they come to is heard over the socket like everybody hears it.
 * @module
 */

import { follow } from "./follow.js";
import { money } from "./money.js";
import { auction as reduce, isOver } from "./reducer.js";
import { actOf, columns, mirror, possible } from "./rostrum.js";
import { reserve } from "./formats.js";
import { say as word } from "./say.js";
import { parse } from "./typed.js";
import { connectionText, statusText, strip } from "./words.js";

/** Bids shown in a column: what fits beside the ask. */
const MOST_BIDS = 12;

/** A caption goes out this often at most: fast enough for letter by letter, slow enough for any line. */
const CAPTION_MS = 80;

const page = /** @type {HTMLElement} */ (document.getElementById("console"));
const acts = /** @type {HTMLElement} */ (document.getElementById("acts"));
const { sale = "", auction: id = "", open: opens = "" } = page.dataset;
const address = `/sales/${sale}/console`;
const csrf = /** @type {any} */ (acts.querySelector("[name=csrf]")).value;
const at = (name) => document.getElementById(name);
const amount = /** @type {HTMLInputElement} */ (at("amount"));
const words = /** @type {HTMLInputElement} */ (at("text"));

/** @type {any} */
let state = null;
/** Acts wait for the one before: a warning never overtakes a hammer. */
let before = Promise.resolve();

const live = follow({
  channel: `auction:${id}`,
  address,
  reduce: (channel, message) => (message.auction && message.auction !== id ? channel : reduce(channel, message)),
  changed,
  busy: () => document.activeElement instanceof HTMLInputElement,
});

/** @param {any} next @param {import("./follow.js").Trust} trust */
function changed(next, trust) {
  state = next;
  page.dataset.trust = trust.word;
  at("connection").textContent = connectionText(trust, performance.now());
  if (state) draw();
}

function draw() {
  const over = isOver(state);
  at("status").textContent = statusText(state.status);
  at("status").className = `status ${state.status}`;
  at("watchers").textContent = word("script-watching", { count: state.watchers ?? 0 });
  at("warning").hidden = !state.warned || over;
  at("ask-word").textContent = over ? strip(state).text : word("script-console-asking");
  at("ask").textContent = money(over ? (state.price ?? state.minimum) : state.minimum, state);
  at("bid-with").textContent = leader();
  at("reserve").textContent = reserve(state);
  at("accept").textContent = word("script-console-accept", { amount: money(state.minimum, state) });
  const { floor, online } = columns(state.history);
  list("floor", floor, ({ amount }) => money(amount, state));
  list("online", online, ({ amount, bidder }) => `${money(amount, state)} ${bidder}`);
  drawActs();
}

function drawActs() {
  const may = possible(state.status, opens !== "" && opens !== id);
  for (const button of /** @type {any} */ (acts.querySelectorAll("button"))) {
    const act = button.value.startsWith("say-") ? "announce" : button.value;
    button.disabled = !may[act];
  }
}

function leader() {
  if (state.price === null || !state.leader) return word("script-console-no-bids");
  const price = money(state.price, state);
  if (state.leader === "floor") return word("script-console-with-floor", { price });
  return word("script-console-with-online", { price, bidder: state.leader });
}

function list(name, bids, text) {
  const items = bids.slice(0, MOST_BIDS).map((bid) => {
    const item = document.createElement("li");
    item.textContent = text(bid);
    return item;
  });
  at(name).replaceChildren(...items);
}

document.addEventListener("keydown", (event) => {
  const wanted = actOf(/** @type {any} */ (event));
  if (!wanted) return;
  event.preventDefault();
  if (wanted.act === "ask") return amount.select();
  if (wanted.act === "announce") return say(wanted.number);
  press(wanted.act);
});

acts.addEventListener("submit", (event) => {
  event.preventDefault();
  const { value: act = "floor", dataset } = /** @type {any} */ (event.submitter ?? {});
  // The space bar is the floor's again.
  /** @type {any} */ (event.submitter)?.blur();
  if (dataset?.words) return perform({ act: "announce", text: dataset.words });
  if (act === "ask") return ask();
  if (act === "announce") return announce();
  press(act);
});

// A key held down sends a form again and again; Escape gives the keys back to the acts.
acts.addEventListener("keydown", (event) => {
  if (event.repeat && event.key === "Enter") event.preventDefault();
  if (event.key === "Escape") /** @type {any} */ (event.target).blur();
});

/** An act without words or an amount of its own, if it makes sense now. @param {string} act */
function press(act) {
  if (!state || !possible(state.status, opens !== "" && opens !== id)[act]) return;
  // The amount that was seen, and no other: an online bid may be faster than the hand.
  if (act === "floor") return perform({ act, amount: state.minimum });
  if (act === "open") return perform({ act }, opens);
  perform({ act });
}

function ask() {
  const asked = state && parse(amount.value, state);
  if (asked === null) return tell(word("script-write-figures", { example: amount.placeholder || "125.00" }));
  perform({ act: "ask", amount: asked });
  amount.value = "";
  amount.blur();
}

function announce() {
  const text = words.value.trim();
  if (text === "") return words.focus();
  perform({ act: "announce", text });
  words.value = "";
  words.blur();
}

/** @param {number | undefined} number */
function say(number) {
  const button = /** @type {any} */ (acts.querySelector(`button[value="say-${number}"]`));
  if (button && !button.disabled) perform({ act: "announce", text: button.dataset.words });
}

/** @param {{act: string, amount?: number, text?: string}} act @param {string} lot */
function perform(act, lot = id) {
  before = before.then(() => post(act, lot)).then((told) => settle(act, told));
}

/** What the house says against it, or nothing. */
async function post(act, lot) {
  try {
    const response = await fetch(`/api/v1/auctions/${lot}/auctioneer`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": csrf },
      body: JSON.stringify(act),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.ok) return "";
    return (await response.json()).detail ?? word("script-console-refused");
  } catch {
    return word("script-console-no-answer");
  }
}

/** @param {{act: string}} act @param {string} told */
function settle({ act }, told) {
  tell(told);
  // Another lot is on the block.
  if (!told && act === "open") location.replace(address);
}

/** @param {string} text */
function tell(text) {
  at("verdict").textContent = text;
  at("verdict").className = text ? "verdict bad" : "verdict";
}

const caption = /** @type {HTMLInputElement} */ (at("caption"));
const mirrored = mirror((text) => live.send({ type: "caption", channel: `room:${id}`, text }), CAPTION_MS);
at("captioning").hidden = false;
caption.addEventListener("input", () => mirrored(caption.value));
caption.addEventListener("keydown", (event) => {
  if (event.key === "Escape") caption.blur();
  // A line that was said is gone.
  if (event.key !== "Enter") return;
  event.preventDefault();
  caption.value = "";
  mirrored("");
});
