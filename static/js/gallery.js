/**
 * The photographs of a lot. Without this they are a strip to swipe through, with links to each. With it the links do not make
 * the page jump, the arrow keys go through them, and one press shows a photograph as large as the screen, or larger.
 */

const gallery = /** @type {HTMLElement} */ (document.getElementById("gallery"));
const prints = /** @type {HTMLElement} */ (gallery.querySelector(".prints"));
const viewer = /** @type {HTMLDialogElement} */ (document.getElementById("photo-viewer"));
const view = /** @type {HTMLElement} */ (viewer.querySelector(".view"));
const large = document.createElement("img");
view.append(large);
const links = /** @type {HTMLAnchorElement[]} */ ([...prints.querySelectorAll("a")]);
const thumbs = [...gallery.querySelectorAll(".thumbs a")];
let at = 1;

const smooth = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

/** Marks the photograph that is seen. */
function mark(number) {
  at = number;
  thumbs.forEach((thumb, i) => (i + 1 === number ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current")));
}

/** Brings a photograph of the strip into view, and leaves the page where it is. */
function show(number) {
  mark(number);
  prints.scrollTo({ left: /** @type {HTMLElement} */ (links[number - 1].parentElement).offsetLeft - prints.offsetLeft, behavior: smooth() });
}

/** The photograph after the last is the first. */
const around = (number) => ((number - 1 + links.length) % links.length) + 1;

/** Puts a photograph into the open viewer. */
function enlarge(number) {
  mark(number);
  const shown = /** @type {HTMLImageElement} */ (links[number - 1].querySelector("img"));
  large.src = links[number - 1].href;
  large.alt = shown.alt;
  zoom(false);
  /** @type {HTMLElement} */ (viewer.querySelector(".at")).textContent = `${number} / ${links.length}`;
}

/** Shows the photograph at twice the screen's width, to be moved about, or whole; the point that was pressed stays in sight. */
function zoom(whether, x = 0.5, y = 0.5) {
  view.classList.toggle("zoomed", whether);
  viewer.querySelector(".zoom")?.setAttribute("aria-pressed", String(whether));
  view.scrollTo(view.scrollWidth * x - view.clientWidth / 2, view.scrollHeight * y - view.clientHeight / 2);
}

const zoomed = () => view.classList.contains("zoomed");

prints.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  enlarge(Number(link.dataset.number));
  viewer.showModal();
});

gallery.querySelector(".thumbs")?.addEventListener("click", (event) => {
  const thumb = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("a"));
  if (!thumb) return;
  event.preventDefault();
  show(Number(thumb.dataset.number));
});

// Whoever swipes sees it in the row below.
prints.addEventListener("scrollend", () => {
  const number = Math.round(prints.scrollLeft / prints.clientWidth) + 1;
  if (links[number - 1]) mark(number);
});

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

prints.addEventListener("keydown", (event) => {
  if (!STEPS[event.key]) return;
  event.preventDefault();
  show(around(at + STEPS[event.key]));
  if (document.activeElement !== prints) links[at - 1].focus({ preventScroll: true });
});

viewer.addEventListener("keydown", (event) => {
  // While it is zoomed the arrow keys move the photograph.
  if (!STEPS[event.key] || zoomed() || links.length < 2) return;
  event.preventDefault();
  enlarge(around(at + STEPS[event.key]));
});

viewer.querySelector(".previous")?.addEventListener("click", () => enlarge(around(at - 1)));
viewer.querySelector(".next")?.addEventListener("click", () => enlarge(around(at + 1)));
viewer.querySelector(".close")?.addEventListener("click", () => viewer.close());
viewer.querySelector(".zoom")?.addEventListener("click", () => zoom(!zoomed()));
large.addEventListener("click", (event) => zoom(!zoomed(), event.offsetX / large.clientWidth, event.offsetY / large.clientHeight));

// A swipe in the viewer; one that moves a zoomed photograph is none.
let from = /** @type {{x: number, y: number} | null} */ (null);
view.addEventListener("pointerdown", (event) => (from = zoomed() ? null : { x: event.clientX, y: event.clientY }));
view.addEventListener("pointercancel", () => (from = null));
view.addEventListener("pointerup", (event) => {
  if (!from || links.length < 2) return;
  const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
  from = null;
  if (Math.abs(dx) > 40 && Math.abs(dx) > 2 * Math.abs(dy)) enlarge(around(at + (dx < 0 ? 1 : -1)));
});

// The dialog gives the focus back to the link it came from; the strip shows what was looked at last.
viewer.addEventListener("close", () => {
  large.removeAttribute("src");
  show(at);
  links[at - 1].focus({ preventScroll: true });
});
