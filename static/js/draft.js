/**
 * The seller's form, saved as it is typed and found fault with as fields are left. Every word and every rule is the
 * server's; without this script the form is saved by its button, and judged when it is published.
 * @module
 */

import { saver } from "./saving.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("sell-form"));
const status = /** @type {HTMLElement} */ (document.getElementById("saved"));
const revision = /** @type {HTMLInputElement} */ (form.elements.namedItem("revision"));

/** The form as it would be sent. */
const typed = () => new URLSearchParams(/** @type {any} */ (new FormData(form)));

/** @param {string} to @param {RequestInit} [more] */
const post = (to, more) =>
  fetch(to, { method: "POST", body: typed(), headers: { accept: "application/json" }, ...more });

/** @param {boolean} last @returns {Promise<import("./saving.js").Outcome>} */
async function save(last) {
  try {
    const response = await post(/** @type {string} */ (form.dataset.draft), { keepalive: last });
    const told = await response.json();
    if (response.ok) return { word: "saved", ...told };
    if (response.status >= 500 || response.status === 429) return { word: "failed", detail: told.detail };
    return { word: "stop", detail: told.detail, revision: told.revision };
  } catch {
    return { word: "failed", detail: status.dataset.failed };
  }
}

/** @param {any} outcome */
function show(outcome) {
  if (outcome.word === "saved") {
    revision.value = outcome.revision;
    // The other forms of a sale's page name the sale's own, which every save raises.
    if (outcome.sale != null) for (const other of others()) other.value = outcome.sale;
    tellLeft((known = outcome.errors));
    // Loaded again, it is the draft and not a new form.
    const address = new URL(form.action).pathname;
    if (location.pathname !== address) history.replaceState(null, "", address);
  }
  status.textContent = outcome.word === "saving" ? status.dataset.wait : (outcome.said ?? outcome.detail);
  status.classList.toggle("error", outcome.word === "stop");
  if (outcome.word === "stop" && outcome.revision) status.append(" ", look(), " ", keep(outcome.revision));
}

/** Where the page's other forms name a revision. */
const others = () =>
  [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=revision]"))].filter((field) => field !== revision);

/** The other window's version, beside this one. */
function look() {
  const link = document.createElement("a");
  Object.assign(link, { href: form.action, target: "_blank", rel: "noopener", textContent: status.dataset.look });
  return link;
}

/** @param {number} other the revision that this form is to replace */
function keep(other) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: status.dataset.keep });
  button.addEventListener("click", () => {
    revision.value = String(other);
    saving.resume();
  });
  return button;
}

const saving = saver(save, show);
for (const kind of ["input", "change"]) form.addEventListener(kind, saving.touch);
document.addEventListener("visibilitychange", () => document.hidden && saving.flush(true));
addEventListener("pageshow", saving.begin);

form.addEventListener("submit", async (event) => {
  const { submitter } = event;
  const busy = saving.isBusy();
  const over = saving.end();
  if (!busy) return;
  // A save on its way changes the revision that the form is sent with.
  event.preventDefault();
  await over;
  form.requestSubmit(/** @type {HTMLElement | null} */ (submitter));
});

/** The fields that were left, and the groups they stand in: nobody is told of what they have not come to yet. */
const left = new Set([...form.querySelectorAll(".error[id$='-error']:not(:empty)")].map(({ id }) => id.slice(0, -"-error".length)));
let asked = 0;
/** What was wrong with the form when it was last saved. @type {{field: string, message: string}[]} */
let known = [];

form.addEventListener("focusout", ({ target }) => {
  const field = /** @type {any} */ (target);
  if (!field.name || field.type === "hidden" || field.tagName === "BUTTON") return;
  left.add(field.name);
  const group = field.closest("fieldset[id]");
  if (group) left.add(group.id);
  judge();
});

/** Asks what is wrong with the form as it stands now, where that is not told with every save. An answer that was overtaken is not shown. */
async function judge() {
  const { validate } = form.dataset;
  if (!validate) return tellLeft(known);
  const number = ++asked;
  try {
    const response = await post(validate);
    if (!response.ok || number !== asked) return;
    tellLeft((await response.json()).errors);
  } catch {
    // The form is judged again when it is published.
  }
}

/** Says beside each field that was left what is wrong with it, or nothing. @param {{field: string, message: string}[]} errors */
function tellLeft(errors) {
  const first = new Map(errors.toReversed().map(({ field, message }) => [field, message]));
  for (const field of left) tell(field, first.get(field) ?? "");
}

/** @param {string} name of a field or a group @param {string} message empty if nothing is wrong */
function tell(name, message) {
  const field = document.getElementById(name);
  if (!field) return;
  const place = document.getElementById(`${name}-error`) ?? (message ? placed(field, name) : null);
  if (place && place.textContent !== message) place.textContent = message;
  if (field.tagName === "FIELDSET") return;
  if (message) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** A place for a mistake: before a field, and in a group behind its name and help. */
function placed(field, name) {
  const place = document.createElement("p");
  place.className = "error";
  place.id = `${name}-error`;
  if (field.tagName !== "FIELDSET") field.before(place);
  else (field.querySelector(":scope > .help") ?? field.querySelector("legend")).after(place);
  return place;
}
