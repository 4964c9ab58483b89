/**
 * The bell and the hearts. On pages that follow a lot or the catalogue, notices come over their socket; elsewhere the bell
 * opens one of its own, once the page has nothing better to do.
 * @module
 */

const unread = document.getElementById("unread");

/** Told elsewhere on pages that follow bids. */
const STANDING = new Set(["outbid", "won"]);

document.addEventListener("gavel:notice", (event) => ring(/** @type {CustomEvent} */ (event).detail));

/** @param {{kind: string, unread: number}} notice */
async function ring(notice) {
  unread.textContent = notice.unread ? String(notice.unread) : "";
  if (STANDING.has(notice.kind) && follows) return;
  const answer = await fetch("/api/v1/notices?limit=1");
  if (!answer.ok) return;
  const [last] = (await answer.json()).notices;
  if (last && !last.read) say(last);
}

/** @param {{text: string, href: string}} notice */
function say({ text, href }) {
  const [line, link] = [document.createElement("p"), document.createElement("a")];
  line.className = "notice";
  link.href = href;
  link.textContent = text;
  line.append(link);
  document.getElementById("told")?.replaceChildren(line);
}

/** Whether another script of the page, as its template says, has a socket that hears what concerns this account. */
const follows = document.querySelector("script[data-follows]") !== null;

if (!follows) (globalThis.requestIdleCallback ?? setTimeout)(() => import("./listen.js").then(({ listen }) => listen(ring)));

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("form.watch")) return;
  event.preventDefault();
  import("./heart.js").then(({ press }) => press(form), () => form.submit());
});
