import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { translate } from "../../static/js/fallback.js";
import { START, auction, isLive, lost, position, standing } from "../../static/js/reducer.js";

/** A log that the house told (tests/it/recordings.rs), and how the lot stood in the end. */
function recorded(name) {
  const text = readFileSync(new URL(`fixtures/${name}.ndjson`, import.meta.url), "utf8");
  const log = text.trim().split("\n").map((line) => JSON.parse(line));
  return { log: log.slice(0, -1), expected: log.at(-1).expected };
}

const fold = (log, from = START) => log.reduce((channel, message) => (message.cut ? lost(channel) : auction(channel, message)), from);

/** What everybody sees of a channel, as the house's own answer has it. */
function seen({ seq, state }) {
  const { status, price, leader, bids, ends_at, reserve_met, result } = state;
  return { seq, status, price, leader, bids, ends_at, reserve_met, result };
}

function isAsExpected(channel, { you, ...all }) {
  assert.deepEqual(seen(channel), all);
  assert.deepEqual([standing(channel.state), channel.state.you.bidder, channel.state.you.maximum], [you.standing, you.bidder, you.maximum]);
}

const eventsOf = (log) => log.flatMap((message) => message.events ?? (message.type === "event" ? [message] : []));

test("a whole sale, told over the socket, adds up to what the house says of it", () => {
  const { log, expected } = recorded("socket");
  isAsExpected(fold(log), expected);
  assert.deepEqual([...new Set(eventsOf(log).map(({ body }) => body.kind))].sort(), ["bid", "closed", "extended", "halted", "reserve_met", "resumed"]);
});

test("the same sale adds up to the same by event stream and by long polls", () => {
  const stream = recorded("stream");
  isAsExpected(fold(stream.log), stream.expected);
  const polls = recorded("polls");
  const told = polls.log.map((answer) => translate(`auction:${stream.log[0].state.id}`, answer));
  isAsExpected(fold(told.flatMap(({ messages }) => messages)), polls.expected);
  assert.deepEqual(told.map(({ end }) => end?.[0] ?? null), [...Array(told.length - 1).fill(null), 1000]);
  const [first, second] = [stream.log, told.flatMap(({ messages }) => messages)].map((log) => fold(log).state.history);
  assert.deepEqual(first, second);
});

test("who was away for a moment is replayed the rest, and is live only with the last of it", () => {
  const { log, expected } = recorded("moment");
  const cut = log.findIndex((message) => message.cut);
  const away = fold(log.slice(0, cut + 1));
  const replay = log.findIndex((message, i) => i > cut && message.type === "events");
  const [overlap, ...missed] = log[replay].events;
  assert.deepEqual([overlap.seq, overlap.hash], [away.seq, away.hash], "the first is the one we have");
  assert.ok(missed.length > 3 && !isLive(fold(log.slice(cut, replay + 1), away)));
  const back = fold(log.slice(cut), away);
  assert.ok(isLive(back));
  isAsExpected(back, expected);
});

test("who was away for long gets a snapshot, which leaves nothing of what was known before", () => {
  const { log, expected } = recorded("long");
  const cut = log.findIndex((message) => message.cut);
  assert.deepEqual(eventsOf(log.slice(cut)), []);
  const back = fold(log);
  assert.ok(isLive(back) && back.seq > fold(log.slice(0, cut)).seq + 200);
  isAsExpected(back, expected);
});

test("wherever the line is cut, and resumed from there, the sale comes out the same", () => {
  const { log, expected } = recorded("socket");
  const all = eventsOf(log);
  const whole = fold(log);
  const welcome = log.findIndex(({ type }) => type === "subscribed") + 1;
  for (let cut = welcome; cut <= log.length; cut++) {
    const away = lost(fold(log.slice(0, cut)));
    assert.ok(!isLive(away));
    const { epoch, seq } = position(away, 1);
    const events = all.filter((event) => event.seq > seq);
    const back = fold([{ type: "events", events }, { type: "subscribed", epoch, seq: whole.seq }], away);
    assert.ok(isLive(back), `cut before frame ${cut}`);
    assert.deepEqual([seen(back), back.hash, back.state.history], [seen(whole), whole.hash, whole.state.history], `cut before frame ${cut}`);
  }
  isAsExpected(whole, expected);
});

test("whatever is lost on the way, doubled or late, no price is shown that the house did not reach in that order", () => {
  const { log } = recorded("socket");
  const prices = [null];
  for (const { body } of eventsOf(log)) if (body.data.price) prices.push(body.data.price);
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let run = 0; run < 500; run++) {
    const torn = log.flatMap((message) => (random() < 0.2 ? [] : random() < 0.2 ? [message, message] : [message]));
    const late = torn.map((message, i) => [message, i + 4 * random()]).sort(([, a], [, b]) => a - b);
    let channel = START;
    for (const [message] of late) {
      const before = channel;
      channel = auction(channel, message);
      assert.ok(channel.seq >= before.seq);
      const [from, to] = [before, channel].map(({ state }) => prices.lastIndexOf(state?.price ?? null));
      assert.ok(to >= from, `run ${run}: from ${before.state?.price} to ${channel.state?.price}`);
    }
  }
});
