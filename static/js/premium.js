/**
 * What a hammer price comes to, with premium and tax: the same sum, to the minor unit, as the house's own. Pure.
 * @module
 */

/**
 * @typedef {object} Rates
 * @property {[number, number][]} [premium] rows `[from, basis points]`, from the lowest; each slice pays its own rate
 * @property {{on_hammer: number, on_premium: number}} [tax] in basis points
 */

/** All of an amount, in basis points. */
const WHOLE = 10_000n;

/**
 * Integers only: an amount times a rate is more than a number can hold exactly.
 * @param {number} hammer in minor units
 * @param {Rates} of
 */
export function bill(hammer, { premium = [], tax = { on_hammer: 0, on_premium: 0 } }) {
  const paid = rounded(premium.reduce((sum, [from, rate], row) => {
    const end = Math.min(hammer, premium[row + 1]?.[0] ?? hammer);
    return sum + share(Math.max(0, end - from), rate);
  }, 0n));
  const taxed = rounded(share(hammer, tax.on_hammer) + share(paid, tax.on_premium));
  return { hammer, premium: paid, tax: taxed, total: hammer + paid + taxed };
}

/** Whether anything at all is paid on top. @param {Rates} of */
export function isCharged({ premium = [], tax }) {
  return premium.some(([, rate]) => rate > 0) || Boolean(tax && (tax.on_hammer || tax.on_premium));
}

/** @param {number} amount @param {number} rate */
const share = (amount, rate) => BigInt(amount) * BigInt(rate);

/** Half up to a whole minor unit. @param {bigint} tenThousandths */
const rounded = (tenThousandths) => Number((tenThousandths + WHOLE / 2n) / WHOLE);
