/**
 * How the page of a lot makes itself noticed: by sound, by trembling, in its title. Only for who asks for it; what they
 * chose is kept in their browser. Tells nothing that the page does not show.
 * @module
 */

/** Where the choices are kept. */
const KEPT = "signals";

/** What each alarm sounds like: tones in Hz, one after the other. */
const TONES = { outbid: [660, 440], won: [523, 659, 784], ended: [440] };
const TONE_S = 0.16;
const LOUD = 0.2;

/** And how it trembles, in ms on and off. */
const TREMBLES = { outbid: [120, 80, 120], won: [300], ended: [120] };

/**
 * The choices as they are kept: the names of what is on.
 * @param {string | null} kept @returns {Set<string>}
 */
export const read = (kept) => new Set((kept ?? "").split(" ").filter((name) => ["sound", "tremble", "title"].includes(name)));

/**
 * @param {HTMLElement} place with a checkbox for each
 * @param {any} [world] what the tests replace
 */
export function settings(place, world = browser()) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll("input[type=checkbox]")]);
  const plainTitle = world.title();
  let on = read(world.kept());
  /** @type {any} */
  let audio = null;

  for (const box of boxes) {
    box.checked = on.has(box.name);
    // What a device cannot do is not offered.
    if (box.name === "tremble" && !world.canTremble) box.closest("label")?.setAttribute("hidden", "");
    box.addEventListener("change", () => changed(box));
  }

  /** @param {HTMLInputElement} box */
  function changed(box) {
    on = new Set(boxes.filter(({ checked }) => checked).map(({ name }) => name));
    world.keep([...on].join(" "));
    if (!on.has("title")) world.entitle(plainTitle);
    // So that they hear what they asked for; and browsers want a gesture before the first sound.
    if (box.checked) signal("outbid", new Set([box.name]));
  }

  /** @param {keyof typeof TONES} what @param {Set<string>} how */
  function signal(what, how) {
    if (how.has("sound")) play(TONES[what]);
    if (how.has("tremble")) world.tremble(TREMBLES[what]);
  }

  /** @param {number[]} tones */
  function play(tones) {
    audio ??= world.audio();
    if (!audio) return;
    audio.resume?.();
    tones.forEach((hz, at) => {
      const [tone, volume] = [audio.createOscillator(), audio.createGain()];
      const begins = audio.currentTime + at * TONE_S;
      tone.frequency.value = hz;
      volume.gain.setValueAtTime(LOUD, begins);
      volume.gain.linearRampToValueAtTime(0, begins + TONE_S);
      tone.connect(volume).connect(audio.destination);
      tone.start(begins);
      tone.stop(begins + TONE_S);
    });
  }

  return {
    /** Something worth interrupting for, to somebody whom it concerns. @param {any} what @param {string | null} standing */
    alarm(what, standing) {
      if (standing) signal(what, on);
    },
    /** @param {string} text */
    title(text) {
      if (on.has("title")) world.entitle(text);
    },
  };
}

function browser() {
  return {
    kept: () => localStorage.getItem(KEPT),
    keep: (text) => localStorage.setItem(KEPT, text),
    title: () => document.title,
    entitle: (text) => (document.title = text),
    canTremble: "vibrate" in navigator,
    tremble: (pattern) => navigator.vibrate?.(pattern),
    audio: () => ("AudioContext" in window ? new AudioContext() : null),
  };
}
