/**
 * What the server says, folded into what the page knows. Pure: no clock, no socket, no page.
 *
 * A channel is a log. Its position is `epoch` and `seq`; only the event after the last is applied, what is not newer is
 * dropped, and a hole is never papered over: the channel is then not live until the server filled it. An event's hash
 * names the whole log up to it, so one that we know under another hash shows that we were told another story.
 * @module
 */

/**
 * @typedef {{epoch: string, seq: number}} Position
 * @typedef {object} Channel
 * @property {string | null} epoch
 * @property {number} seq the last event applied
 * @property {string} hash its hash; empty where there is none
 * @property {Position | null} head where the server said the log ends, when we last subscribed
 * @property {boolean} gap what we have does not join what we are told
 * @property {any} state what the events add up to; null before the first snapshot
 */

/** @type {Channel} */
export const START = { epoch: null, seq: 0, hash: "", head: null, gap: false, state: null };

/** Whether what the page shows is what the house knows. @param {Channel} channel */
export function isLive({ epoch, seq, head, gap, state }) {
  return state !== null && !gap && head !== null && head.epoch === epoch && seq >= head.seq;
}

/** The line is gone: what we have may be old. @param {Channel} channel @returns {Channel} */
export const lost = (channel) => ({ ...channel, head: null });

/**
 * Where to resume; null to begin. One event earlier than needed where there are hashes: told again, that one shows
 * whether the house's log is still the one we know.
 * @param {Channel} channel @param {number} overlap @returns {Position | null}
 */
export function position({ epoch, seq, hash }, overlap) {
  return epoch === null ? null : { epoch, seq: Math.max(0, hash ? seq - overlap : seq) };
}

/** @param {Channel} channel @param {any} message @returns {Channel} */
export const auction = (channel, message) => reduce(AUCTION, channel, message);

/**
 * A message folded into a channel of some kind.
 * @param {{adopt: Function, fold: Function, volatile: Function}} kind what its snapshots, its events and the rest mean
 * @param {Channel} channel @param {any} message @returns {Channel}
 */
export function reduce(kind, channel, message) {
  switch (message.type) {
    case "snapshot":
      return adopt(kind, channel, message);
    case "event":
      return append(kind, channel, message);
    case "events":
      return message.events.reduce((to, event) => append(kind, to, event), channel);
    case "subscribed":
      return { ...channel, head: { epoch: message.epoch, seq: message.seq }, gap: false };
    default: {
      const state = channel.state && kind.volatile(channel.state, message);
      return state === channel.state ? channel : { ...channel, state };
    }
  }
}

function adopt(kind, channel, message) {
  if (message.epoch === channel.epoch && message.seq < channel.seq) return channel;
  const { epoch, seq, hash } = message;
  return { ...channel, epoch, seq, hash: hash ?? "", gap: false, state: kind.adopt(message, channel.state) };
}

function append(kind, channel, event) {
  if (!channel.state || channel.epoch === null) return channel;
  if (event.seq === channel.seq && event.hash !== channel.hash && channel.hash) return disown(channel);
  if (event.seq <= channel.seq) return channel;
  if (event.seq > channel.seq + 1) return channel.gap ? channel : { ...channel, gap: true };
  return { ...channel, seq: event.seq, hash: event.hash ?? "", state: kind.fold(channel.state, event) };
}

/** Nothing we know is certain: only a snapshot helps. */
const disown = ({ state }) => ({ ...START, gap: true, state });

// The cards on a screen, by id: told one by one, without numbers, each as it stands.

const CARDS = {
  adopt: ({ state }, before) => ({ ...before, ...Object.fromEntries(state.auctions.map((card) => [card.auction, card])) }),
  fold: (cards, _event) => cards,
  volatile: (cards, { type, body }) => (type === "card" ? { ...cards, [body.auction]: body.data } : cards),
};

/** @param {Channel} channel @param {any} message @returns {Channel} */
export const cards = (channel, message) => reduce(CARDS, channel, message);

// One auction.

/** Lines of history kept; the server sends the last 50 at first. */
const MOST_LINES = 200;

/** What each kind of event makes of the status; the others leave it. */
const STATUS = { opened: "open", halted: "halted", resumed: "open", cancelled: "cancelled", closed: "closed" };

/** What an event may carry that the state holds too. */
const CARRIED = ["price", "leader", "minimum", "bids", "ends_at", "reserve_met"];

/** What the house tells a viewer of their own part in it. */
const YOURS = ["standing", "maximum", "bidder", "quantity", "retract", "may_bid"];

const AUCTION = {
  adopt({ state, recent }, before) {
    const fresh = { ...state, history: [], mine: before?.mine ?? null };
    return recognise({ ...fresh, history: (recent ?? []).reduce((to, event) => record(to, event, after(to)), []) });
  },

  fold(state, { seq, body }) {
    const { kind, data } = body;
    const history = record(state.history, { seq, body }, state).slice(-MOST_LINES);
    const next = { ...state, status: STATUS[kind] ?? state.status, history };
    if (kind !== "closed") {
      for (const field of CARRIED) if (data[field] !== undefined) next[field] = data[field];
    }
    const effect = EFFECTS[kind]?.(state, body) ?? {};
    return recognise(offered({ ...next, ...effect }));
  },

  volatile(state, message) {
    switch (message.type) {
      case "watchers":
        return { ...state, watchers: message.count };
      case "you":
        return { ...state, you: { ...state.you, ...known(message, YOURS) } };
      case "accepted":
        return recognise({ ...state, mine: message.seq, you: { ...state.you, ...known(message, ["maximum"]) } });
      case "awards":
        return state.status === "closed" ? state : { ...state, awards: message.awards };
      default:
        return state;
    }
  },
};

/** What an event does besides what it carries, by its kind: the members of the state that it changes. */
const EFFECTS = {
  opened: ({ dutch, candle }, { at, data }) => ({
    dutch: dutch && { ...dutch, from: at },
    candle: candle && { ...candle, commitment: data.candle ?? null },
  }),

  // Whatever was asked for was bid, or beaten; but a leader's own raise is no answer to anybody.
  bid: (state, body) => (isRaise(state, body) ? {} : { ask: null, warned: false }),

  announced: (_, { data }) =>
    data.announced === "ask" ? { ask: data.ask, warned: false } : data.announced === "fair_warning" ? { warned: true } : {},

  halted: ({ dutch }, { at }) => ({ dutch: dutch && { ...dutch, halted: at } }),

  resumed({ dutch, ends_at }, { data }) {
    if (!dutch || dutch.from === null) return { dutch };
    // All the time that it stood still is given back, to the price too.
    const from = Date.parse(dutch.from) + Date.parse(data.ends_at) - Date.parse(ends_at);
    return { dutch: { ...dutch, from: new Date(from).toISOString(), halted: null } };
  },

  // The others stand as if this one had never been: the price may fall, and nobody may be left to lead.
  voided(state, { data }) {
    const reopened = data.status !== undefined && state.result !== null && data.status !== "closed";
    return {
      price: data.price ?? null,
      leader: data.leader ?? null,
      ask: data.ask ?? null,
      warned: reopened && state.warned,
      status: data.status ?? state.status,
      result: reopened ? null : state.result,
    };
  },

  revealed: ({ candle, revealed }, { data }) => ({
    candle: data.seed ? { ...candle, seed: data.seed, tail_ms: data.tail_ms } : candle,
    revealed: data.revealed ? (revealed ?? []).concat(data.revealed) : revealed,
  }),

  closed(state, { data }) {
    const result = { sold: data.sold, winner: data.winner ?? null, price: data.price ?? null };
    const told = { result, awards: data.awards ?? state.awards };
    return state.sealed && data.sold ? { ...told, price: result.price, leader: result.winner, reserve_met: true } : told;
  },
};

/** Whether it can be bought at once follows from the rest of the state. */
function offered(state) {
  if (!state.buy_now_offer) return state;
  const { price, until } = state.buy_now_offer;
  const stands = until === "price_passes" ? state.price === null || state.price < price
    : state.has_reserve ? !state.reserve_met
    : state.leader === null;
  return { ...state, buy_now: state.status === "open" && stands ? price : null };
}

function known(message, fields) {
  return Object.fromEntries(Object.entries(message).filter(([field]) => fields.includes(field)));
}

/**
 * A leader's own raise: an event of the ledger, but nothing anybody else could see happen.
 * @param {{price: number | null, leader: string | null, bids: number} | undefined} before
 */
function isRaise(before, { kind, data }) {
  if (kind !== "bid" || before === undefined) return false;
  return data.price === before.price && data.leader === before.leader && data.bids === before.bids;
}

/**
 * The history with an event added: as a line, or for a bid that was beaten at once two lines, the bid and the automatic
 * one that beat it. A moved end is told on the line of the bid that moved it, and a bid that was struck out stays where it
 * was, marked. `before` is the price, leader and count of bids until then, where known.
 */
function record(history, { seq, body }, before) {
  const { kind, at, data } = body;
  if (isRaise(before, body)) return history;
  const late = kind === "extended" && (data.reason ?? "late_bid") === "late_bid";
  if (late && history.at(-1)?.kind === "bid") {
    return history.with(-1, { ...history.at(-1), moved: Date.parse(data.to ?? data.ends_at) - Date.parse(data.from) });
  }
  if (kind !== "voided") return history.concat(kind === "bid" ? bids({ seq, at, data }) : { seq, at, kind, data });
  const whose = history.find((line) => line.seq === data.voided && line.kind === "bid" && !line.automatic)?.bidder;
  const marked = history.map((line) => (line.seq === data.voided ? { ...line, struck: true } : line));
  return marked.concat({ seq, at, kind, data: { ...data, whose } });
}

function bids({ seq, at, data }) {
  // Of a sealed bid only that it came.
  if (data.bidder === undefined) return [{ seq, at, kind: "sealed", data }];
  const line = { seq, at, kind: "bid", bids: data.bids };
  const bid = { ...line, bidder: data.bidder, amount: data.amount, quantity: data.quantity, automatic: false };
  const answer = { ...line, bidder: data.leader, amount: data.price, automatic: true };
  return data.leader === data.bidder || data.leader === undefined ? [bid] : [bid, answer];
}

/** Where the last bid of these lines left the auction: an event's last line is always the leader's, at the price. */
function after(history) {
  const last = history.findLast((line) => line.kind === "bid");
  return last && { price: last.amount, leader: last.bidder, bids: last.bids };
}

/** Our pseudonym is in no verdict: it is the bidder of the event that the verdict numbers. */
function recognise(state) {
  if (state.you?.bidder || state.mine === null) return state;
  const bid = state.history.find((line) => line.seq === state.mine && !line.automatic && line.bidder);
  return bid ? { ...state, you: { ...state.you, bidder: bid.bidder } } : state;
}

/**
 * How the viewer stands. Once their pseudonym is known it follows from the public state, and so can never disagree with
 * the price beside it; before that, and where several win, it is what the server said.
 * @returns {"leading" | "outbid" | "sealed" | "won" | "lost" | null}
 */
export function standing({ status, leader, result, you, awards, format }) {
  if (!you?.bidder) return you?.standing ?? null;
  // Nothing of theirs counts any more: it was struck out, or taken back.
  if (you.maximum === null) return null;
  const winners = (awards ?? []).map((award) => award.bidder).concat(result?.winner ?? []);
  if (status === "closed" && result?.sold && winners.includes(you.bidder)) return "won";
  if (status === "closed" || status === "cancelled") return "lost";
  if (format === "multi_unit") return you.standing;
  return leader === you.bidder ? "leading" : "outbid";
}

/**
 * What is new between two states of an auction, for a page to show.
 * @returns {{price: boolean, extended: number}} `extended` in ms
 */
export function news(before, after) {
  const moved = Date.parse(after.ends_at) - Date.parse(before.ends_at);
  return {
    price: before.price !== after.price,
    extended: after.status === "open" && before.status === "open" && moved > 0 ? moved : 0,
  };
}

/** Whether nothing will happen any more. @param {any} state */
export const isOver = (state) => state?.status === "closed" || state?.status === "cancelled";
