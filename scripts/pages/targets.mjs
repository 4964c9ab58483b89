// Writes down, as a proxy's log would have it, a request for every form of every page and every call of the API, filled in as
// somebody would: what an SQL-injection scan changes bit by bit.
//
//   node targets.mjs     in the environment of scripts/with-demo; on standard output

import { addresses } from "./addresses.mjs";
import { stage } from "./stage.mjs";

const { HOUSE } = process.env;
const { host } = new URL(HOUSE);

/** What would end the scan: its own session, or a lot that others of its requests are about. */
const LEFT_OUT = [/^\/sign-out/, /^DELETE \/api\/v1\/sessions/, /\/sell\/sales\/[^/]+\/discard/];

const { things, tokens } = await stage();
const seen = new Set();

function write(method, path, kind, body, token) {
  if (!body && !path.includes("?") && !path.includes("*")) return;
  const shape = `${method} ${path} ${kind} ${body}`.replace(/[0-9a-f-]{36,}/g, "").replace(/=[^&]*/g, "");
  if (seen.has(shape) || LEFT_OUT.some((pattern) => pattern.test(path) || pattern.test(`${method} ${path}`))) return;
  seen.add(shape);
  const head = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, `Sec-Fetch-Site: same-origin`];
  if (token) head.push(`Cookie: gavel=${token}`);
  if (method !== "GET") head.push(`Idempotency-Key: ${crypto.randomUUID()}`);
  if (body) head.push(`Content-Type: ${kind}`, `Content-Length: ${Buffer.byteLength(body)}`);
  const line = "=".repeat(54);
  console.log([line, `00:00:00  ${HOUSE}`, line, ...head, "", body, line, "", "", ""].join("\r\n"));
}

const filled = (path) => path.replace(/\{(\w+)\}/g, (_, name) => things[name]);
const attribute = (tag, name) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1].replaceAll("&amp;", "&");

/** The fields of a form as the page has them, with something in those that are empty. */
function fields(form) {
  const told = new URLSearchParams();
  for (const [tag, kind] of form.matchAll(/<(input|textarea|select|button)\b[^>]*>/g)) {
    const name = attribute(tag, "name");
    if (!name || attribute(tag, "type") === "file") continue;
    if (kind === "button" && told.has(name)) continue;
    told.append(name, attribute(tag, "value") || "1");
  }
  return told.toString();
}

/** Where a form leads to, by each of its buttons. */
function actions(form, tag, at) {
  const buttons = [...form.matchAll(/<button\b[^>]*>/g)].map(([button]) => attribute(button, "formaction"));
  const own = attribute(tag, "action") ?? at.split("?")[0];
  return new Set(buttons.length > 0 ? buttons.map((action) => action ?? own) : [own]);
}

for (const { path, as, press } of addresses) {
  if (press) continue;
  for (const role of as) {
    const at = filled(path);
    if (at.includes("?")) write("GET", at, "", "", tokens[role]);
    const answer = await fetch(HOUSE + at, { headers: { Accept: "text/html", Cookie: `gavel=${tokens[role] ?? ""}` } });
    const page = await answer.text();
    for (const [form, tag] of page.matchAll(/(<form\b[^>]*>)[\s\S]*?<\/form>/g)) {
      const told = fields(form);
      for (const action of actions(form, tag, at)) {
        if (attribute(tag, "method") === "post") write("POST", action, "application/x-www-form-urlencoded", told, tokens[role]);
        else write("GET", `${action}?${told}`, "", "", tokens[role]);
      }
    }
  }
}

const api = await (await fetch(`${HOUSE}/api/openapi.json`)).json();
const found = (part) => (part?.$ref ? part.$ref.split("/").slice(1).reduce((there, name) => there[name], api) : part);
const OF = { auction: "open", sale: "timedSale", invoice: "invoice", offer: "offer", account: "person", other: "person" };

/** Something a parameter may be: a thing of the stage, a word, or a number. */
function example(reference) {
  const [name, { schema }] = [reference.$ref.split("/").pop(), found(reference)];
  const { enum: words, type } = found(schema);
  return things[OF[name]] ?? words?.find(Boolean) ?? (type === "integer" ? "1" : "chair");
}

for (const [template, item] of Object.entries(api.paths)) {
  for (const [method, call] of Object.entries(item).filter(([word]) => word !== "parameters")) {
    const parameters = [...(item.parameters ?? []), ...(call.parameters ?? [])];
    const of = (place) => parameters.filter((parameter) => found(parameter).in === place);
    const at = (mark) => of("path").reduce((path, one) => path.replace(`{${found(one).name}}`, example(one) + mark), template);
    const query = new URLSearchParams(of("query").map((one) => [found(one).name, example(one)])).toString();
    const schema = found(call.requestBody?.content?.["application/json"]?.schema);
    const body = schema ? JSON.stringify(schema.examples?.[0] ?? { reason: "As it is", seq: 1, author: "g1" }) : "";
    write(method.toUpperCase(), query ? `${at("")}?${query}` : at(""), "application/json", body, tokens.admin);
    // The star tells the scanner that a piece of the address is a parameter too.
    if (of("path").length > 0) write(method.toUpperCase(), at("*"), "application/json", "", tokens.admin);
  }
}
