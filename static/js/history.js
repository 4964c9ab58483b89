/**
 * What has happened to a lot, line by line, the newest first. Fetched when it comes into sight; until then the lines are
 * those that came with the page.
 * @module
 */

import { left } from "./clock.js";
import { money } from "./money.js";
import { isOver } from "./reducer.js";
import { language, say } from "./say.js";

/**
 * @param {object} page
 * @param {HTMLElement} page.list
 * @param {HTMLElement} page.none what is said while it is empty
 * @param {Intl.DateTimeFormat} page.exact
 * @param {(template: string, words: Record<string, string>) => HTMLElement} page.filled
 * @param {(bidder: string) => string} page.named
 * @param {(bidder: string) => string} page.name who it is, for the house's own eyes
 */
export function history({ list, none, exact, filled, named, name }) {
  const clockTime = new Intl.DateTimeFormat(language(), { timeStyle: "medium", hourCycle: "h23" });

  /** @param {any} line @param {any} state */
  function row(line, state) {
    const text = line.kind === "bid" ? null : note(line);
    if (line.kind !== "bid" && text === null) return [];
    const item = filled(text === null ? "bid-line" : "note-line", {
      what: text ?? money(line.amount, state),
      who: named(line.bidder),
      name: name(line.bidder),
      how: how(line),
    });
    item.dataset.seq = line.seq;
    item.classList.toggle("struck", Boolean(line.struck));
    const time = /** @type {HTMLTimeElement} */ (item.querySelector("time"));
    time.dateTime = line.at;
    time.title = exact.format(new Date(line.at));
    time.textContent = clockTime.format(new Date(line.at));
    const striking = item.querySelector("details");
    if (striking && (line.struck || isOver(state))) striking.remove();
    else if (striking) /** @type {HTMLInputElement} */ (striking.querySelector("[name=seq]")).value = line.seq;
    return [item];
  }

  return {
    /** @param {any} state */
    draw(state) {
      const rows = state.history.flatMap((line) => row(line, state)).reverse();
      list.replaceChildren(...rows);
      none.hidden = rows.length > 0;
    },
  };
}

/** A line of the history that is no bid; null for one not worth a line. An ask shows on the button, and nowhere else. */
export function note({ kind, data }) {
  switch (kind) {
    case "opened":
      return say("script-opened");
    case "sealed":
      return say("script-sealed-bid-came");
    case "reserve_met":
      return say("script-reserve-is-met");
    case "extended":
      return extended(data);
    case "announced":
      return data.announced === "fair_warning" ? say("script-fair-warning")
        : data.announced === "note" ? `“${data.text}”` : null;
    case "voided":
      return voided(data);
    case "revealed":
      return revealed(data);
    case "halted":
      return because(say("script-halted"), data);
    case "resumed":
      return because(say("script-resumed"), data);
    case "cancelled":
      return because(say("script-cancelled"), data);
    case "closed":
      return because(closed(data), data);
    default:
      return null;
  }
}

function extended({ from, to, ends_at, reason }) {
  const by = left(Date.parse(to ?? ends_at) - Date.parse(from));
  if (reason === "outage") return say("script-end-moved-outage", { by });
  return reason === "group" ? say("script-end-moved-group", { by }) : say("script-end-moved", { by });
}

function voided(data) {
  if (data.undo) return say("script-taken-back-by-auctioneer");
  const filled = { bidder: data.whose ?? "" };
  const key = data.by === "bidder" ? (data.whose ? "script-bid-of-taken-back" : "script-bid-taken-back")
    : data.whose ? "script-bid-of-struck-out" : "script-bid-struck-out";
  return because(say(key, filled), data);
}

function revealed({ revealed }) {
  return revealed ? say("script-bids-opened", { count: revealed.length }) : say("script-seed-revealed");
}

function closed({ sold, winner, awards }) {
  if (!sold) return say("script-not-sold");
  return awards && awards.length !== 1 ? say("script-sold-to-several", { count: awards.length }) : say("script-sold-to", { winner });
}

const because = (text, { reason }) => (reason ? `${text}: ${reason}` : text);

/** How a bid came about and what it did: `× 3 · automatic · end +1:08 · struck out`. @param {any} line */
export function how({ quantity, automatic, moved, struck }) {
  return [
    quantity === undefined ? "" : `× ${quantity}`,
    automatic ? say("script-automatic") : "",
    moved > 0 ? say("script-end-by", { by: left(moved) }) : "",
    struck ? say("script-struck-out") : "",
  ].filter(Boolean).join(" · ");
}
