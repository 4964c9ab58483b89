/**
 * Quick bids: after the first confirmed bid on a lot its bidder may switch the question off, up to a limit of their own.
 * Off until then; kept for this lot and this tab alone, and never sent anywhere: the house sees single bids.
 * @module
 */

import { money, plain } from "./money.js";
import { say } from "./say.js";
import { parse } from "./typed.js";
import { comesTo } from "./words.js";

/** The limit as it is kept; null for none. @param {string | null} kept */
export function limitOf(kept) {
  const limit = Number(kept);
  return kept && Number.isSafeInteger(limit) && limit > 0 ? limit : null;
}

/**
 * @param {object} page
 * @param {string} page.auction
 * @param {HTMLElement} page.place
 * @param {() => any} page.state
 * @param {(text: string) => void} page.tell to a screen reader
 */
export function quick({ auction, place, state, tell }) {
  const kept = `quick:${auction}`;
  const at = (name) => /** @type {any} */ (place.querySelector(`#quick-${name}`));
  let limit = limitOf(sessionStorage.getItem(kept));

  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = parse(at("limit").value, state());
    const wrong = typed === null ? say("script-write-figures", { example: plain(state().minimum, state().decimals) })
      : typed < state().minimum ? say("script-least-is", { amount: money(state().minimum, state()) })
      : "";
    at("error").textContent = wrong;
    at("limit").setAttribute("aria-invalid", String(wrong !== ""));
    if (wrong) return at("limit").focus();
    become(typed);
    at("off").focus();
  });
  at("off").addEventListener("click", () => {
    become(null);
    at("summary").focus();
  });

  /** @param {number | null} next */
  function become(next) {
    limit = next;
    if (next === null) sessionStorage.removeItem(kept);
    else sessionStorage.setItem(kept, String(next));
    draw();
    tell(next === null ? say("script-quick-is-off") : at("on-text").textContent);
  }

  function draw() {
    place.hidden = false;
    at("form").hidden = limit !== null;
    at("on").hidden = limit === null;
    if (limit === null) return;
    const total = comesTo(state(), limit);
    const amount = money(limit, state());
    at("on-text").textContent = total ? say("script-quick-is-on-with", { amount, total }) : say("script-quick-is-on", { amount });
  }

  draw();

  return {
    /** Whether one press bids this. @param {number} amount */
    allows: (amount) => limit !== null && amount <= limit,
    /** Whether this is more than was allowed, where something was. @param {number} amount */
    refuses: (amount) => limit !== null && amount > limit,
  };
}
