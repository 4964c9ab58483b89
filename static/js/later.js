/**
 * Ways to be connected whose scripts are fetched later: once the page is live, or when they are needed first.
 * @module
 */

/**
 * @param {string} by the name it is exported under
 * @param {() => Promise<any>} load
 * @returns {import("./connection.js").Rung}
 */
export const later = (by, load) => ({
  by,
  fetch: () => void load().catch(() => {}),
  open(on, world) {
    /** @type {import("./connection.js").Line | null} */
    let line = null;
    let closed = false;
    load().then(
      (ways) => closed || (line = ways[by].open(on, world)),
      () => closed || on.closed(1006, null),
    );
    return {
      send: (message) => line?.send(message) ?? false,
      resume: () => line?.resume(),
      get silence_ms() {
        return line?.silence_ms;
      },
      close() {
        closed = true;
        line?.close();
      },
    };
  },
});
