/**
 * Whether somebody works in a part of a page, so that nothing there is to be taken from under their hands. Pure.
 * @module
 */

/**
 * A drawer that is open, or a field or button that has the focus, is work.
 * @param {Element} part
 * @param {Element | null} active what has the focus
 * @param {Element} body what has it when nothing has
 */
export function isBusy(part, active, body) {
  return part.querySelector("details[open]") !== null || (active !== null && active !== body && part.contains(active));
}
