/**
 * Reads the page that is shown anew, and puts what is new into the parts that are marked for it (`data-live`, with an id). A
 * part somebody works in (a drawer that is open, a field with the focus) is left alone.
 * @module
 */

import { isBusy } from "./busy.js";

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

/** Whoever may not see the page any more is shown what there is instead. Throws where the house cannot be reached. */
export async function renew() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    location.reload();
  } else if (answer.ok) {
    refresh(document, new DOMParser().parseFromString(await answer.text(), "text/html"));
  }
}
