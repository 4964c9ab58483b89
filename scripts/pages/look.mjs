// Opens pages in a real browser and tells what is wrong with them: by axe-core, on phones and desks, in the light and in the
// dark; by the browser's own console; and by whether they fit a screen of 320 pixels: as they come, and unfolded.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.env.PAGES_TOOLS}/`);
const puppeteer = require("puppeteer-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** The rules of WCAG up to 2.2, levels A and AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Pixels across: a desk and a phone. */
const WIDTHS = [1280, 390];

/** What every page must fit (WCAG 1.4.10). */
const NARROWEST = 320;

export function launch() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-prefers-reduced-motion"],
  });
}

/** Opens a page, by hand or through a button of it. Its source is what the server sent. */
async function open(page, url, address) {
  if (!address.press) return page.goto(url, { waitUntil: "load" });
  await page.goto(url, { waitUntil: "load" });
  const asked = await page.evaluate(
    (selector, fill) => {
      const button = document.querySelector(selector);
      if (!button?.form) return null;
      const told = new FormData(button.form, button.disabled ? null : button);
      for (const [name, value] of Object.entries(fill)) told.set(name, value);
      for (const [name, value] of [...told]) if (typeof value !== "string") told.delete(name);
      const action = button.hasAttribute("formaction") ? button.formAction : button.form.action;
      return { url: action, method: button.form.method, body: new URLSearchParams(told).toString() };
    },
    address.press,
    address.fill ?? {},
  );
  if (!asked) throw new Error(`There is no button ${address.press} in a form.`);
  if (asked.method !== "post") return page.goto(`${asked.url.split("?")[0]}?${asked.body}`, { waitUntil: "load" });
  await page.setRequestInterception(true);
  let sent = false;
  const send = (request) => {
    if (sent || !request.isNavigationRequest()) return request.continue();
    sent = true;
    const headers = { ...request.headers(), "content-type": "application/x-www-form-urlencoded" };
    return request.continue({ method: "POST", postData: asked.body, headers });
  };
  page.on("request", send);
  try {
    return await page.goto(asked.url, { waitUntil: "load" });
  } finally {
    page.off("request", send);
    await page.setRequestInterception(false);
  }
}

/** What the console says while `look` looks at an address, but for what the page's own status makes the browser say. */
async function overhearing(page, address, look) {
  const heard = [];
  const said = (message) => {
    // A page that forbids scripts says so of each that it could have had.
    if (address.scripts === false && /Content Security Policy/.test(message.text())) return;
    const own = message.location().url?.split("#")[0] === page.url().split("#")[0] && /status of 4/.test(message.text());
    if (message.type() === "error" && !own) heard.push(`the console says: ${message.text()}`);
  };
  const thrown = (error) => heard.push(`a script broke: ${error.message}`);
  page.on("console", said);
  page.on("pageerror", thrown);
  try {
    return { ...(await look()), heard };
  } finally {
    page.off("console", said);
    page.off("pageerror", thrown);
  }
}

async function axe(page, state) {
  // Anew every time: some pages are fetched again when much of them has changed.
  await page.evaluate(AXE);
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 900 });
    for (const theme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
      const { violations } = await page.evaluate((tags) => globalThis.axe.run({ runOnly: tags, resultTypes: ["violations"] }), TAGS);
      for (const { id, help, nodes } of violations) {
        for (const node of nodes) found.push({ rule: id, help, where: `${node.target}`, html: node.html, at: `${width} ${theme}${state}` });
      }
    }
  }
  return found;
}

/** Whether a page fits, or what of it does not. */
async function fits(page, state) {
  await page.setViewport({ width: NARROWEST, height: 900 });
  return page.evaluate(
    (narrowest, state) => {
      const across = document.documentElement.scrollWidth;
      if (across <= narrowest) return [];
      const end = (one) => one.getBoundingClientRect().left + Math.max(one.offsetWidth ?? 0, one.scrollWidth);
      const beyond = [...document.querySelectorAll("body *")].filter((one) => end(one) > narrowest + 1);
      const names = beyond.slice(-3).map((one) => [one.localName, one.id && `#${one.id}`, ...[...one.classList].map((name) => `.${name}`)].join(""));
      return [`${across} pixels wide on a screen of ${narrowest}${state}: ${names.join(", ")}`];
    },
    NARROWEST,
    state,
  );
}

/** Unfolds and opens what the page has folded, and says whether there was any. */
async function unfold(page) {
  const folded = await page.evaluate(() => {
    const all = [...document.querySelectorAll("details:not([open])")].filter((one) => one.checkVisibility());
    for (const one of all) one.open = true;
    return all.length;
  });
  return folded > 0;
}

/** Opens the dialog that the photographs of a page have. */
async function enlarge(page) {
  const print = await page.$("#gallery .prints a");
  await print?.click();
  return Boolean(print);
}

/** What axe finds and what does not fit: as the page comes, with everything unfolded, and with its dialog open. */
async function seen(page) {
  const found = { axe: await axe(page, ""), wrong: await fits(page, "") };
  for (const [state, open] of [[", unfolded", unfold], [", enlarged", enlarge]]) {
    if (!(await open(page))) continue;
    found.axe.push(...(await axe(page, state)));
    found.wrong.push(...(await fits(page, state)));
  }
  return found;
}

/** Bids, and waits until it is seen: until what it moves on the page is no longer as it was. */
async function moved(page, selector, bid) {
  const before = await page.$eval(selector, (one) => one.textContent);
  await bid();
  await page.waitForFunction((which, text) => document.querySelector(which).textContent !== text, {}, selector, before);
}

/** Everything that is wrong with one page as one person sees it in one language. */
export async function look(page, url, address, bid) {
  return overhearing(page, address, async () => {
    await page.setViewport({ width: WIDTHS[0], height: 900 });
    const response = await open(page, url, address);
    const source = await response.text();
    const expected = address.status ?? 200;
    const wrong = response.status() === expected ? [] : [`answered ${response.status()} instead of ${expected}`];
    const language = await page.evaluate(() => document.documentElement.lang);
    if (address.moves) await moved(page, address.moves, bid);
    const { axe: violations, wrong: ill } = await seen(page);
    return { source, language, axe: violations, wrong: [...wrong, ...ill] };
  });
}
