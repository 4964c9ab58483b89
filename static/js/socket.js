/**
 * The best way to be connected: a WebSocket.
 * @module
 */

/** The subprotocol we speak. */
export const PROTOCOL = "auction.v1.json";

/** @param {string} url @returns {import("./connection.js").Rung} */
export const socket = (url) => ({ by: "socket", open: (on, world) => open(url, on, world) });

/** The socket of the house that the page is from. */
export const here = () => socket(`${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws`);

/** @param {string} url @param {import("./connection.js").Ears} on @param {any} world */
function open(url, on, world) {
  const wire = new world.Socket(url, [PROTOCOL]);
  let bye = null;
  let asked = 0;
  wire.onclose = ({ code }) => on.closed(code, bye);
  wire.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "bye") bye = message;
    // Of this channel, only the answer to the last question says where we are.
    else if (!isOurs(message) || message.id === asked) on.heard(message);
    if (message.type === "hello") resume();
  };

  const isOurs = ({ type, channel }) => type === "subscribed" && (channel ?? on.channel) === on.channel;

  function send(message) {
    if (wire.readyState === 1) wire.send(JSON.stringify(message));
    return wire.readyState === 1;
  }

  function resume() {
    asked = on.id();
    send({ type: "subscribe", id: asked, channel: on.channel, ...on.at(1) });
  }

  /** A dead peer would never answer the close frame: nobody waits for it. */
  function close() {
    wire.onmessage = wire.onclose = null;
    wire.close();
  }

  return { send, resume, close };
}
