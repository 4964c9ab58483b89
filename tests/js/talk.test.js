import assert from "node:assert/strict";
import test from "node:test";
import { START, isLive } from "../../static/js/reducer.js";
import { before, isYours, may, room } from "../../static/js/talk.js";

const CHANNEL = "room:A";
const AT = "2026-11-21T12:00:00.000Z";

const line = (seq, more = {}) => ({ seq, at: AT, kind: "chat", author: "g1", text: `line ${seq}`, ...more });
const snapshot = (seq, messages, more = {}) => ({
  type: "snapshot",
  channel: CHANNEL,
  epoch: "e1",
  seq,
  hash: "",
  state: { auction: "A", messages, earlier: null, you: null, ...more },
  recent: [],
});
const event = (seq, kind, data) => ({ seq, hash: "", body: { auction: "A", seq, at: AT, kind, data } });
const single = (...args) => ({ type: "event", channel: CHANNEL, ...event(...args) });
const you = (author, moderates = false) => ({ author, muted: null, moderates });
const after = (...messages) => messages.reduce(room, START);
const texts = ({ state }) => state.messages.map(({ text }) => text);

test("what is said is added to what was said, each once and in order", () => {
  const said = single(3, "question", { author: "g2", text: "Is it beech?" });
  const told = after(snapshot(2, [line(1), line(2)]), said, said, single(1, "chat", { author: "g1", text: "old" }));
  assert.deepEqual(texts(told), ["line 1", "line 2", "Is it beech?"]);
  assert.deepEqual(told.state.messages[2], { seq: 3, at: AT, kind: "question", author: "g2", text: "Is it beech?" });
});

test("a line past a hole is not shown until the hole is filled", () => {
  const holed = after(snapshot(1, [line(1)]), single(3, "chat", { author: "g2", text: "three" }));
  assert.deepEqual([texts(holed), holed.gap], [["line 1"], true]);
  const missed = { type: "events", events: [event(2, "chat", { author: "g2", text: "two" }), event(3, "chat", { author: "g2", text: "three" })] };
  const healed = [missed, { type: "subscribed", epoch: "e1", seq: 3 }].reduce(room, holed);
  assert.deepEqual([texts(healed), isLive(healed)], [["line 1", "two", "three"], true]);
});

test("what is hidden vanishes at once, and its reason stands in its place", () => {
  const hidden = single(3, "hidden", { about: 1, by: "seller", reason: "rude" });
  const told = after(snapshot(2, [line(1), line(2)]), hidden);
  assert.deepEqual([told.seq, texts(told)], [3, [null, "line 2"]]);
  assert.deepEqual(told.state.messages[0].hidden, { by: "seller", reason: "rude" });
});

test("its author and who moderates go on seeing what is hidden", () => {
  const hidden = single(3, "hidden", { about: 1, by: "seller", reason: "rude" });
  for (const viewer of [you("g1"), you("seller", true)]) {
    assert.deepEqual(texts(after(snapshot(2, [line(1), line(2)], { you: viewer }), hidden)), ["line 1", "line 2"]);
  }
  assert.equal(texts(after(snapshot(2, [line(1)], { you: you("g2") }), hidden))[0], null);
});

test("hiding what is not on the page moves only the position", () => {
  const told = after(snapshot(8, [line(8)]), single(9, "hidden", { about: 1, by: "house", reason: "rude" }));
  assert.deepEqual([told.seq, texts(told)], [9, ["line 8"]]);
});

test("a caption replaces the last, survives a snapshot, and moves no position", () => {
  const told = after(snapshot(1, [line(1)]), { type: "caption", text: "goi" }, { type: "caption", text: "going" });
  assert.deepEqual([told.seq, told.state.caption], [1, "going"]);
  assert.equal(room(told, snapshot(2, [line(2)])).state.caption, "going");
  assert.equal(room(told, { type: "caption", text: "" }).state.caption, "");
});

test("whoever speaks first learns their name, and whoever is muted why", () => {
  const named = after(snapshot(1, [line(1)], { you: you(null) }), { type: "said", author: "g1" });
  assert.ok(isYours(named.state, named.state.messages[0]));
  const muted = room(named, { type: "you", channel: CHANNEL, author: "g1", muted: "Rude.", moderates: false });
  assert.deepEqual(muted.state.you, { author: "g1", muted: "Rude.", moderates: false });
  assert.ok(!isYours(after(snapshot(1, [line(1)], { you: you(null) })).state, line(1)));
});

test("a page before goes before what is shown, without doubles", () => {
  const { state } = after(snapshot(9, [line(8), line(9)], { earlier: 8 }));
  const turned = before(state, { messages: [line(6), line(7), line(8)], earlier: 6 });
  assert.deepEqual([turned.messages.map(({ seq }) => seq), turned.earlier], [[6, 7, 8, 9], 6]);
});

test("a page that grew too long forgets its oldest lines, and can ask for them", () => {
  const more = Array.from({ length: 400 }, (_, i) => event(i + 2, "chat", { author: "g1", text: "more" }));
  const { state } = after(snapshot(1, [line(1)]), { type: "events", events: more });
  assert.deepEqual([state.messages.length, state.messages[0].seq, state.earlier], [300, 102, 102]);
});

test("only who moderates is offered to, and a seller not to hide the house's words", () => {
  const nothing = { answer: false, hide: false, mute: false };
  const question = line(1, { kind: "question" });
  assert.deepEqual(may({ you: you("g2") }, question), nothing);
  assert.deepEqual(may({ you: null }, question), nothing);
  assert.deepEqual(may({ you: you("seller", true) }, question), { answer: true, hide: true, mute: true });
  assert.deepEqual(may({ you: you("seller", true) }, line(2, { author: "house" })), nothing);
  assert.equal(may({ you: you("house", true) }, line(2, { author: "house" })).hide, true);
  assert.equal(may({ you: you("house", true) }, { ...question, hidden: { by: "seller", reason: "rude" } }).answer, false);
});
