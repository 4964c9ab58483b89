/**
 * A way to be connected whose code is fetched when it is needed.
 * @module
 */

/**
 * @param {string} by
 * @param {() => Promise<import("./connection.js").Rung>} load
 * @returns {import("./connection.js").Rung}
 */
export const later = (by, load) => ({
  by,
  open(on, world) {
    /** @type {import("./connection.js").Line | null} */
    let line = null;
    let shut = false;
    load().then(
      (rung) => shut || (line = rung.open(on, world)),
      () => shut || on.closed(1006, null),
    );
    return {
      send: (message) => line?.send(message) ?? false,
      resume: () => line?.resume(),
      close() {
        shut = true;
        line?.close();
      },
      get silence_ms() {
        return line?.silence_ms;
      },
    };
  },
});
