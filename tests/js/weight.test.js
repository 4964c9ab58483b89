import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { gzipSync } from "node:zlib";

const STATIC = new URL("../../static/", import.meta.url);
const weight = (path) => gzipSync(readFileSync(new URL(path, STATIC))).length;
const scripts = readdirSync(new URL("js/", STATIC)).map((name) => `js/${name}`);

test("the heaviest page loads less than 25 kB of our own styles and scripts", () => {
  const auction = scripts.filter((path) => path !== "js/catalogue.js");
  const bytes = ["css/gavel.css", ...auction].reduce((sum, path) => sum + weight(path), 0);
  assert.ok(bytes < 25_000, `${bytes} bytes, gzipped`);
});

test("a script loads nothing but its neighbours", () => {
  for (const path of scripts) {
    const text = readFileSync(new URL(path, STATIC), "utf8");
    for (const [, from] of text.matchAll(/from "([^"]+)"/g)) assert.match(from, /^\.\/[a-z]+\.js$/, path);
  }
});

test("nothing from the server is ever read as markup", () => {
  for (const path of scripts) {
    assert.doesNotMatch(readFileSync(new URL(path, STATIC), "utf8"), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/, path);
  }
});
