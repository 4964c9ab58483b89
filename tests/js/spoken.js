/** Teaches the words that browsers get, and what is fetched only for some formats, to whoever tests what is said. */

import { readFileSync } from "node:fs";
import { adopt } from "../../static/js/formats.js";
import { KINDS } from "../../static/js/kinds.js";
import * as premium from "../../static/js/premium.js";
import { teach } from "../../static/js/say.js";
import { charge } from "../../static/js/words.js";

const words = (language) => JSON.parse(readFileSync(new URL(`./fixtures/words-${language}.json`, import.meta.url), "utf8"));

teach(words("en"));
adopt(KINDS);
charge(premium);

/** Says what `then` says in another language, and comes back. @param {string} language @param {() => void} then */
export function speaking(language, then) {
  teach(words(language));
  try {
    then();
  } finally {
    teach(words("en"));
  }
}
