import assert from "node:assert/strict";
import test from "node:test";
import { read, settings } from "../../static/js/settings.js";

/** A page with three boxes, and what became of it. */
function page(kept, more = {}) {
  const told = { kept, title: "A chair", trembles: [], tones: 0 };
  const box = (name) => ({
    name,
    checked: false,
    on: () => {},
    closest: () => ({ setAttribute: () => (told.hidden = name) }),
    addEventListener(_, then) {
      this.on = then;
    },
  });
  const boxes = ["sound", "tremble", "title"].map(box);
  const tone = () => ({ frequency: {}, connect: () => ({ connect() {} }), start: () => (told.tones += 1), stop() {} });
  const volume = () => ({ gain: { setValueAtTime() {}, linearRampToValueAtTime() {} } });
  const world = {
    kept: () => told.kept,
    keep: (text) => (told.kept = text),
    title: () => told.title,
    entitle: (text) => (told.title = text),
    canTremble: true,
    tremble: (pattern) => told.trembles.push(pattern),
    audio: () => ({ currentTime: 0, createOscillator: tone, createGain: volume, destination: {} }),
    ...more,
  };
  const signals = settings({ querySelectorAll: () => boxes }, world);
  const press = (name, on) => {
    const pressed = boxes.find((box) => box.name === name);
    pressed.checked = on;
    pressed.on();
  };
  return { told, boxes, signals, press };
}

test("nobody is disturbed who did not ask for it", () => {
  const { told, signals } = page(null);
  signals.alarm("outbid", "outbid");
  signals.title("▼ € 5.00 · A chair");
  assert.deepEqual([told.tones, told.trembles.length, told.title], [0, 0, "A chair"]);
});

test("what was chosen is kept, tried at once, and used when it matters", () => {
  const { told, signals, press } = page("title nonsense");
  press("sound", true);
  assert.deepEqual([told.kept, told.tones], ["sound title", 2], "two tones, to know what they will hear");
  signals.alarm("won", "won");
  assert.equal(told.tones, 5);
  signals.alarm("ended", null);
  assert.equal(told.tones, 5, "whoever only looks is not called");
  press("tremble", true);
  signals.alarm("outbid", "outbid");
  assert.equal(told.trembles.length, 2);
});

test("a title that is no longer to change is what it was", () => {
  const { told, signals, press } = page("title");
  signals.title("▼ € 5.00 · A chair");
  assert.equal(told.title, "▼ € 5.00 · A chair");
  press("title", false);
  signals.title("▼ € 6.00 · A chair");
  assert.equal(told.title, "A chair");
});

test("what a device cannot do is not offered, and a browser without sound is silent", () => {
  const { told, press } = page(null, { canTremble: false, audio: () => null });
  assert.equal(told.hidden, "tremble");
  press("sound", true);
});

test("only known choices are read", () => assert.deepEqual([...read("sound x title")], ["sound", "title"]));
