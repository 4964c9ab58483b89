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

async function listen() {
  const [{ connect, onWake }, { here }] = await Promise.all([import("./connection.js"), import("./socket.js")]);
  let ids = 0;
  const connection = connect({
    rungs: [here()],
    channel: "me",
    at: () => null,
    id: () => ++ids,
    heard: (message) => message.type === "notice" && ring(message),
    changed() {},
  });
  onWake(connection.wake);
}

if (!follows) (globalThis.requestIdleCallback ?? setTimeout)(listen);

/** A heart is pressed: no need to load the page again. What does not work is left to the form. */
document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("form.watch")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  // While the house is asked, a second press is the same press.
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  const watched = button.getAttribute("aria-pressed") === "true";
  const path = new URL(form.action).pathname.replace(/\/(un)?watch$/, "");
  const method = watched ? "DELETE" : "PUT";
  const answer = await fetch(`/api/v1${path}/watch`, { method }).catch(() => null);
  button.ariaBusy = null;
  if (!answer?.ok) return form.submit();
  button.setAttribute("aria-pressed", String(!watched));
  form.action = `${path}/${watched ? "watch" : "unwatch"}`;
  const count = document.getElementById("watching");
  const lots = Number(count.textContent) + (watched ? -1 : 1);
  count.textContent = lots > 0 ? String(lots) : "";
});
