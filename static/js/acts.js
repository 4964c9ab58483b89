/**
 * Buying at once, and taking a bid back: buttons that only some lots have, shown for as long as that can be done. Fetched
 * where there are any.
 * @module
 */

import { money } from "./money.js";
import { say } from "./say.js";

const at = (id) => /** @type {any} */ (document.getElementById(id));

/** @param {(amount: number) => void} buy asks whether to */
export function acts(buy) {
  /** @type {number | null} */
  let price = null;
  let isLive = false;

  at("buy-form")?.addEventListener("submit", (event) => {
    if (!isLive) return; // The browser posts the form.
    event.preventDefault();
    if (price !== null) buy(price);
  });

  return {
    /**
     * @param {any} state
     * @param {{over: boolean, resting: boolean, live: boolean, open: boolean, now: number}} how whether the lot is over, the
     *   bid control asks and sends nothing, the page is live, and bids may be begun; and the house's clock
     */
    draw(state, { over, resting, live, open, now }) {
      [price, isLive] = [state.buy_now, live];
      if (at("buy-form")) drawBuying(over || !resting, live && !open, state);
      if (at("retract-form")) drawRetraction(state.you?.retract ?? {}, over, now);
    },
  };

  function drawBuying(hidden, disabled, state) {
    at("buy-form").hidden = hidden || price === null;
    at("buy").disabled = disabled;
    if (price !== null) at("buy").textContent = say("script-buy-now", { amount: money(price, state) });
  }

  function drawRetraction({ seq, until }, over, now) {
    at("retract-form").hidden = !seq || over || Date.parse(until) < now;
    at("retract-seq").value = seq ?? "";
  }
}
