/**
 * Questions and chat on an auction's page, live. Without it the same forms work by themselves.
 * @module
 */

import { START, position } from "./reducer.js";
import { language, say } from "./say.js";
import { before, isYours, may, room as reduce } from "./talk.js";

/** Without a socket the room is asked for this often. */
const ASK_MS = 10_000;

const KINDS = { question: "script-room-question", answer: "script-room-answer" };

const exact = new Intl.DateTimeFormat(language(), { dateStyle: "long", timeStyle: "long" });
const clockTime = new Intl.DateTimeFormat(language(), { timeStyle: "medium", hourCycle: "h23" });
const at = (id) => document.getElementById(id);

/**
 * @param {object} page
 * @param {string} page.auction
 * @param {ReturnType<typeof import("./follow.js").follow>} page.live
 */
export function room({ auction, live }) {
  const section = /** @type {HTMLElement} */ (at("room"));
  const list = /** @type {HTMLElement} */ (at("lines"));
  const template = /** @type {HTMLTemplateElement} */ (at("line"));
  const api = `/api/v1/auctions/${auction}/room`;
  let channel = START;
  /** What each line was drawn from, and as whom we saw it. @type {WeakMap<Element, object>} */
  let drawn = new WeakMap();
  /** @type {string | null | undefined} */
  let seenAs;
  /** The round of asking that goes on while no socket gets through. @type {object | null} */
  let asking = null;

  // Older pages stay as they are, and what is sent from them leads to the last.
  if (section.dataset.past !== undefined) return;
  section.addEventListener("submit", send);
  at("earlier").addEventListener("click", turn);
  const again = live.beside({ channel: `room:${auction}`, at: () => position(channel, 0), heard, deaf });

  /** @param {any} message */
  function heard(message) {
    asking = null;
    const missing = channel.gap;
    become(reduce(channel, message));
    if (channel.gap && !missing) again();
  }

  /** No socket gets through: the room is asked for, again and again. */
  async function deaf() {
    if (asking) return;
    const mine = (asking = {});
    while (asking === mine) {
      await ask();
      await new Promise((then) => setTimeout(then, ASK_MS));
    }
  }

  async function ask() {
    const page = await get(api);
    if (page) become(answered(page).reduce(reduce, channel));
  }

  /** A page of the room as what a socket would have said. */
  function answered({ epoch, seq, messages, earlier, you, caption }) {
    const isNews = epoch !== channel.epoch || seq > channel.seq;
    const snapshot = { type: "snapshot", epoch, seq, state: { messages, earlier, you } };
    return [...(isNews ? [snapshot] : you ? [{ type: "you", ...you }] : []), { type: "caption", text: caption }];
  }

  function become(next) {
    if (next.state === channel.state) return void (channel = next);
    channel = next;
    draw(channel.state);
  }

  /** @param {MouseEvent} event */
  async function turn(event) {
    const { earlier } = channel.state ?? {};
    if (!earlier) return;
    event.preventDefault();
    const page = await get(`${api}?before=${earlier}`);
    if (page) become({ ...channel, state: before(channel.state, page) });
  }

  /** @param {import("./talk.js").Room} state */
  function draw(state) {
    section.dataset.live = "";
    at("caption").textContent = state.caption;
    at("caption-line").hidden = state.caption === "";
    at("no-lines").hidden = state.messages.length > 0;
    at("earlier").hidden = state.earlier === null;
    at("earlier").href = `/auctions/${auction}?before=${state.earlier}#room`;
    if (state.you && at("say")) drawYou(state.you);
    if (state.you?.author !== seenAs) drawn = new WeakMap();
    seenAs = state.you?.author;
    const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 8;
    drawLines(state);
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  function drawYou({ author, muted }) {
    if (author) at("own-name").textContent = author;
    at("muted").hidden = muted === null;
    at("muted-because").textContent = muted ?? "";
    at("say").hidden = muted !== null;
  }

  /** Each line keeps its element, so that nothing is taken from under somebody's hands. */
  function drawLines(state) {
    let place = list.firstElementChild;
    for (const message of state.messages) {
      const item = at(`m${message.seq}`) ?? blank();
      if (item === place) place = place.nextElementSibling;
      else list.insertBefore(item, place);
      if (drawn.get(item) !== message) drawLine(item, message, state);
      drawn.set(item, message);
    }
    while (place) {
      const rest = place.nextElementSibling;
      place.remove();
      place = rest;
    }
  }

  const blank = () => /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true));

  function drawLine(item, message, state) {
    const { seq, kind, author, text, about, hidden } = message;
    const put = (name, words) => (item.querySelector(`.${name}`).textContent = words);
    item.id = `m${seq}`;
    item.className = kind;
    put("kind", kind in KINDS ? say(KINDS[kind]) : "");
    put("who", isYours(state, message) ? say("script-room-you", { author }) : author);
    put("text", text ?? "");
    item.querySelector(".text").hidden = text === null;
    item.querySelector(".about").hidden = !about;
    item.querySelector(".about").href = `#m${about}`;
    put("gone", hidden ? say("script-room-hidden", { reason: hidden.reason }) : "");
    item.querySelector(".gone").hidden = !hidden;
    const time = item.querySelector("time");
    time.dateTime = message.at;
    time.title = exact.format(new Date(message.at));
    time.textContent = clockTime.format(new Date(message.at));
    if (item.querySelector(".moderating")) drawActs(item, message, may(state, message));
  }

  function drawActs(item, { seq, author }, { answer, hide, mute }) {
    const show = (name, is) => (item.querySelector(`.${name}`).hidden = !is);
    show("answering", answer);
    show("moderating", hide || mute);
    show("hide", hide);
    show("mute", mute);
    item.querySelector("[name=about]").value = seq;
    item.querySelector("[name=author]").value = author;
    item.querySelector(".hide").setAttribute("formaction", `/auctions/${auction}/room/${seq}/hide`);
  }

  /** Sends a form without leaving the page. Who mutes somebody sees it on the page that comes back. @param {SubmitEvent} event */
  async function send(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement} */ (event.submitter);
    if (form.dataset.quiet === undefined || button.matches(".mute")) return;
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    const answer = await post(button.getAttribute("formaction") ?? form.getAttribute("action"), form);
    button.disabled = false;
    form.querySelector(".error").textContent = answer.mistake ?? "";
    if (answer.mistake) return;
    form.closest("details")?.removeAttribute("open");
    for (const field of form.querySelectorAll("textarea, [name=reason]")) field.value = "";
    if (form.elements.key) form.elements.key.value = crypto.randomUUID();
    if (asking) ask();
    if (answer.author) become(reduce(channel, { type: "said", author: answer.author }));
  }
}

/** @param {string} url */
const get = (url) => fetch(url, { cache: "no-store" }).then((response) => (response.ok ? response.json() : null), () => null);

/**
 * Sends a form as the program it stands for would: what a page's form does at an address, the API does at the same
 * address of its own.
 * @param {string} path @param {HTMLFormElement} form @returns {Promise<{author?: string, mistake?: string}>}
 */
async function post(path, form) {
  const { csrf, key, about, ...fields } = Object.fromEntries(new FormData(form));
  const headers = { "content-type": "application/json", "x-csrf-token": csrf, ...(key && { "idempotency-key": key }) };
  const body = JSON.stringify({ ...fields, ...(about && { about: Number(about) }) });
  try {
    const response = await fetch(`/api/v1${path}`, { method: "POST", headers, body, signal: AbortSignal.timeout(10_000) });
    const answer = response.status === 204 ? {} : await response.json();
    return response.ok ? answer : { mistake: answer.detail ?? say("script-room-refused") };
  } catch {
    return { mistake: say("script-room-uncertain") };
  }
}
