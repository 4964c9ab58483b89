// Measures pages with Lighthouse, as a phone on a slow network would see them.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.PAGES_TOOLS}/`);
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/** How often a page is measured at most: on a busy machine one run says little about speed. The best counts. */
const RUNS = 3;

/**
 * @returns {Promise<{scores: Object<string, number>, faults: string[]}>} points of 100, and what cost some
 */
export async function measure(browser, url, least) {
  const { default: lighthouse } = await import(pathToFileURL(require.resolve("lighthouse")).href);
  const port = Number(new URL(browser.wsEndpoint()).port);
  let best = null;
  for (let run = 0; run < RUNS; run += 1) {
    const { lhr } = await lighthouse(url, { port, onlyCategories: CATEGORIES, logLevel: "silent" });
    const told = { scores: scores(lhr), faults: faults(lhr) };
    if (!best || lowest(told) > lowest(best)) best = told;
    if (lowest(best) >= least) break;
  }
  return best;
}

const lowest = ({ scores }) => Math.min(...Object.values(scores));

const scores = (lhr) => Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)]));

function faults(lhr) {
  const counting = CATEGORIES.flatMap((name) => lhr.categories[name].auditRefs.filter(({ weight }) => weight > 0));
  const audits = counting.map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 0.9);
  return audits.map(({ title, displayValue }) => [title, displayValue].filter(Boolean).join(": "));
}
