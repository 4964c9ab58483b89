/**
 * The seller's page of photographs: everything on it works by forms without this. With it, files go one by one with their
 * progress, what is refused stands beside its file, and photographs are put in order by dragging or with the arrow keys.
 */

const AT_ONCE = 2;

/** @type {(id: string) => HTMLElement | null} */
const by = (id) => document.getElementById(id);

/** @type {(name: string) => string} */
const words = (name) =>
  /** @type {HTMLTemplateElement} */ (by("photos-words")).content.querySelector(`.${name}`)?.textContent ?? "";

/** @type {(text: string) => void} */
const say = (text) => {
  const said = by("photos-said");
  if (said) said.textContent = text;
};

/** Gives the focus to what had it before; to the like of it one further, if that is gone. */
function focusAgain(id, index) {
  const same = by(id);
  if (same && !(/** @type {HTMLButtonElement} */ (same).disabled)) return same.focus({ preventScroll: true });
  const items = [...document.querySelectorAll(".hung > li")];
  const item = same?.closest("li") ?? items[Math.min(index, items.length - 1)];
  const kind = id.split("-")[0];
  const other = item?.querySelector(`[id^="${kind}-"]:enabled`) ?? item?.querySelector("button:enabled") ?? by("photos-files");
  /** @type {HTMLElement | null} */ (other)?.focus({ preventScroll: true });
}

/** The page's own part, as the house writes it now, in place of what is shown. What had the focus has it again. */
async function refresh(html) {
  const text = html ?? (await (await fetch(location.pathname)).text());
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("#photos");
  const shown = by("photos");
  if (!fresh || !shown) return location.reload();
  const had = shown.contains(document.activeElement) ? document.activeElement : null;
  const item = had?.closest(".hung > li");
  const index = item ? place(item) - 1 : 0;
  shown.replaceWith(fresh);
  dress();
  if (had?.id) focusAgain(had.id, index);
}

/** Sends one file and shows how far it is. */
function send(file, line) {
  const progress = line.querySelector("progress");
  const photos = /** @type {HTMLElement} */ (by("photos"));
  return new Promise((done) => {
    const finish = (error) => {
      progress.hidden = true;
      line.querySelector(".working").hidden = true;
      line.querySelector(".error").textContent = error ? `${words("refused")}: ${error}` : "";
      done(!error);
    };
    if (file.size > Number(photos.dataset.largest)) return finish(words("large"));
    const request = new XMLHttpRequest();
    request.open("POST", /** @type {string} */ (photos.dataset.api));
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
    };
    request.upload.onload = () => {
      progress.removeAttribute("value");
      line.querySelector(".working").textContent = words("working");
    };
    request.onerror = () => finish(words("lost"));
    request.onload = () => finish(request.status === 201 ? "" : (request.response?.detail ?? words("lost")));
    request.send(file);
  });
}

/** Sends files, a few at a time, and then shows the page as it is. */
async function sendAll(files) {
  const list = /** @type {HTMLElement} */ (by("photos-uploads"));
  const pattern = /** @type {HTMLTemplateElement} */ (by("photos-upload"));
  list.hidden = false;
  list.querySelectorAll("li").forEach((line) => line.querySelector(".error")?.textContent || line.remove());
  const waiting = [...files].map((file) => {
    const line = /** @type {HTMLElement} */ (pattern.content.cloneNode(true).firstElementChild);
    /** @type {HTMLElement} */ (line.querySelector(".name")).textContent = file.name;
    list.append(line);
    return { file, line };
  });
  let added = 0;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (await send(next.file, next.line)) {
        next.line.remove();
        added += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  list.hidden = !list.children.length;
  await refresh();
  if (added) say(words("added"));
}

/** Moves a photograph to a place, from 1. */
async function move(item, position) {
  const photos = /** @type {HTMLElement} */ (by("photos"));
  const answer = await fetch(`${photos.dataset.api}/${item.dataset.photo}`, {
    method: "PATCH",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ position }),
  }).catch(() => null);
  if (!answer?.ok) say((await answer?.json().catch(() => null))?.detail ?? words("lost"));
  await refresh();
  const now = document.querySelector(`[data-photo="${item.dataset.photo}"] .place strong`);
  if (answer?.ok && now) say(now.textContent ?? "");
}

/** @type {(item: Element) => number} */
const place = (item) => [...(item.parentElement?.children ?? [])].indexOf(item) + 1;

/** Follows a finger or a mouse that has hold of a photograph. */
function drag(event) {
  const handle = event.target.closest?.(".drag");
  if (!handle || event.button > 0) return;
  event.preventDefault();
  const item = handle.closest("li");
  const from = place(item);
  item.classList.add("moving");
  const over = (at) => {
    const other = document.elementFromPoint(at.clientX, at.clientY)?.closest(".hung > li");
    if (!other || other === item) return;
    const box = other.getBoundingClientRect();
    other[at.clientY > box.top + box.height / 2 ? "after" : "before"](item);
  };
  const letGo = (stop) => {
    document.removeEventListener("pointermove", over);
    document.removeEventListener("pointerup", letGo);
    document.removeEventListener("pointercancel", letGo);
    item.classList.remove("moving");
    if (stop.type === "pointercancel") refresh();
    else if (place(item) !== from) move(item, place(item));
  };
  // Not on the handle: an element that changes its place loses hold of the pointer.
  document.addEventListener("pointermove", over);
  document.addEventListener("pointerup", letGo);
  document.addEventListener("pointercancel", letGo);
}

const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** The arrow keys move the photograph whose handle has the focus. */
function step(event) {
  const byOne = STEPS[event.key];
  const item = event.target.closest?.(".drag")?.closest("li");
  if (!byOne || !item) return;
  event.preventDefault();
  const to = place(item) + byOne;
  if (to >= 1 && to <= item.parentElement.children.length) move(item, to);
}

/** A form of one photograph, without loading the page anew. */
async function submit(event) {
  const form = event.target;
  if (form.id === "photos-add") {
    event.preventDefault();
    const input = /** @type {HTMLInputElement} */ (by("photos-files"));
    if (input.files?.length) sendAll(input.files);
    return;
  }
  if (!form.closest(".hung")) return;
  event.preventDefault();
  const address = event.submitter?.hasAttribute("formaction") ? event.submitter.formAction : form.action;
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  if (!answer) return say(words("lost"));
  const html = await answer.text();
  if (!answer.ok) return refresh();
  await refresh(html);
  say(new DOMParser().parseFromString(html, "text/html").querySelector(".notice")?.textContent ?? "");
}

/** Shows what only works with this script. */
function dress() {
  document.querySelectorAll("#photos .drag").forEach((handle) => (handle.hidden = false));
  const drop = by("photos-drop");
  if (drop) drop.hidden = !matchMedia("(pointer: fine)").matches;
  const camera = by("photos-camera");
  if (camera) camera.hidden = !matchMedia("(pointer: coarse)").matches;
  by("photos-add")?.querySelector(".primary")?.toggleAttribute("hidden", true);
}

document.addEventListener("submit", submit);
document.addEventListener("pointerdown", drag);
document.addEventListener("keydown", step);
document.addEventListener("change", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.type === "file" && input.files?.length) sendAll(input.files);
  else if (input.name === "alt") input.form?.requestSubmit();
});
document.addEventListener("dragover", (event) => {
  if (by("photos-add") && event.dataTransfer?.types.includes("Files")) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!by("photos-add") || !event.dataTransfer?.files.length) return;
  event.preventDefault();
  sendAll(event.dataTransfer.files);
});
dress();
