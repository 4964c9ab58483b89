// Sets the demo house up so that every page has something to show: lots in every state, an invoice, an offer, drafts, letters.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { drawn } from "./drawn.mjs";
import { guard } from "./factor.mjs";

const { HOUSE, HOUSE_DATA, HOUSE_PASSWORD } = process.env;
const PEOPLE = { bidder: "ann@gavel.example", rival: "ben@gavel.example", seller: "seller@gavel.example", admin: "admin@gavel.example" };

/** Somebody who calls the API. */
class Person {
  /** @param {string} token */
  constructor(token) {
    this.token = token;
  }

  static async signsIn(email, password = HOUSE_PASSWORD) {
    const session = await new Person("").calls("POST", "/sessions", { email, password });
    return new Person(session.token);
  }

  async calls(method, path, body) {
    const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const answer = await fetch(`${HOUSE}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  gets(path) {
    return this.calls("GET", path);
  }

  posts(path, body = {}) {
    return this.calls("POST", path, body);
  }

  /** Sends a form of a page. */
  async sends(path, fields) {
    const headers = { Authorization: `Bearer ${this.token}` };
    const answer = await fetch(HOUSE + path, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
    if (answer.status >= 400) throw new Error(`The form ${path} was answered with ${answer.status}.`);
    // Some acts end the session, and begin another.
    this.token = answer.headers.get("set-cookie")?.match(/gavel=([0-9a-f]+)/)?.[1] ?? this.token;
    return answer.text();
  }

  /** Hangs a photograph. */
  async hangs(lot, photograph, alt) {
    const headers = { Authorization: `Bearer ${this.token}`, "Content-Type": "image/png" };
    const path = `/api/v1/auctions/${lot}/photos?alt=${encodeURIComponent(alt)}`;
    const answer = await fetch(HOUSE + path, { method: "POST", headers, body: photograph });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
  }

  /** A page's source. */
  async sees(path) {
    const headers = { Authorization: `Bearer ${this.token}`, Accept: "text/html" };
    return (await fetch(HOUSE + path, { headers })).text();
  }
}

const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

const CHAIR = {
  title: "A bentwood chair",
  description: "Beech, about 1900, seat renewed.\n\nSound, with old worm holes in one leg.",
  category: "furniture",
  currency: "EUR",
  start: 1_000,
  premium: [[0, 2_000]],
  tax: { on_hammer: 0, on_premium: 1_900 },
  publish: true,
};

/** The token of the latest link of a kind among the letters in the house's folder. */
function linked(kind) {
  const folder = `${HOUSE_DATA}/mail`;
  // The folder comes with the first letter.
  if (!existsSync(folder)) return undefined;
  const letters = readdirSync(folder).filter((name) => name.endsWith(".eml")).sort();
  const link = new RegExp(`/${kind}/([A-Za-z0-9_-]{20,})`);
  const tokens = letters.map((name) => readFileSync(`${folder}/${name}`, "utf8").replace(/=\r?\n/g, "").match(link)?.[1]);
  return tokens.filter(Boolean).pop();
}

/** Waits until `ask` answers something. */
async function until(what, ask) {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`Waited in vain for ${what}.`);
}

/**
 * What pages are about, by the names that addresses.mjs uses, the session of each role, and how to bid on the open lot: each
 * time another of two, and more than the other would give.
 *
 * @returns {Promise<{things: Object<string, string>, tokens: Object<string, string>, bid: () => Promise<void>}>}
 */
export async function stage() {
  const people = {};
  for (const [role, email] of Object.entries(PEOPLE)) people[role] = await Person.signsIn(email);
  const { bidder, rival, seller, admin } = people;
  const lists = async (more = {}) => (await seller.posts("/auctions", { ...CHAIR, ends_at: inDays(7), ...more })).id;
  const things = {
    open: await lists({ reserve: 20_000, buy_now: 90_000, buy_now_until: "price_passes", retraction: true }),
    dutch: await lists({ format: "dutch", start: 90_000, dutch: { step: 500, every_s: 3_600, floor: 1_000 } }),
    sealed: await lists({ format: "first_price" }),
    reverse: await lists({ format: "reverse", start: 90_000 }),
    several: await lists({ format: "multi_unit", quantity: 3, pricing: "uniform" }),
    approved: await lists({ approval: "approved" }),
    scheduled: await lists({ starts_at: inDays(1) }),
    halted: await lists(),
    sold: await lists(),
    unsold: await lists({ reserve: 100_000 }),
    cancelled: await lists(),
    draft: await lists({ publish: false }),
    // Nobody can bid on it, not even those who make the demonstration lively.
    untouched: await lists({ starts_at: inDays(2) }),
    pictured: await lists({ title: "A pair of bentwood chairs", publish: false }),
    title: "a-bentwood-chair",
    stale: "nothing",
    category: "furniture",
  };
  const bids = (who, lot, amount, more = {}) => who.posts(`/auctions/${things[lot]}/bids`, { amount, ...more });
  await bids(rival, "open", 2_000);
  await bids(bidder, "open", 5_000);
  await bids(rival, "open", 7_000);
  await bids(bidder, "sealed", 5_000);
  await bids(bidder, "several", 5_000, { quantity: 2 });
  await bids(rival, "sold", 5_000);
  await bids(bidder, "sold", 9_000);
  await bids(bidder, "unsold", 5_000);
  await seller.posts(`/auctions/${things.halted}/halt`, { reason: "The lot is being looked at again" }).catch(() =>
    admin.posts(`/auctions/${things.halted}/halt`, { reason: "The lot is being looked at again" }),
  );
  await seller.posts(`/auctions/${things.cancelled}/cancel`, { reason: "It broke in the storeroom" });
  for (const lot of ["sold", "unsold"]) await admin.posts(`/auctions/${things[lot]}/close`, { reason: "An early close" });

  for (const [number, alt] of ["From the front", "", "The joints"].entries()) await seller.hangs(things.pictured, drawn(number), alt);
  await seller.posts(`/auctions/${things.pictured}/publish`);
  await rival.posts(`/auctions/${things.open}/room`, { text: "Is it beech?", kind: "question" });
  await seller.posts(`/auctions/${things.open}/room`, { text: "It is.", about: 1 });
  await rival.posts(`/auctions/${things.approved}/registration`, { accept: true });
  const waiting = await admin.gets("/registrations");
  things.person = waiting.registrations[0].account;

  const invoices = async () => (await bidder.gets("/invoices")).invoices.find((one) => one.auction === things.sold);
  things.invoice = (await until("the invoice", invoices)).id;
  await seller.posts(`/auctions/${things.unsold}/second-chance`);
  things.offer = (await bidder.gets("/offers")).offers[0].id;

  const common = { ...CHAIR, title: "Chairs of a café", starts_at: inDays(1), ends_at: inDays(7) };
  for (const own of ["category", "start", "publish"]) delete common[own];
  things.draftSale = (await seller.posts("/sales", common)).id;
  const lot = { title: "Chair no. 14", start: 1_000 };
  things.draftLot = (await seller.posts(`/sales/${things.draftSale}/lots`, lot)).auction;

  await bidder.calls("PUT", `/auctions/${things.open}/watch`);
  const password = "a chair by the window";
  for (const role of ["guarded", "newcomer"]) {
    await new Person("").posts("/accounts", { email: `${role}@gavel.example`, name: "Noor", password });
    people[role] = await Person.signsIn(`${role}@gavel.example`, password);
  }
  things.newPassword = password;
  await guard(people.guarded, password);
  await seller.sends("/account/two-factor/begin", { password: HOUSE_PASSWORD });
  await fetch(`${HOUSE}/forgot`, { method: "POST", body: new URLSearchParams({ email: PEOPLE.rival }) });
  for (const kind of ["confirm", "reset", "unsubscribe"]) {
    things[kind] = await until(`a letter with a link to ${kind}`, async () => linked(kind));
  }

  await bidder.posts("/searches", { question: "q=chair", name: "Chairs" }).catch(() => {});

  for (const about of ["lot", "seller"]) await rival.sends(`/auctions/${things.open}/report`, { about, reason: "Oak, not beech" });
  const [, report] = (await admin.sees("/admin/reports")).match(/\/admin\/reports\/([^/"]+)\/dismiss/);
  await admin.sends(`/admin/reports/${report}/dismiss`, { reason: "It is beech" });
  const tariff = { kind: "premium", currency: "EUR", rows: "25; 1000: 20", reason: "For the spring" };
  await admin.sends("/admin/tariffs", { ...tariff, name: "Furniture" });

  const { sales } = await bidder.gets("/sales");
  things.timedSale = sales.find((sale) => sale.kind === "timed").id;
  things.liveSale = sales.find((sale) => sale.kind === "live").id;
  things.inLiveSale = (await bidder.gets(`/sales/${things.liveSale}`)).lots[0].auction;
  things.rival = (await admin.sees("/admin/people?text=ben@gavel.example")).match(/\/admin\/people\/([0-9a-f-]+)/)[1];
  const tokens = Object.fromEntries(Object.entries(people).map(([role, person]) => [role, person.token]));
  let highest = 110_000;
  const both = [rival, bidder];
  const bid = () => bids(both.reverse()[0], "open", (highest += 10_000));
  return { things, tokens, bid };
}
