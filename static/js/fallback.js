/**
 * What else gets through where no WebSocket does: an event stream, and failing that, long polls. They tell the same; what
 * is to be said goes by ordinary requests.
 * @module
 */

/** The house is asked to answer within this, news or not. */
const WAIT_S = 25;

/** A busy auction is asked at most this often. */
const PAUSE_MS = 250;

/** What a stream is made of. */
const KINDS = ["snapshot", "event", "subscribed", "you", "beat", "bye"];

const mute = () => false;

/** Where a channel's events are, from a place on. */
function address(channel, at, more = {}) {
  const asked = new URLSearchParams({ ...(at && { epoch: at.epoch, after: at.seq }), ...more });
  return `/api/v1/auctions/${channel.replace("auction:", "")}/events?${asked}`;
}

/** @type {import("./connection.js").Rung} */
export const stream = {
  by: "stream",
  open(on, world) {
    /** @type {EventSource} */
    let source;

    function listen() {
      source = new world.EventSource(address(on.channel, on.at(1)));
      for (const kind of KINDS) source.addEventListener(kind, ({ data }) => told(JSON.parse(data)));
      // It would come back by itself, but the ladder decides when, and whether.
      source.onerror = () => end(1006, null);
    }

    const told = (message) => (message.type === "bye" ? end(message.code, message) : on.heard(message));

    function end(code, bye) {
      source.close();
      on.closed(code, bye);
    }

    function resume() {
      source.close();
      listen();
    }

    listen();
    return { send: mute, resume, close: () => source.close() };
  },
};

/** @type {import("./connection.js").Rung} */
export const poll = {
  by: "poll",
  open(on, world) {
    /** @type {AbortController | null} */
    let asking = null;
    /** @type {any} */
    let pause;
    let signedIn = false;

    /** @param {boolean} first whether it is to be answered at once, and to show that we have the same log */
    async function ask(first) {
      const [mine, since] = [new AbortController(), world.now()];
      asking = mine;
      const answer = await get(address(on.channel, on.at(first ? 1 : 0), { wait: first ? 0 : WAIT_S }), mine.signal);
      if (asking !== mine) return;
      for (const message of answer.messages ?? []) on.heard(message);
      if (asking !== mine) return;
      const end = answer.end ?? signedOut(answer);
      if (end) return stop(end);
      pause = world.after(Math.max(0, since + PAUSE_MS - world.now()), () => ask(false));
    }

    async function get(url, signal) {
      try {
        const response = await world.fetch(url, { signal, cache: "no-store", headers: { accept: "application/json" } });
        if (!response.ok) return { end: [1006, pardon(response)] };
        return translate(on.channel, await response.json());
      } catch {
        return { end: [1006, null] };
      }
    }

    /** Who was signed in and no longer is. */
    function signedOut({ you }) {
      const out = signedIn && you === null;
      signedIn ||= Boolean(you);
      return out ? [4001, { reconnect: false, reason: "signed_out" }] : null;
    }

    function close() {
      asking?.abort();
      asking = null;
      world.cancel(pause);
    }

    function stop([code, bye]) {
      close();
      on.closed(code, bye);
    }

    function resume() {
      close();
      ask(true);
    }

    ask(true);
    return { send: mute, resume, close, silence_ms: (WAIT_S + 5) * 1000 };
  },
};

/** A server in trouble says when to come back. */
function pardon(response) {
  const seconds = Number(response.headers.get("retry-after"));
  return seconds > 0 ? { after_ms: seconds * 1000 } : null;
}

/**
 * An answer to a poll as what a socket would have said.
 * @param {string} channel @param {any} answer
 * @returns {{messages: any[], you: any, end: [number, import("./connection.js").Bye] | null}}
 */
export function translate(channel, answer) {
  const { epoch, seq, hash, now, snapshot, recent, events, over } = answer;
  const you = snapshot ? snapshot.you : answer.you;
  const messages = [];
  if (snapshot) messages.push({ type: "snapshot", channel, epoch, seq, hash, now, state: snapshot, recent });
  else if (events.length) messages.push({ type: "events", channel, events });
  messages.push({ type: "subscribed", channel, epoch, seq, now });
  if (you && !snapshot) messages.push({ type: "you", ...you });
  return { messages, you, end: over ? [1000, { reconnect: false, reason: "auction_ended" }] : null };
}
