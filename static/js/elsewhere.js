/**
 * News of lots that are not on this page: outbid, won, lost. Said once, as a line with a link, and taken back when it is
 * no longer so.
 * @module
 */

import { say } from "./say.js";

/** More lines than this push the page out of sight; the oldest goes. */
const LINES = 3;

const WORDS = { outbid: "script-elsewhere-outbid", won: "script-elsewhere-won", lost: "script-elsewhere-lost" };

/** Stands for the link until its sentence is written around it. */
const LINK = "\u0000";

/**
 * What a standing means for the lines that are shown: the next ones, newest first.
 * @param {{auction: string, title: string, standing: string}[]} lines
 * @param {{auction: string, title?: string, standing?: string}} you
 */
export function fold(lines, { auction, title, standing }) {
  const others = lines.filter((line) => line.auction !== auction);
  if (!standing || !(standing in WORDS)) return others;
  return [{ auction, title: title ?? say("script-a-lot"), standing }, ...others].slice(0, LINES);
}

/** @type {{auction: string, title: string, standing: string}[]} */
let shown = [];

/** @param {any} you */
export function elsewhere(you) {
  shown = fold(shown, you);
  document.getElementById("elsewhere")?.replaceChildren(...shown.map(line));
}

/** @param {{auction: string, title: string, standing: string}} line */
function line({ auction, title, standing }) {
  const [before, after] = say(WORDS[standing], { title: LINK }).split(LINK);
  const [text, link] = [document.createElement("p"), document.createElement("a")];
  text.className = standing === "won" ? "notice" : "notice bad";
  link.href = `/auctions/${encodeURIComponent(auction)}`;
  link.textContent = title;
  text.append(before, link, after);
  return text;
}
