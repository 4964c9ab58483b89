import assert from "node:assert/strict";
import test from "node:test";
import { money, plain } from "../../static/js/money.js";
import { parse } from "../../static/js/typed.js";

const eur = { currency: "EUR", decimals: 2 };
const yen = { currency: "JPY", decimals: 0 };
const dinar = { currency: "KWD", decimals: 3 };

test("an amount is written with as many decimals as its currency has", () => {
  assert.equal(plain(125_050, 2), "1250.50");
  assert.equal(plain(5, 3), "0.005");
  assert.equal(plain(1_234_567, 0), "1234567");
  assert.equal(plain(-5, 2), "-0.05");
});

test("money is written as the page's language writes it, and in English as the server does", () => {
  assert.equal(money(125_050, eur, "en"), "€\u00a01,250.50");
  assert.equal(money(1_234_567, yen, "en"), "¥\u00a01,234,567");
  assert.equal(money(125_050, eur, "de"), "1.250,50\u00a0€");
  assert.equal(money(5, dinar, "en"), "KWD\u00a00.005");
  assert.equal(money(12_500, { currency: "CHF", decimals: 2 }, "en"), "CHF\u00a0125.00");
});

test("the largest amount of the house is exact to the cent", () => {
  assert.equal(money(1_000_000_000_001, eur, "en"), "€\u00a010,000,000,000.01");
});

test("an amount is read as people type it", () => {
  const typed = {
    125: 12_500,
    "125.5": 12_550,
    "125,50": 12_550,
    " € 1 250.50 ": 125_050,
    "EUR 20": 2_000,
    "1,250": 125_000,
    "1,250.50": 125_050,
    "1.250,50": 125_050,
    "1,250,000": 125_000_000,
    "1\u202f250,50": 125_050,
    0.01: 1,
    0: 0,
  };
  for (const [text, minor] of Object.entries(typed)) assert.equal(parse(text, eur), minor, text);
  assert.equal(parse("1,250", yen), 1_250);
  assert.equal(parse("1.250", dinar), 1_250);
});

test("an amount is read as the page's language writes it", () => {
  for (const [text, english, spanish] of [
    ["1,250", 125_000, null],
    ["1.250", null, 125_000],
    ["12.500,50 €", 1_250_050, 1_250_050],
    ["12,500.50", 1_250_050, 1_250_050],
    ["1250.50", 125_050, 125_050],
    ["1250,5", 125_050, 125_050],
  ]) {
    assert.deepEqual([parse(text, eur, "en"), parse(text, eur, "es")], [english, spanish], text);
  }
});

test("what is no amount is refused, not guessed at", () => {
  for (const text of ["", "abc", "-5", "1e3", "1.250", "1.2.3", "12,34,567", ".", "99999999999999999999", "125.555"]) {
    assert.equal(parse(text, eur), null, text);
  }
  assert.equal(parse("125.5", yen), null);
});

test("what money writes, parse reads", () => {
  for (const of of [eur, yen, dinar]) {
    for (const minor of [0, 1, 99, 12_345, 1_234_567, 1_000_000_000_000]) {
      assert.equal(parse(money(minor, of, "en"), of), minor);
    }
  }
});
