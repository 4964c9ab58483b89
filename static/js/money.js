/**
 * Amounts: integer minor units on the wire, text on the page. Nothing here ever computes with a fraction.
 * @module
 */

/**
 * @typedef {object} Currency
 * @property {string} currency ISO 4217, `EUR`
 * @property {number} decimals digits after the point: 2, for the yen 0, for the Kuwaiti dinar 3
 */

/** How the house begins a price, where the code would be stiff; the pages the server writes use the same four. */
const SYMBOLS = { EUR: "€", USD: "$", GBP: "£", JPY: "¥" };

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
export function money(minor, { currency, decimals }, locale = pageLocale()) {
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
  return new Intl.NumberFormat(locale, { style: "currency", currency, useGrouping: /** @type {any} */ ("always"), ...digits });
}

/** @param {Intl.NumberFormatPart} part @param {Intl.NumberFormatPart | undefined} next @param {string} currency */
function spelt(part, next, currency) {
  if (part.type !== "currency") return part.value;
  const symbol = SYMBOLS[currency] ?? currency;
  return next?.type === "integer" ? `${symbol}\u00a0` : symbol;
}

function pageLocale() {
  return globalThis.document?.documentElement.lang || "en";
}

/**
 * Reads an amount as people type it: `125`, `125.5`, `125,50`, `1 250.50`, `1,250.50`, `1.250,50`. The rules are those of
 * the server's own form: what could mean two things is refused, not guessed at.
 * @param {string} text
 * @param {Currency} of
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
