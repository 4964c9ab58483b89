import assert from "node:assert/strict";
import test from "node:test";
import { afterClose, backoff } from "../../static/js/connection.js";
import { HELLO, SUBSCRIBED, connected } from "./ladder.js";

const LADDER = ["socket", "stream", "poll"];

/** On the event stream, as behind a proxy that lets no socket through. */
function onTheStream() {
  const house = connected(...LADDER);
  house.last().dies();
  house.pass(250);
  house.last().dies();
  house.last("stream").works();
  assert.equal(house.now(), "open stream");
  return house;
}

/** On long polls, as behind a proxy that holds streams back too. */
function onPolls() {
  const house = connected(...LADDER);
  house.last().dies();
  house.pass(250);
  house.last().dies();
  house.last().dies();
  house.last("poll").works();
  assert.equal(house.now(), "open poll");
  return house;
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

test("it is open once all there is was told, and not before", () => {
  const { last, links } = connected("socket");
  last().says(HELLO, { type: "snapshot" });
  assert.deepEqual(links, ["opening socket", "catching up socket"]);
  last().says(SUBSCRIBED);
  assert.equal(links.at(-1), "open socket");
});

test("another channel's answer does not settle where this one is", () => {
  const { last, links } = connected("socket");
  last().says(HELLO, { type: "snapshot" }, { type: "subscribed", channel: "room:A" });
  assert.equal(links.at(-1), "catching up socket");
  last().says({ type: "subscribed", channel: "auction:A" });
  assert.equal(links.at(-1), "open socket");
});

test("a lost line is replaced after the wait, and the wait grows until all is well", () => {
  const { last, lines, pass } = connected("socket");
  last().dies();
  pass(249);
  assert.equal(lines.length, 1);
  pass(1);
  assert.equal(lines.length, 2, "half of 500 ms");
  last().dies();
  pass(499);
  assert.equal(lines.length, 2);
  pass(1);
  last().works();
  last().dies();
  pass(250);
  assert.equal(lines.length, 4, "the first failure again");
});

test("the server says how long to wait at first and at most", () => {
  const { last, lines, pass } = connected("socket");
  last().says({ ...HELLO, retry_ms: [8_000, 9_000] }, SUBSCRIBED);
  last().dies();
  pass(3_999);
  assert.equal(lines.length, 1);
  pass(1);
  assert.equal(lines.length, 2);
});

test("after the end it stays away, whatever happens", () => {
  for (const [code, bye] of [[1000, { reason: "auction_ended", reconnect: false, after_ms: 0 }], [4004, null]]) {
    const { last, lines, pass, connection, now } = connected(...LADDER);
    last().works();
    last().dies(code, bye);
    connection.wake();
    pass(3_600_000);
    assert.deepEqual([lines.length, now()], [1, "over"], String(code));
  }
});

test("a peer that misses its beat is dead, and one that speaks is not", () => {
  const { last, lines, pass } = connected("socket");
  last().works();
  for (let beats = 0; beats < 10; beats++) {
    pass(15_000);
    last().says({ type: "beat" });
  }
  assert.equal(lines.length, 1);
  pass(21_000);
  assert.ok(lines[0].closed && lines.length === 2);
});

test("a line that never opens is given up, and so is one that never tells all there is", () => {
  const { last, lines, pass } = connected("socket");
  pass(5_000 + 250);
  assert.equal(lines.length, 2);
  last().says(HELLO);
  for (let seconds = 0; seconds < 8; seconds++) {
    last().says({ type: "beat" });
    pass(1_000);
  }
  assert.ok(lines[1].closed, "however much it says");
});

test("when the network is back it does not wait any longer, and never opens two", () => {
  const { last, lines, pass, connection } = connected("socket");
  for (let failures = 0; failures < 8; failures++) {
    last().dies();
    if (failures < 7) pass(7_500);
  }
  const before = lines.length;
  connection.wake();
  connection.wake();
  assert.equal(lines.length, before + 1);
  pass(4_000);
  assert.equal(lines.length, before + 1, "the pending try is off");
});

test("when the tab is shown nothing is trusted until the line has proved itself, or another is there", () => {
  const { last, lines, pass, connection, now } = connected("socket");
  last().works();
  connection.wake();
  assert.deepEqual([last().resumed, now()], [1, "catching up socket"]);
  last().says({ type: "event" });
  assert.equal(now(), "catching up socket", "an event that was on its way proves nothing");
  last().says(SUBSCRIBED);
  assert.equal(now(), "open socket");
  connection.wake();
  pass(5_000);
  assert.ok(lines[0].closed);
  pass(250);
  assert.equal(lines.length, 2);
});

test("where no socket gets through it takes the event stream, and where that does not, long polls", () => {
  assert.deepEqual(onTheStream().open(), ["stream"]);
  assert.deepEqual(onPolls().open(), ["poll"]);
});

test("one lost socket is no reason to step down", () => {
  const { last, lines, pass } = connected(...LADDER);
  last().works();
  last().dies();
  pass(250);
  assert.deepEqual(lines.map(({ by }) => by), ["socket", "socket"]);
});

test("a server that says it is busy or stopping is there, and is not asked another way", () => {
  const { last, lines, pass } = connected(...LADDER);
  for (let tries = 0; tries < 4; tries++) {
    last().says(HELLO);
    last().dies(4101, { reconnect: true, after_ms: 1_000 });
    pass(1_000 + 250 * 2 ** tries);
  }
  assert.deepEqual(lines.map(({ by }) => by), Array(5).fill("socket"));
});

test("a browser without a way takes the next", () => {
  const none = { by: "socket", open: () => { throw new TypeError("no such thing"); } };
  const { pass, open } = connected(none, "stream");
  pass(500);
  assert.deepEqual(open(), ["stream"]);
});

test("it climbs when the socket works again, and the stream carries on until the socket has told all there is", () => {
  const { last, pass, open, now, links } = onTheStream();
  pass(5_000);
  assert.deepEqual(open(), ["stream", "socket"]);
  last("socket").says(HELLO, { type: "snapshot" });
  assert.deepEqual([open(), now()], [["stream", "socket"], "open stream"]);
  const before = links.length;
  last("socket").says(SUBSCRIBED);
  assert.deepEqual([open(), links.slice(before)], [["socket"], ["open socket"]]);
});

test("a way up that does not work is tried again, less and less often, and costs the page nothing", () => {
  const { lines, last, pass, now } = onTheStream();
  const times = [];
  for (let second = 0; second < 300; second++) {
    last("stream").says({ type: "beat" });
    const before = lines.length;
    pass(1_000);
    if (lines.length > before) times.push(second);
    if (lines.length > before) last("socket").dies();
  }
  const gaps = times.slice(1).map((time, i) => time - times[i]);
  assert.ok(gaps.length >= 5 && gaps.every((gap, i) => i === 0 || gap >= gaps[i - 1]), String(gaps));
  assert.ok(gaps.at(-1) <= 60);
  assert.equal(now(), "open stream");
});

test("from long polls it climbs to the stream where there is still no socket", () => {
  const { last, pass, open, now } = onPolls();
  pass(5_000);
  last("socket").dies();
  last("stream").works();
  assert.deepEqual([open(), now()], [["stream"], "open stream"]);
});

test("when the tab is shown a better way is tried at once", () => {
  const { connection, open, last } = onTheStream();
  connection.wake();
  assert.deepEqual([open(), last("stream").resumed], [["stream", "socket"], 1]);
});

test("where the line in use dies while a better one is being tried, that one is waited for", () => {
  const { last, pass, open, now } = onTheStream();
  pass(5_000);
  last("stream").dies();
  assert.deepEqual([open(), now()], [["socket"], "opening socket"]);
  last("socket").works();
  assert.equal(now(), "open socket");
});

test("no way up is tried any more where the house refused it, and the page goes on", () => {
  const { last, lines, pass, now } = onTheStream();
  pass(5_000);
  last("socket").dies(4004);
  const before = lines.length;
  for (let minute = 0; minute < 20; minute++) {
    last("stream").says({ type: "beat" });
    pass(15_000);
  }
  assert.deepEqual([lines.length, now()], [before, "open stream"]);
});

test("when every way failed it says so, and begins with the best again", () => {
  const { seen, last, pass } = connected(...LADDER);
  last().dies();
  pass(250);
  for (let rung = 0; rung < 3; rung++) last().dies();
  assert.deepEqual([seen.stuck, seen.links.at(-1)], [1, "waiting"]);
  pass(500);
  assert.equal(last().by, "socket");
});
