/**
 * Keeps the house's own pages fresh: reads the page anew every two seconds while it is looked at, and puts what is new into
 * the parts that are marked for it. A part somebody works in (a drawer that is open, a field with the focus) is left alone.
 * Without this script a page is as it was when it was loaded, and says so by nothing: reload it.
 */

import { isBusy } from "./busy.js";

const PERIOD_MS = 2000;

/**
 * Puts the parts of a fresh page into the one that is shown.
 * @param {Document} shown
 * @param {Document} fresh
 */
export function refresh(shown, fresh) {
  for (const part of shown.querySelectorAll("[data-live][id]")) {
    const news = fresh.getElementById(part.id);
    if (news && !news.isEqualNode(part) && !isBusy(part, shown.activeElement, shown.body)) {
      part.replaceChildren(...[...news.childNodes].map((node) => shown.importNode(node, true)));
    }
  }
}

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    location.reload();
  } else if (answer.ok) {
    refresh(document, new DOMParser().parseFromString(await answer.text(), "text/html"));
  }
}

async function follow() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PERIOD_MS));
    try {
      await look();
    } catch {
      // The house cannot be reached just now; the next look may find it.
    }
  }
}

if (typeof document !== "undefined" && typeof location !== "undefined") follow();
