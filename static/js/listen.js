/**
 * A socket of the bell's own, on pages where no other script has one. It hears what is for this account alone.
 * @module
 */

import { connect, onWake } from "./connection.js";
import { here } from "./socket.js";

/** @param {(notice: any) => void} ring */
export function listen(ring) {
  let ids = 0;
  const connection = connect({
    rungs: [here()],
    channel: "me",
    at: () => null,
    id: () => ++ids,
    heard: (message) => message.type === "notice" && ring(message),
    changed() {},
  });
  onWake(connection.wake);
}
