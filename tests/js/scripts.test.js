import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

const STATIC = new URL("../../static/", import.meta.url);
const scripts = readdirSync(new URL("js/", STATIC)).map((name) => `js/${name}`);

test("a script loads nothing but its neighbours", () => {
  for (const path of scripts) {
    const text = readFileSync(new URL(path, STATIC), "utf8");
    for (const [, from] of text.matchAll(/(?:from |import\()"([^"]+)"/g)) assert.match(from, /^\.\/[a-z]+\.js$/, path);
  }
});

test("nothing from the server is ever read as markup", () => {
  for (const path of scripts) {
    assert.doesNotMatch(readFileSync(new URL(path, STATIC), "utf8"), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/, path);
  }
});
