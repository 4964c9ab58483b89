import assert from "node:assert/strict";
import test from "node:test";
import { saver } from "../../static/js/saving.js";

/** A world whose clock the test turns, and a house that answers when the test says so. */
function stage() {
  let [timers, now, names] = [new Map(), 0, 0];
  const saves = [];
  const shown = [];
  const world = {
    after(ms, then) {
      timers.set(++names, { at: now + ms, then });
      return names;
    },
    cancel: (name) => timers.delete(name),
  };
  const save = (last) => new Promise((answer) => saves.push({ last, answer }));
  const saving = saver(save, (outcome) => shown.push(outcome.word), world);
  const passes = (ms) => {
    now += ms;
    for (const [name, { at, then }] of [...timers]) if (at <= now && timers.delete(name)) then();
  };
  const answers = async (at, word) => {
    saves[at].answer({ word });
    await new Promise(setImmediate);
  };
  return { saving, saves, shown, passes, answers };
}

test("a form is saved once, a moment after the last change", async () => {
  const { saving, saves, passes, answers, shown } = stage();
  saving.touch();
  passes(1_000);
  saving.touch();
  passes(1_000);
  assert.equal(saves.length, 0);
  passes(1_000);
  assert.equal(saves.length, 1);
  await answers(0, "saved");
  passes(60_000);
  assert.equal(saves.length, 1);
  assert.deepEqual(shown, ["saving", "saved"]);
});

test("what is typed during a save is saved after it, and never beside it", async () => {
  const { saving, saves, passes, answers } = stage();
  saving.touch();
  passes(2_000);
  saving.touch();
  passes(60_000);
  assert.equal(saves.length, 1);
  await answers(0, "saved");
  passes(2_000);
  assert.equal(saves.length, 2);
});

test("a save that did not get through is tried again until one does", async () => {
  const { saving, saves, passes, answers, shown } = stage();
  saving.touch();
  passes(2_000);
  await answers(0, "failed");
  passes(5_000);
  await answers(1, "failed");
  passes(5_000);
  await answers(2, "saved");
  passes(60_000);
  assert.equal(saves.length, 3);
  assert.deepEqual(shown.slice(-2), ["saving", "saved"]);
});

test("once another window has saved, nothing is saved until a person says so", async () => {
  const { saving, saves, passes, answers } = stage();
  saving.touch();
  passes(2_000);
  await answers(0, "stop");
  saving.touch();
  passes(60_000);
  saving.flush(true);
  assert.equal(saves.length, 1);
  saving.resume();
  assert.equal(saves.length, 2);
  await answers(1, "saved");
  saving.touch();
  passes(2_000);
  assert.equal(saves.length, 3);
});

test("a page that goes away saves at once, and only what is not saved", async () => {
  const { saving, saves, answers } = stage();
  saving.flush(true);
  assert.equal(saves.length, 0);
  saving.touch();
  saving.flush(true);
  assert.deepEqual(saves.map(({ last }) => last), [true]);
  await answers(0, "saved");
});

test("a form that is sent waits for the save on its way, and is not saved beside itself", async () => {
  const { saving, saves, passes, answers } = stage();
  saving.touch();
  passes(2_000);
  let sent = false;
  const over = saving.end().then(() => (sent = true));
  saving.touch();
  assert.equal(saving.isBusy() && !sent, true);
  await answers(0, "saved");
  await over;
  passes(60_000);
  assert.equal(saves.length, 1);
  saving.begin();
  passes(2_000);
  assert.equal(saves.length, 2, "the page is back, with what was typed");
});
