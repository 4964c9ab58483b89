/**
 * What the page says, in its language: the messages of `locales/LANGUAGE/script*.ftl`, which the server makes into modules
 * that teach them. A page loads the module of its words before its script; what is said later is learned with what says it.
 * @module
 */

/** A text with `{name}` for what is filled in, or a list of texts and choices. @typedef {any} Pattern */

/** @type {Record<string, Pattern>} */
const words = {};

/** @type {Intl.PluralRules | undefined} */
let plural;

export const language = () => globalThis.document?.documentElement.lang || "en";

/** @param {Record<string, Pattern>} more messages by their keys */
export const teach = (more) => void Object.assign(words, more);

/** Fetches the words of a room that not every page needs. @param {string} room */
export const learn = (room) => import(`../words/${language()}/${room}.js`);

/** @param {string} key @param {Record<string, string | number>} [filled] */
export const say = (key, filled = {}) => written(words[key] ?? key, filled);

/** @param {Pattern} pattern @param {Record<string, string | number>} filled @returns {string} */
function written(pattern, filled) {
  if (typeof pattern === "string") return pattern.replace(/\{([\w-]+)\}/g, (_, name) => String(filled[name] ?? ""));
  if (Array.isArray(pattern)) return pattern.map((part) => written(part, filled)).join("");
  const value = filled[pattern.by];
  plural ??= new Intl.PluralRules(language());
  return written(pattern[value] ?? pattern[plural.select(Number(value))] ?? pattern["*"], filled);
}
