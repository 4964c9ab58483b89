import assert from "node:assert/strict";
import test from "node:test";
import { poll, stream, translate } from "../../static/js/fallback.js";
import { reloading } from "../../static/js/reload.js";
import { PROTOCOL, socket } from "../../static/js/socket.js";
import { HELLO, world } from "./ladder.js";

const CHANNEL = "auction:A";

/** Ears that write down what they hear, at a place in the log. */
function ears(seq = 7) {
  let ids = 0;
  const on = { channel: CHANNEL, seq, heard: [], closed: [], id: () => ++ids };
  on.at = (overlap) => (on.seq === null ? null : { epoch: "e1", seq: on.seq - overlap });
  return { ...on, on, heard: (message) => on.heard.push(message), closed: (...why) => on.closed.push(why) };
}

/** Lets promises that are settled go on. */
const turns = () => new Promise((then) => setImmediate(then));

class Wire {
  static made = [];
  readyState = 1;
  sent = [];
  constructor(url, protocols) {
    Object.assign(this, { url, protocols });
    Wire.made.push(this);
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
  }
  says(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

test("a socket speaks the house's protocol, and subscribes where it was when it is greeted", () => {
  const { on, ...ear } = ears();
  socket("ws://house/ws").open(ear, { Socket: Wire });
  const wire = Wire.made.at(-1);
  assert.deepEqual([wire.url, wire.protocols, wire.sent], ["ws://house/ws", [PROTOCOL], []]);
  wire.says(HELLO);
  assert.deepEqual(wire.sent, [{ type: "subscribe", id: 1, channel: CHANNEL, epoch: "e1", seq: 6 }]);
  assert.deepEqual(on.heard, [HELLO]);
});

test("only the answer to the last question of a socket says where it is", () => {
  const { on, ...ear } = ears();
  const line = socket("ws://house/ws").open(ear, { Socket: Wire });
  const wire = Wire.made.at(-1);
  wire.says(HELLO);
  line.resume();
  wire.says({ type: "subscribed", id: 1 });
  wire.says({ type: "subscribed", id: 2 });
  assert.deepEqual(on.heard.map(({ type, id }) => [type, id]), [["hello", undefined], ["subscribed", 2]]);
});

test("what another channel on the same socket is answered is heard too", () => {
  const { on, ...ear } = ears();
  socket("ws://house/ws").open(ear, { Socket: Wire });
  const wire = Wire.made.at(-1);
  wire.says({ type: "subscribed", id: 9, channel: "room:A" });
  wire.says({ type: "subscribed", id: 9, channel: CHANNEL });
  assert.deepEqual(on.heard.map(({ channel }) => channel), ["room:A"]);
});

test("a socket hands on why it was closed, and says nothing once it is let go", () => {
  const { on, ...ear } = ears();
  const bye = { type: "bye", code: 4101, reconnect: true, after_ms: 9 };
  const line = socket("ws://house/ws").open(ear, { Socket: Wire });
  const wire = Wire.made.at(-1);
  wire.says(bye);
  wire.onclose({ code: 4101 });
  assert.deepEqual(on.closed, [[4101, bye]]);
  line.close();
  wire.says(HELLO);
  assert.deepEqual([on.heard, line.send({})], [[], false]);
});

class Source {
  static made = [];
  kinds = {};
  closed = false;
  constructor(url) {
    this.url = url;
    Source.made.push(this);
  }
  addEventListener(kind, then) {
    this.kinds[kind] = then;
  }
  close() {
    this.closed = true;
  }
  says(message) {
    this.kinds[message.type]({ data: JSON.stringify(message) });
  }
}

test("a stream begins where it was, hands on every frame, and ends with the house's word", () => {
  const { on, ...ear } = ears();
  stream.open(ear, { EventSource: Source });
  const source = Source.made.at(-1);
  assert.equal(source.url, "/api/v1/auctions/A/events?epoch=e1&after=6");
  const frames = ["snapshot", "event", "subscribed", "you", "beat"].map((type) => ({ type }));
  frames.forEach((frame) => source.says(frame));
  assert.deepEqual(on.heard, frames);
  const bye = { type: "bye", code: 4001, reconnect: false };
  source.says(bye);
  assert.deepEqual([on.closed, source.closed], [[[4001, bye]], true]);
});

test("a stream that broke is closed, so that it does not come back beside its successor", () => {
  const { on, ...ear } = ears(null);
  stream.open(ear, { EventSource: Source });
  const source = Source.made.at(-1);
  assert.equal(source.url, "/api/v1/auctions/A/events?");
  source.onerror();
  assert.deepEqual([on.closed, source.closed], [[[1006, null]], true]);
});

/** A house that answers polls with what the test puts there, and holds the rest. */
function polled(...answers) {
  const time = world();
  const { on, ...ear } = ears();
  const asked = [];
  const fetch = async (url, { signal }) => {
    asked.push(url.split("?")[1]);
    const next = answers.shift();
    if (!next) return new Promise((_, broken) => signal.addEventListener("abort", () => broken(signal.reason)));
    if (next instanceof Error) throw next;
    return { ok: !next.status, headers: new Headers(next.headers), json: async () => next };
  };
  const line = poll.open(ear, { ...time, fetch });
  return { on, line, asked, turn: () => turns().then(() => time.pass(250)).then(turns) };
}

const answer = (more = {}) => ({ epoch: "e1", seq: 7, now: "n", over: false, events: [], you: null, ...more });

test("a poll asks at once where it is, and then waits for what follows", async () => {
  const { on, asked, turn } = polled(answer({ events: [{ seq: 7 }] }));
  await turn();
  assert.deepEqual(on.heard.map(({ type }) => type), ["events", "subscribed"]);
  assert.deepEqual(asked, ["epoch=e1&after=6&wait=0", "epoch=e1&after=7&wait=25"]);
});

test("a busy auction is not asked again and again without a pause", async () => {
  const { asked } = polled(answer(), answer(), answer());
  await turns();
  assert.equal(asked.length, 1);
});

test("an answer to a poll says what a socket would have said", () => {
  const you = { bidder: "b1", standing: "outbid", maximum: 5, seller: false };
  const events = translate(CHANNEL, answer({ events: [{ seq: 8 }], seq: 8, you }));
  assert.deepEqual(events.messages, [
    { type: "events", channel: CHANNEL, events: [{ seq: 8 }] },
    { type: "subscribed", channel: CHANNEL, epoch: "e1", seq: 8, now: "n" },
    { type: "you", ...you },
  ]);
  const { messages } = translate(CHANNEL, { epoch: "e1", seq: 9, hash: "h", now: "n", over: false, snapshot: { you }, recent: [] });
  assert.deepEqual(messages[0], { type: "snapshot", channel: CHANNEL, epoch: "e1", seq: 9, hash: "h", now: "n", state: { you }, recent: [] });
  assert.equal(messages[1].type, "subscribed");
});

test("polls end with the auction, and with the sign-in of who asks", async () => {
  const over = polled(answer({ over: true }));
  await over.turn();
  assert.deepEqual([over.on.closed[0][0], over.on.closed[0][1].reconnect, over.asked.length], [1000, false, 1]);
  const out = polled(answer({ you: { standing: null } }), answer());
  await out.turn();
  await out.turn();
  assert.deepEqual(out.on.closed.map(([code]) => code), [4001]);
  const never = polled(answer(), answer());
  await never.turn();
  assert.deepEqual(never.on.closed, [], "nobody was signed in");
});

test("a poll that fails closes its line, and a house in trouble says for how long", async () => {
  const broken = polled(new TypeError("no network"));
  await broken.turn();
  assert.deepEqual(broken.on.closed, [[1006, null]]);
  const busy = polled({ status: 503, headers: { "retry-after": "2" } });
  await busy.turn();
  assert.deepEqual(busy.on.closed, [[1006, { after_ms: 2_000 }]]);
});

test("a poll that is asked to prove itself lets go of the question it waits on", async () => {
  const { on, line, asked, turn } = polled(answer());
  await turn();
  line.resume();
  await turn();
  assert.deepEqual(asked.slice(1), ["epoch=e1&after=7&wait=25", "epoch=e1&after=6&wait=0"]);
  line.close();
  await turn();
  assert.deepEqual(on.closed, [], "what was let go has nothing to say");
});

/** A page that can be loaded anew, and when it was. */
function page({ there = true, busy = () => false } = {}) {
  let now = 0;
  const loaded = [];
  const on = { now: () => now, asks: async () => there, loads: () => loaded.push(now) };
  const last = reloading({ address: "/auctions/A", busy }, on);
  const stuck = async (at) => ((now = at), last.stuck());
  return { last, loaded, stuck };
}

test("a page that gets no news in any way is loaded anew after a while", async () => {
  const { loaded, stuck } = page();
  for (const at of [0, 5_000, 10_000]) await stuck(at);
  assert.deepEqual(loaded, [10_000]);
});

test("a page is not loaded anew while it gets news, while somebody writes on it, or where the house is away", async () => {
  const news = page();
  await news.stuck(0);
  news.last.fine();
  await news.stuck(10_000);
  assert.deepEqual(news.loaded, []);
  for (const how of [{ busy: () => true }, { there: false }]) {
    const { loaded, stuck } = page(how);
    for (const at of [0, 10_000, 60_000]) await stuck(at);
    assert.deepEqual(loaded, []);
  }
});
