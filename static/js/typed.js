/**
 * Amounts as people type them. Fetched when somebody does. Pure.
 * @module
 */

import { SYMBOLS } from "./money.js";

/**
 * Reads an amount as people type it: `125`, `125.5`, `125,50`, `1 250.50`, `1,250.50`, `1.250,50`. The rules are those of
 * the server's own form: what could mean two things is refused, not guessed at.
 * @param {string} text
 * @param {import("./money.js").Currency} of
 * @returns {number | null} minor units; null if it is no amount
 */
export function parse(text, { currency, decimals }) {
  const bare = strip(strip(text.trim(), SYMBOLS[currency] ?? currency), currency);
  const compact = bare.replace(/[ \u00a0\u202f']/g, "");
  if (!/^[\d.,]+$/.test(compact)) return null;
  const [whole, fraction] = atThePoint(compact, decimals);
  if (fraction.length > decimals || !wellGrouped(whole)) return null;
  const minor = Number(whole.replace(/\D/g, "") + fraction.padEnd(decimals, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** @param {string} text @param {string} prefix */
const strip = (text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length).trim() : text);

/** Cuts at the decimal separator, if there is one. @param {string} compact @param {number} decimals */
function atThePoint(compact, decimals) {
  const at = Math.max(compact.lastIndexOf("."), compact.lastIndexOf(","));
  if (at < 0) return [compact, ""];
  const [whole, separator, fraction] = [compact.slice(0, at), compact[at], compact.slice(at + 1)];
  const groupsThousands =
    (separator === "," && fraction.length === 3 && decimals !== 3) ||
    whole.includes(separator) ||
    (decimals === 0 && fraction.length === 3);
  return groupsThousands ? [compact, ""] : [whole, fraction];
}

/** @param {string} whole */
const wellGrouped = (whole) => /^(\d+|\d{1,3}(,\d{3})+|\d{1,3}(\.\d{3})+)$/.test(whole);
