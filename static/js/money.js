/**
 * Amounts: integer minor units on the wire, text on the page. Nothing here ever computes with a fraction.
 * @module
 */

import { language } from "./say.js";

/**
 * @typedef {object} Currency
 * @property {string} currency ISO 4217, `EUR`
 * @property {number} decimals digits after the point: 2, for the yen 0, for the Kuwaiti dinar 3
 */

/** How the house begins a price, where the code would be stiff; the pages the server writes use the same four. */
export const SYMBOLS = { EUR: "€", USD: "$", GBP: "£", JPY: "¥" };

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * The exact decimal text of an amount, in no locale: `plain(12500, 2)` is `"125.00"`. What a form field holds.
 * @param {number} minor
 * @param {number} decimals
 */
export function plain(minor, decimals) {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const sign = minor < 0 ? "-" : "";
  return sign + digits.slice(0, point) + (decimals ? `.${digits.slice(point)}` : "");
}

/**
 * The amount as the page's language writes it, its symbol apart: `€ 1,250.50`, `1.250,50 €`.
 * @param {number} minor
 * @param {Currency} of
 * @param {string} [locale] the page's own by default
 */
export function money(minor, { currency, decimals }, locale = language()) {
  const name = `${locale} ${currency} ${decimals}`;
  const format = formats.get(name) ?? numberFormat(locale, currency, decimals);
  formats.set(name, format);
  // A decimal string, not a number: Intl reads it exactly.
  const parts = format.formatToParts(/** @type {any} */ (plain(minor, decimals)));
  return parts.map((part, at) => spelt(part, parts[at + 1], currency)).join("");
}

/** @param {string} locale @param {string} currency @param {number} decimals */
function numberFormat(locale, currency, decimals) {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...digits });
}

/** @param {Intl.NumberFormatPart} part @param {Intl.NumberFormatPart | undefined} next @param {string} currency */
function spelt(part, next, currency) {
  if (part.type !== "currency") return part.value;
  const symbol = SYMBOLS[currency] ?? currency;
  return next?.type === "integer" ? `${symbol}\u00a0` : symbol;
}
