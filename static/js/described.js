/**
 * The description as the page of its lot will show it, below the field while it is typed. Every mark is the server's to read;
 * without this script the preview shows it.
 * @module
 */

/** After the last letter: long enough to finish a word. */
const PAUSE_MS = 600;

const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("description"));
const place = /** @type {HTMLElement} */ (document.getElementById("described"));
let timer;
let asked = 0;

/** Asks how it looks now. An answer that was overtaken is not shown. */
async function look() {
  const number = ++asked;
  const body = new URLSearchParams({ description: field.value });
  try {
    const response = await fetch(/** @type {string} */ (place.dataset.by), { method: "POST", body });
    if (response.ok && number === asked) show(await response.text());
  } catch {
    // It is asked again with the next letter.
  }
}

/** @param {string} html made clean by the server */
function show(html) {
  const { childNodes } = new DOMParser().parseFromString(html, "text/html").body;
  place.querySelector(".written")?.replaceChildren(...childNodes);
  place.hidden = field.value.trim() === "";
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE_MS);
});
// A page that the browser kept comes back with what was typed in it.
addEventListener("pageshow", () => field.value !== field.defaultValue && look());
