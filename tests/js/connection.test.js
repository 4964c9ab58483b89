import assert from "node:assert/strict";
import test from "node:test";
import { PROTOCOL, afterClose, backoff, connect } from "../../static/js/connection.js";

/** A world without a network, whose time passes only when told to. */
function world() {
  const sockets = [];
  const timers = [];
  let now = 0;
  let ids = 0;
  class Socket {
    constructor(url, protocols) {
      Object.assign(this, { url, protocols, readyState: 0, sent: [] });
      sockets.push(this);
    }
    send(text) {
      this.sent.push(JSON.parse(text));
    }
    close() {
      this.readyState = 3;
    }
    says(message) {
      this.readyState = 1;
      this.onmessage({ data: JSON.stringify(message) });
    }
    dies(code = 1006) {
      this.readyState = 3;
      this.onclose({ code });
    }
  }
  return {
    Socket,
    sockets,
    random: () => 0.5,
    now: () => now,
    after: (ms, then) => timers.push({ id: ++ids, at: now + ms, then }) && ids,
    cancel: (id) => timers.forEach((timer) => timer.id === id && (timer.then = () => {})),
    pass(ms) {
      const until = now + ms;
      for (;;) {
        timers.sort((a, b) => a.at - b.at);
        if (!timers.length || timers[0].at > until) break;
        const { at, then } = timers.shift();
        now = at;
        then();
      }
      now = until;
    },
  };
}

const HELLO = { type: "hello", beat_s: 15, retry_ms: [500, 15_000] };

function connected() {
  const on = world();
  const links = [];
  const seen = { links, heard: [], greeted: 0, probes: 0 };
  const connection = connect(
    {
      url: "ws://house/ws",
      greeted: () => seen.greeted++,
      heard: (message) => seen.heard.push(message.type),
      changed: (link) => links.push(link.word),
      probe: () => seen.probes++,
    },
    on,
  );
  on.pass(0);
  return { on, seen, connection };
}

test("the wait grows with each failure up to the bound, and is anything below it", () => {
  const most = [0, 1, 2, 5, 6, 60].map((attempt) => backoff(attempt, [500, 15_000], () => 1));
  assert.deepEqual(most, [500, 1_000, 2_000, 15_000, 15_000, 15_000]);
  assert.equal(backoff(3, [500, 15_000], () => 0), 0);
  assert.equal(backoff(3, [500, 15_000], () => 0.25), 1_000);
});

test("a close that means it is not answered by coming back", () => {
  for (const code of [1000, 4001, 4003, 4004]) assert.equal(afterClose(code, null).reconnect, false, String(code));
  for (const code of [1002, 1006, 1009, 1012, 4000, 4002, 4100, 4101, 4200, 4201, 4202]) {
    assert.equal(afterClose(code, null).reconnect, true, String(code));
  }
  assert.equal(afterClose(4101, { reconnect: false }).reconnect, false, "the server's own word goes first");
});

test("a server that asks for time is given it, and a lost position none", () => {
  assert.equal(afterClose(4101, { after_ms: 4_000 }).floor, 4_000);
  assert.equal(afterClose(4202, null).atOnce, true);
  assert.equal(afterClose(1006, null).atOnce, false);
});

test("it speaks the house's protocol, and subscribes when greeted", () => {
  const { on, seen } = connected();
  assert.deepEqual([on.sockets[0].protocols, seen.greeted], [[PROTOCOL], 0]);
  on.sockets[0].says(HELLO);
  assert.deepEqual([seen.greeted, seen.links], [1, ["opening", "open"]]);
});

test("a lost socket is replaced after the wait, and the wait grows until all is well", () => {
  const { on, seen, connection } = connected();
  on.sockets[0].dies();
  on.pass(249);
  assert.equal(on.sockets.length, 1);
  on.pass(1);
  assert.equal(on.sockets.length, 2, "half of 500 ms");
  on.sockets[1].dies();
  on.pass(499);
  assert.equal(on.sockets.length, 2);
  on.pass(1);
  on.sockets[2].says(HELLO);
  connection.settled();
  on.sockets[2].dies();
  on.pass(250);
  assert.equal(on.sockets.length, 4, "the first failure again");
  assert.ok(seen.links.includes("waiting"));
});

test("after the end it stays away, whatever happens", () => {
  const { on, seen, connection } = connected();
  on.sockets[0].says(HELLO);
  on.sockets[0].says({ type: "bye", code: 1000, reason: "auction_ended", reconnect: false, after_ms: 0 });
  on.sockets[0].dies(1000);
  connection.wake();
  on.pass(3_600_000);
  assert.deepEqual([on.sockets.length, seen.links.at(-1)], [1, "over"]);
});

test("a peer that misses its beat is dead, and one that speaks is not", () => {
  const { on } = connected();
  on.sockets[0].says(HELLO);
  for (let beats = 0; beats < 10; beats++) {
    on.pass(15_000);
    on.sockets[0].says({ type: "beat" });
  }
  assert.equal(on.sockets.length, 1);
  on.pass(21_000);
  assert.equal(on.sockets[0].readyState, 3);
  assert.equal(on.sockets.length, 2);
});

test("a socket that never opens is given up", () => {
  const { on } = connected();
  on.pass(10_000 + 250);
  assert.equal(on.sockets.length, 2);
});

test("when the network is back it does not wait any longer, and never opens two", () => {
  const { on, connection } = connected();
  for (let failures = 0; failures < 8; failures++) {
    on.sockets.at(-1).dies();
    if (failures < 7) on.pass(7_500);
  }
  const before = on.sockets.length;
  connection.wake();
  connection.wake();
  assert.equal(on.sockets.length, before + 1);
  on.pass(5_000);
  assert.equal(on.sockets.length, before + 1, "the pending try is off");
});

test("when the tab is shown an open socket proves itself, or is replaced", () => {
  const { on, seen, connection } = connected();
  on.sockets[0].says(HELLO);
  connection.wake();
  assert.equal(seen.probes, 1);
  on.pass(5_000 + 250);
  assert.equal(on.sockets.length, 2);
});

test("nothing is sent into a socket that is not open", () => {
  const { on, connection } = connected();
  assert.equal(connection.send({ type: "time" }), false);
  on.sockets[0].says(HELLO);
  assert.equal(connection.send({ type: "time" }), true);
  assert.equal(on.sockets[0].sent.length, 1);
});
