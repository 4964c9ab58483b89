import assert from "node:assert/strict";
import { test } from "node:test";
import { isBusy } from "../../static/js/busy.js";
import { refresh } from "../../static/js/fresh.js";

/** A part of a page, as far as the script asks for it. */
const part = (id, text, { open = false, inside = [] } = {}) => ({
  id,
  text,
  childNodes: [text],
  isEqualNode(other) { return other.text === this.text; },
  querySelector: () => (open ? {} : null),
  contains: (element) => inside.includes(element),
  replaceChildren(...nodes) { this.text = nodes.join(""); },
});

const page = (parts, activeElement = null) => ({
  activeElement,
  body: "body",
  querySelectorAll: () => parts,
  getElementById: (id) => parts.find((part) => part.id === id) ?? null,
  importNode: (node) => node,
});

test("what is new comes into its part, and nothing else is touched", () => {
  const shown = page([part("a", "1"), part("b", "1")]);
  refresh(shown, page([part("a", "2")]));
  assert.deepEqual(shown.querySelectorAll().map(({ text }) => text), ["2", "1"]);
});

test("a part somebody works in is left alone", () => {
  const field = {};
  const shown = page([part("a", "1", { open: true }), part("b", "1", { inside: [field] })], field);
  refresh(shown, page([part("a", "2"), part("b", "2")]));
  assert.deepEqual(shown.querySelectorAll().map(({ text }) => text), ["1", "1"]);
});

test("the page itself having the focus is nobody at work", () => {
  assert.equal(isBusy(part("a", "1", { inside: ["body"] }), "body", "body"), false);
});
