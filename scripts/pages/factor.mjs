// Turns the second factor of somebody's sign-in on, as their app would help them to: for the pages that only they see.

import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The bytes that a secret of base 32 spells. */
function spelled(secret) {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

/** The six figures that an app shows now (RFC 6238). */
function code(secret) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const sum = createHmac("sha1", spelled(secret)).update(step).digest();
  const at = sum[sum.length - 1] & 15;
  return String((sum.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/**
 * @param {{sends: Function, sees: Function}} person
 * @param {string} password
 */
export async function guard(person, password) {
  await person.sends("/account/two-factor/begin", { password });
  const [, secret] = (await person.sees("/account/two-factor")).match(/id="secret">([^<]+)</);
  await person.sends("/account/two-factor/confirm", { code: code(secret.replace(/\s/g, "")) });
}
