/**
 * Keeps the screen awake while that is asked for, where a browser can and lets us. Where not, nothing is said: the page
 * works all the same.
 * @module
 */

/** @param {any} [world] what the tests replace @returns {(on: boolean) => void} */
export function awake(world = { lock: () => navigator.wakeLock?.request("screen"), document }) {
  let wanted = false;
  /** @type {any} */
  let lock = null;
  let asking = false;

  /** A browser takes the lock back whenever the page is hidden. */
  async function hold() {
    if (!wanted || lock || asking || world.document.visibilityState !== "visible") return;
    asking = true;
    try {
      lock = (await world.lock()) ?? null;
      lock?.addEventListener("release", () => (lock = null));
    } catch {
      // A battery that runs low, or somebody who forbade it.
      lock = null;
    }
    asking = false;
    if (!wanted) letGo();
  }

  function letGo() {
    lock?.release();
    lock = null;
  }

  world.document.addEventListener("visibilitychange", hold);
  return (on) => {
    if (on === wanted) return;
    wanted = on;
    if (on) hold();
    else letGo();
  };
}
