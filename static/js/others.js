/**
 * What only some lots have on their page: who gets how many of several, the sealed bids once they are opened; and for the
 * house's own eyes, who the bidders are. Fetched where there is any of it.
 * @module
 */

import { money } from "./money.js";
import { isOver } from "./reducer.js";
import { say } from "./say.js";

/** A lively auction is asked no more often than this for what its events do not say. */
const ASK_MS = 700;

const at = (name) => document.getElementById(name);

/**
 * @param {object} page
 * @param {string} page.auction
 * @param {boolean} page.staff whether the bidders' names are for these eyes
 * @param {(message: any) => void} page.tell
 * @param {(template: string, words: Record<string, string>) => HTMLElement} page.filled
 * @param {(bidder: string) => string} page.named
 * @param {() => void} page.drawHistory
 */
export function others({ auction, staff, tell, filled, named, drawHistory }) {
  /** @type {any} */
  let state = null;
  /** @type {any} */
  let asking;
  /** Who the pseudonyms are. @type {Record<string, string>} */
  let names = {};

  /** Who gets how many, or would if it closed now. */
  function drawShares() {
    if (!at("shares") || !state.awards) return;
    const share = ({ bidder, quantity, price }) =>
      filled("opened-line", { who: named(bidder), what: `× ${quantity}`, how: say("script-each", { price: money(price, state) }) });
    at("shares").replaceChildren(...state.awards.map(share));
    at("no-shares").hidden = state.awards.length > 0;
  }

  /** The sealed bids, best first. */
  function drawOpened() {
    const bids = state.revealed.toSorted((a, b) => b.amount - a.amount || a.seq - b.seq);
    const last = new Map(state.revealed.map(({ bidder, seq }) => [bidder, seq]).sort(([, a], [, b]) => a - b));
    const bid = ({ seq, bidder, amount }) =>
      filled("opened-line", {
        who: named(bidder),
        what: money(amount, state),
        how: last.get(bidder) === seq ? "" : say("script-replaced"),
      });
    at("opened").replaceChildren(...bids.map(bid));
    at("opened-part").hidden = bids.length === 0;
  }

  /**
   * What no event says is asked for, a moment after whatever happened last: who would get how many of several units, which
   * depends on the hidden reserve, and who the bidders are.
   */
  function ask() {
    const several = state.format === "multi_unit" && !isOver(state);
    const strangers = staff && state.history.some(({ bidder }) => bidder && !(bidder in names));
    if (asking || !(several || strangers)) return;
    asking = setTimeout(async () => {
      asking = undefined;
      if (several) tell({ type: "awards", awards: (await read(""))?.awards ?? state.awards });
      if (strangers) {
        names = (await read("/bidders")) ?? names;
        drawHistory();
      }
    }, ASK_MS);
  }

  /** @param {string} rest of the auction's address in the API @returns {Promise<any>} null if there was no answer */
  const read = (rest) =>
    fetch(`/api/v1/auctions/${auction}${rest}`).then((answer) => (answer.ok ? answer.json() : null), () => null);

  return {
    /** @param {any} before @param {any} next */
    changed(before, next) {
      state = next;
      const renamed = state.you?.bidder !== before?.you?.bidder;
      if (state.awards !== before?.awards || renamed) drawShares();
      if (state.revealed && (state.revealed !== before?.revealed || renamed)) drawOpened();
      if (state.history !== before?.history) ask();
    },
    /** @param {string} bidder */
    name: (bidder) => names[bidder] ?? "",
  };
}
