import assert from "node:assert/strict";
import test from "node:test";
import { captions } from "../../static/js/caption.js";
import { world } from "./ladder.js";

/** Somebody who types, and what the house was sent. */
function auctioneer() {
  const [on, sent] = [world(), []];
  const line = { up: true };
  const send = (message) => line.up && sent.push(message) > 0;
  const caption = captions({ auction: "A", send }, on);
  return { sent, line, say: caption.say, pass: on.pass, texts: () => sent.map(({ text }) => text) };
}

test("what is typed is sent at once, then at the pace anybody reads, and the last is never left out", () => {
  const { sent, say, pass, texts } = auctioneer();
  say("g");
  pass(0);
  assert.deepEqual(sent, [{ type: "caption", channel: "room:A", text: "g" }]);
  for (const text of ["go", "goi", "goin", "going"]) {
    say(text);
    pass(20);
  }
  assert.deepEqual(texts(), ["g"]);
  pass(20);
  assert.deepEqual(texts(), ["g", "going"]);
});

test("a caption that stands is said again before the house takes it down, and an empty one is not", () => {
  const { say, pass, texts } = auctioneer();
  say("sold");
  pass(59_000);
  assert.deepEqual(texts(), ["sold", "sold", "sold"]);
  say("");
  pass(600_000);
  assert.deepEqual(texts().slice(3), [""]);
});

test("what could not be sent is sent as it is when the line is back", () => {
  const { say, pass, texts, line } = auctioneer();
  line.up = false;
  say("going");
  pass(2_500);
  say("gone");
  line.up = true;
  pass(1_000);
  assert.deepEqual(texts(), ["gone"]);
});
