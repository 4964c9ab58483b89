/**
 * What is said about an auction, folded into what the page shows of it. Pure. A room is a log like an auction's, but
 * without hashes: what is hidden in it must be able to go.
 * @module
 */

import { reduce } from "./reducer.js";

/** More lines than this nobody scrolls through; the earlier ones can be asked for. */
const MOST_LINES = 300;

/**
 * @typedef {{author: string | null, muted: string | null, moderates: boolean}} You
 * @typedef {object} Message
 * @property {number} seq
 * @property {string} at
 * @property {"question" | "answer" | "chat"} kind
 * @property {string} author
 * @property {string | null} text null where it is hidden from us
 * @property {number} [about]
 * @property {{by: string, reason: string}} [hidden]
 * @typedef {{messages: Message[], earlier: number | null, you: You | null, caption: string}} Room
 */

const ROOM = {
  /** @returns {Room} */
  adopt: ({ state: { messages, earlier, you } }, before) => ({ messages, earlier, you, caption: before?.caption ?? "" }),

  fold(state, { body: { seq, at, kind, data } }) {
    return kind === "hidden" ? hide(state, data) : cut({ ...state, messages: [...state.messages, { seq, at, kind, ...data }] });
  },

  volatile(state, message) {
    switch (message.type) {
      case "caption":
        return { ...state, caption: message.text };
      case "you":
        return { ...state, you: { author: message.author, muted: message.muted, moderates: message.moderates } };
      case "said":
        return { ...state, you: { ...state.you, author: message.author } };
      default:
        return state;
    }
  },
};

/** @param {import("./reducer.js").Channel} channel @param {any} message */
export const room = (channel, message) => reduce(ROOM, channel, message);

/** The page before, as the house gave it. @param {Room} state @param {{messages: Message[], earlier: number | null}} page */
export function before(state, { messages, earlier }) {
  const first = state.messages[0]?.seq ?? Infinity;
  return { ...state, messages: [...messages.filter(({ seq }) => seq < first), ...state.messages], earlier };
}

/** Whether a message is the viewer's own. @param {Room} state @param {Message} message */
export const isYours = ({ you }, { author }) => Boolean(you?.author) && you.author === author;

/**
 * What the viewer may do about a message. The house checks it again.
 * @param {Room} state @param {Message} message
 */
export function may({ you }, { kind, author, hidden }) {
  const moderates = Boolean(you?.moderates);
  return {
    answer: moderates && kind === "question" && !hidden,
    hide: moderates && !hidden && (author !== "house" || you.author === "house"),
    mute: moderates && author.startsWith("g"),
  };
}

/** Its author and who moderates go on seeing what is hidden. */
function hide(state, { about, by, reason }) {
  const keeps = (message) => state.you?.moderates || isYours(state, message);
  const hidden = (message) => ({ ...message, hidden: { by, reason }, text: keeps(message) ? message.text : null });
  return { ...state, messages: state.messages.map((message) => (message.seq === about ? hidden(message) : message)) };
}

function cut(state) {
  if (state.messages.length <= MOST_LINES) return state;
  const messages = state.messages.slice(-MOST_LINES);
  return { ...state, messages, earlier: messages[0].seq };
}
