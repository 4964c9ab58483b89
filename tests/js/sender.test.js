import assert from "node:assert/strict";
import test from "node:test";
import { sender, verdict } from "../../static/js/sender.js";

const ORDER = { auction: "A", amount: 13_000, key: "k1" };
const ACCEPTED = { type: "accepted", key: "k1", price: 13_000 };
const BUSY = { type: "rejected", key: "k1", code: "overloaded", temporary: true };

/** Everything around a sender: what it sent over which way, and the time, which passes whenever it waits. */
function around({ socket = true, http = async () => null } = {}) {
  const seen = { socket: [], http: [], answers: [], late: 0 };
  let now = 0;
  let release = () => {};
  const ways = {
    socket: (order) => (seen.socket.push(order), socket),
    http: async (order) => (seen.http.push(order), http(seen.http.length)),
    answered: (answer) => seen.answers.push(answer),
    late: () => seen.late++,
    // The wait for the socket's answer is held until the test lets go; the others pass at once.
    wait: (ms) => (ms === 4_000 ? new Promise((then) => (release = then)) : ((now += ms + 1), Promise.resolve())),
    now: () => now,
    random: () => 1,
  };
  return { seen, sending: sender(ways), patienceEnds: () => release(), pass: (ms) => (now += ms) };
}

const settle = () => new Promise((then) => setImmediate(then));

test("a bid the socket answers never goes over HTTP", async () => {
  const { seen, sending, patienceEnds } = around();
  sending.send(ORDER);
  sending.heard(ACCEPTED);
  patienceEnds();
  await settle();
  assert.deepEqual([seen.socket.length, seen.http.length, seen.answers, seen.late], [1, 0, [ACCEPTED], 0]);
});

test("a bid whose socket dies goes over HTTP with the same key, until there is an answer", async () => {
  const { seen, sending } = around({ http: async (tries) => (tries < 4 ? null : ACCEPTED) });
  sending.send(ORDER);
  sending.lost();
  await settle();
  assert.deepEqual(seen.http, [ORDER, ORDER, ORDER, ORDER]);
  assert.deepEqual([seen.answers, seen.late], [[ACCEPTED], 1]);
});

test("a socket that says nothing is not waited for for ever", async () => {
  const { seen, sending, patienceEnds } = around({ http: async () => ACCEPTED });
  sending.send(ORDER);
  patienceEnds();
  await settle();
  assert.deepEqual([seen.http, seen.answers], [[ORDER], [ACCEPTED]]);
});

test("without a socket it goes over HTTP at once", async () => {
  const { seen, sending } = around({ socket: false, http: async () => ACCEPTED });
  await sending.send(ORDER);
  assert.deepEqual([seen.http, seen.answers], [[ORDER], [ACCEPTED]]);
});

test("the answer is given once, whichever way it comes twice", async () => {
  const { seen, sending } = around({ http: async () => ACCEPTED });
  sending.send(ORDER);
  sending.lost();
  sending.heard(ACCEPTED);
  await settle();
  sending.heard({ ...ACCEPTED, duplicate: true });
  assert.equal(seen.answers.length, 1);
});

test("another bid's answer is not this one's", () => {
  const { seen, sending } = around();
  sending.send(ORDER);
  sending.heard({ ...ACCEPTED, key: "k0" });
  assert.equal(seen.answers.length, 0);
});

test("a full queue is tried again with the same key before the bidder hears of it", async () => {
  const { seen, sending } = around({ http: async (tries) => (tries < 2 ? BUSY : ACCEPTED) });
  sending.send(ORDER);
  sending.heard(BUSY);
  await settle();
  assert.deepEqual(seen.http, [ORDER, ORDER]);
  assert.deepEqual(seen.answers, [ACCEPTED]);
});

test("a queue that stays full is told in the end", async () => {
  const { seen, sending } = around({ http: async () => BUSY });
  sending.send(ORDER);
  sending.heard(BUSY);
  await settle();
  assert.deepEqual(seen.answers, [BUSY]);
});

test("what HTTP says is a verdict only if it is one", () => {
  assert.equal(verdict(201, { price: 1 }, "k").type, "accepted");
  assert.equal(verdict(409, { type: "about:blank", code: "too_low", minimum: 5 }, "k").type, "rejected");
  assert.equal(verdict(503, { code: "unavailable" }, "k").temporary, true);
  assert.equal(verdict(422, { code: "key_reused" }, "k").temporary, false);
  assert.equal(verdict(401, {}, "k").code, "signed_out");
  assert.equal(verdict(502, { error: "a proxy's own" }, "k"), null);
});
