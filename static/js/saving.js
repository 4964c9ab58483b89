/**
 * When a form is saved as it is typed: a moment after the last change, one save at a time, again after a failure, and no
 * more once another window has saved the same. Pure.
 * @module
 */

/** After the last change: long enough to finish a word, short enough to lose none. */
const PAUSE_MS = 1_200;

/** After a save that did not get through. */
const RETRY_MS = 5_000;

/**
 * What a save came to. `stop` is for good: only a person can go on.
 * @typedef {{word: "saved" | "failed" | "stop", [more: string]: any}} Outcome
 */

/**
 * @param {(last: boolean) => Promise<Outcome>} save sends the form as it is now; `last` if the page is going away
 * @param {(outcome: Outcome | {word: "saving"}) => void} show
 * @param {any} [world] what the tests replace
 */
export function saver(save, show, world = browser()) {
  let [changed, stopped, ended] = [false, false, false];
  /** @type {Promise<void> | null} */
  let saving = null;
  let timer;

  function later(ms) {
    world.cancel(timer);
    timer = world.after(ms, () => flush());
  }

  /** Something was typed. */
  function touch() {
    changed = true;
    if (!saving && !stopped && !ended) later(PAUSE_MS);
  }

  async function once(last) {
    changed = false;
    show({ word: "saving" });
    const outcome = await save(last);
    saving = null;
    stopped = outcome.word === "stop";
    if (outcome.word !== "saved") changed = true;
    show(outcome);
    if (changed && !stopped && !ended) later(outcome.word === "failed" ? RETRY_MS : PAUSE_MS);
  }

  /** Saves what is not saved yet; resolves once nothing is on its way. @param {boolean} [last] */
  function flush(last = false) {
    world.cancel(timer);
    if (!saving && changed && !stopped) saving = once(last);
    return saving ?? Promise.resolve();
  }

  /** Goes on after a stop, as a person decided. */
  function resume() {
    [stopped, changed] = [false, true];
    return flush();
  }

  /** The form itself is being sent: whatever is on its way is waited for, and nothing more is saved beside it. */
  function end() {
    ended = true;
    world.cancel(timer);
    return saving ?? Promise.resolve();
  }

  /** The page is back from where the form led. */
  function begin() {
    ended = false;
    if (changed && !stopped) later(PAUSE_MS);
  }

  return { touch, flush, resume, end, begin, isBusy: () => saving !== null };
}

function browser() {
  return { after: (ms, then) => setTimeout(then, ms), cancel: (timer) => clearTimeout(timer) };
}
