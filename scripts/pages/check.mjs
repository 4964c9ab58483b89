// Looks at every page of addresses.mjs as everybody it is for, in both languages, and prints what is wrong.
//
//   node check.mjs [--quick] [PART…]     in the environment of scripts/pages-check

import { readFileSync } from "node:fs";
import { addresses, measured } from "./addresses.mjs";
import { launch, look } from "./look.mjs";
import { measure } from "./measure.mjs";
import { stage } from "./stage.mjs";
import { validate } from "./validate.mjs";

const { HOUSE } = process.env;
const LANGUAGES = ["en", "es"];

/** Points of 100 that a page must have in each category of Lighthouse. */
const LEAST = 95;

const given = process.argv.slice(2);
const quick = given.includes("--quick");
const parts = given.filter((word) => !word.startsWith("--"));
const wanted = ({ path, press }) => parts.length === 0 || parts.some((part) => `${path} ${press ?? ""}`.includes(part));

const { things, tokens, bid } = await stage();
const filled = (path) => path.replace(/\{(\w+)\}/g, (_, name) => things[name] ?? `no-${name}-on-the-stage`);
/** An address with what is typed in filled in too. */
const told = ({ fill = {}, ...rest }) => ({ ...rest, fill: Object.fromEntries(Object.entries(fill).map(([name, text]) => [name, filled(text)])) });
const browser = await launch();
const rows = [];
const sources = [];

for (const language of quick ? LANGUAGES.slice(0, 1) : LANGUAGES) {
  for (const role of ["nobody", "newcomer", "guarded", "bidder", "seller", "admin"]) {
    const theirs = addresses.filter((address) => address.as.includes(role) && wanted(address));
    if (theirs.length > 0) await walk(language, role, theirs);
  }
}

async function walk(language, role, theirs) {
  const context = await browser.createBrowserContext();
  const cookies = [{ name: "gavel-language", value: language }];
  if (tokens[role]) cookies.push({ name: "gavel", value: tokens[role] });
  await context.setCookie(...cookies.map((cookie) => ({ ...cookie, domain: new URL(HOUSE).hostname, path: "/" })));
  const page = await context.newPage();
  for (const address of theirs) {
    const name = `${address.path}${address.press ? ` ${address.press}` : ""}${address.moves ? ` moving ${address.moves}` : ""}${address.fill ? ` ${JSON.stringify(address.fill)}` : ""}`;
    const row = { name, as: `${role} ${language}`, axe: [], wrong: [], nu: [] };
    rows.push(row);
    try {
      const { source, heard, ...seen } = await look(page, HOUSE + filled(address.path), told(address), bid);
      Object.assign(row, seen, { wrong: [...seen.wrong, ...heard] });
      if (seen.language !== language) row.wrong.push(`the page is in ${seen.language}`);
      sources.push({ name: rows.length - 1, kind: "html", source });
    } catch (error) {
      row.wrong.push(error.message);
    }
  }
  await context.close();
}

for (const file of parts.length > 0 ? [] : process.env.PAGES_FILES.split("\n").filter(Boolean)) {
  rows.push({ name: file, as: "", axe: [], wrong: [], nu: [] });
  sources.push({ name: rows.length - 1, kind: file.split(".").pop(), source: readFileSync(file, "utf8") });
}
for (const { name, ...fault } of sources.length > 0 ? await validate(sources) : []) rows[name].nu.push(fault);

const scored = [];
for (const path of quick || parts.length > 0 ? [] : measured) {
  scored.push({ name: path, ...(await measure(browser, HOUSE + filled(path), LEAST)) });
}
await browser.close();
process.exitCode = report() ? 0 : 1;

/** What each fault is, and where it was found, once for all who see it. */
function gathered() {
  const faults = new Map();
  const add = (what, row, where) => {
    const places = faults.get(what) ?? new Map();
    faults.set(what, places.set(`${row.name} ${where}`, [...(places.get(`${row.name} ${where}`) ?? []), row.as]));
  };
  for (const row of rows) {
    for (const { rule, help, where, html, at } of row.axe) add(`axe ${rule}: ${help}`, row, `(${at}) ${where} ${html.slice(0, 160)}`);
    for (const { message, extract } of row.nu) add(`Nu: ${message}`, row, extract.slice(0, 160));
    for (const what of row.wrong) add(what, row, "");
  }
  return faults;
}

function report() {
  console.log(`${"page".padEnd(64)} ${"as".padEnd(11)} axe  Nu  else`);
  for (const row of rows.filter((row) => row.axe.length + row.nu.length + row.wrong.length > 0)) {
    const counts = [row.axe, row.nu, row.wrong].map((faults) => String(faults.length).padStart(3));
    console.log(`${row.name.slice(0, 64).padEnd(64)} ${row.as.padEnd(11)} ${counts.join(" ")}`);
  }
  for (const [what, places] of gathered()) {
    console.log(`\n${what}`);
    for (const [where, who] of [...places].slice(0, 12)) console.log(`  ${where}  [${[...new Set(who)].join(", ")}]`);
    if (places.size > 12) console.log(`  … and ${places.size - 12} more`);
  }
  for (const { name, scores, faults } of scored) {
    console.log(`\nLighthouse ${name}: ${Object.entries(scores).map(([what, points]) => `${what} ${points}`).join(", ")}`);
    for (const fault of faults) console.log(`  ${fault}`);
  }
  const bad = rows.filter((row) => row.axe.length + row.nu.length + row.wrong.length > 0).length;
  const slow = scored.filter(({ scores }) => Math.min(...Object.values(scores)) < LEAST).length;
  console.log(`\n${rows.length} pages and files looked at, ${bad} with faults; ${scored.length} measured, ${slow} below ${LEAST}`);
  return rows.length > 0 && bad === 0 && slow === 0;
}
