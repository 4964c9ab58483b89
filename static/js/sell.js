/**
 * The seller's form: keeps out of the way what the chosen format and closing do not use. What is out of the way is not
 * sent. Without this script every field is there, and each says what it is for.
 * @module
 */

const form = /** @type {HTMLFormElement} */ (document.getElementById("sell-form"));

/** @param {string} name of a group of radio buttons */
const chosen = (name) => /** @type {RadioNodeList} */ (form.elements.namedItem(name))?.value;

/** @param {HTMLElement} part @param {boolean} isUsed */
function show(part, isUsed) {
  part.hidden = !isUsed;
  for (const field of part.querySelectorAll("input, select, textarea")) {
    /** @type {HTMLInputElement} */ (field).disabled = !isUsed || field.closest("[hidden]") !== null;
  }
}

function arrange() {
  const format = chosen("format");
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-for]"))) {
    show(part, part.dataset.for.split(" ").includes(format));
  }
  // A group that is not shown has no choice made in it: what stands there is the form's own.
  const closing = form.querySelector("input[name=closing]:checked")?.getAttribute("value");
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-closing]"))) {
    const used = part.dataset.closing.split(" ").includes(closing) && part.closest("[data-for][hidden]") === null;
    show(part, used);
  }
}

form.addEventListener("change", arrange);
// A page that the browser kept comes back with the choices that were made in it.
addEventListener("pageshow", arrange);
arrange();
