/**
 * Amounts as people type them. Fetched when somebody does. Pure.
 * @module
 */

import { SYMBOLS } from "./money.js";
import { language } from "./say.js";

/**
 * Reads an amount as people type it: `125`, `125.5`, `125,50`, `1 250.50`, `1,250.50`, `1.250,50`. The rules are those of
 * the server's own form: what could mean two things is refused, not guessed at. What parts thousands in English begins the
 * decimals in Spanish, and the other way round.
 * @param {string} text
 * @param {import("./money.js").Currency} of
 * @param {string} [written] the language
 * @returns {number | null} minor units; null if it is no amount
 */
export function parse(text, { currency, decimals }, written = language()) {
  const bare = strip(strip(text.trim(), SYMBOLS[currency] ?? currency), currency);
  const figures = bare.replace(/[ \u00a0\u202f']/g, "");
  const compact = written === "es" ? figures.replace(/[.,]/g, (sign) => (sign === "." ? "," : ".")) : figures;
  if (!/^[\d.,]+$/.test(compact)) return null;
  const [whole, fraction] = atThePoint(compact, decimals);
  if (fraction.length > decimals || !wellGrouped(whole)) return null;
  const minor = Number(whole.replace(/\D/g, "") + fraction.padEnd(decimals, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** @param {string} text @param {string} sign before or after it */
function strip(text, sign) {
  const rest = text.startsWith(sign) ? text.slice(sign.length) : text.endsWith(sign) ? text.slice(0, -sign.length) : text;
  return rest.trim();
}

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
