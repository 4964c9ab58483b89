/**
 * The last resort. A page that gets no news in any other way is loaded anew, if the house would send it, and nobody is
 * writing on it.
 * @module
 */

/** A page without news this long looks whether it can be loaded. */
const AFTER_MS = 10_000;

/**
 * @param {object} page
 * @param {string} page.address
 * @param {() => boolean} page.busy whether loading it would take something from somebody's hands
 * @param {any} [world] what the tests replace
 */
export function reloading({ address, busy }, world = browser()) {
  /** @type {number | null} since when there is no news */
  let since = null;
  return {
    /** There is news. */
    fine() {
      since = null;
    },

    /** Every way was tried, in vain. */
    async stuck() {
      since ??= world.now();
      if (world.now() - since < AFTER_MS || busy()) return;
      const there = await world.asks(address);
      if (there && since !== null && !busy()) world.loads(address);
    },
  };
}

function browser() {
  return {
    now: () => performance.now(),
    asks: (address) => fetch(address, { method: "HEAD", cache: "no-store" }).then(({ ok }) => ok, () => false),
    // Not `location.reload()`: a page that answered a form would send that form again.
    loads: (address) => location.replace(address),
  };
}
