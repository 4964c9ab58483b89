// Every page of the house, and as whom it is looked at. Whoever adds a page adds a line.
//
// A word in braces is something of the stage (stage.mjs). `press` is a button of the page at `path`: the page that the
// form behind it leads to is looked at, with `fill` typed in first. `moves` is what changes on the page when somebody bids on
// the open lot: it is looked at once it has. `status` is what the page answers, 200 if not said; `scripts` is false for a page
// that forbids them.

/** @typedef {"nobody"|"newcomer"|"guarded"|"bidder"|"seller"|"admin"} Role */

/**
 * @type {{path: string, as: Role[], press?: string, fill?: Object<string, string>, moves?: string, status?: number,
 *   scripts?: boolean}[]}
 */
export const addresses = [
  // Looking.
  { path: "/", as: ["nobody", "newcomer", "bidder"] },
  { path: "/", moves: "#lots", as: ["nobody", "bidder"] },
  { path: "/?q=chair&status=all", as: ["nobody"] },
  { path: "/?q=nothingislikethis", as: ["nobody"] },
  { path: "/?q=chiar&currency=EUR&price_to=nonsense", as: ["bidder"] },
  { path: "/c/{category}", as: ["nobody", "bidder"] },
  { path: "/searches", as: ["newcomer", "bidder"] },
  { path: "/sales", as: ["nobody"] },
  { path: "/sales/{timedSale}", as: ["nobody"] },
  { path: "/sales/{liveSale}", as: ["nobody"] },
  { path: "/auctions/{open}", as: ["nobody", "bidder", "seller", "admin"] },
  { path: "/auctions/{open}", moves: "#price", as: ["nobody", "bidder", "seller", "admin"] },
  { path: "/auctions/{pictured}", as: ["nobody", "newcomer", "bidder", "seller"] },
  { path: "/auctions/{dutch}", as: ["nobody", "bidder"] },
  { path: "/auctions/{sealed}", as: ["bidder"] },
  { path: "/auctions/{reverse}", as: ["bidder"] },
  { path: "/auctions/{several}", as: ["bidder"] },
  { path: "/auctions/{approved}", as: ["nobody", "bidder"] },
  { path: "/auctions/{scheduled}", as: ["nobody"] },
  { path: "/auctions/{halted}", as: ["bidder"] },
  { path: "/auctions/{sold}", as: ["nobody", "bidder", "seller"] },
  { path: "/auctions/{unsold}", as: ["seller"] },
  { path: "/auctions/{cancelled}", as: ["nobody"] },
  { path: "/auctions/{inLiveSale}", as: ["bidder"] },
  { path: "/auctions/{open}/{title}", as: ["nobody"] },
  { path: "/auctions/{open}/report", as: ["bidder"] },
  { path: "/auctions/{open}/report", press: "main form button", fill: { reason: "" }, status: 422, as: ["bidder"] },
  // Bidding.
  { path: "/auctions/{open}", press: "#bid", as: ["bidder"] },
  { path: "/auctions/{open}", press: "#set-maximum", fill: { amount: "90000" }, as: ["bidder"] },
  { path: "/auctions/{open}", press: "#set-maximum", fill: { amount: "nonsense" }, status: 422, as: ["bidder"] },
  { path: "/auctions/{approved}", press: ".registration button", fill: { accept: "" }, status: 422, as: ["bidder"] },
  { path: "/auctions/{open}", press: "#say button", fill: { text: "" }, status: 422, as: ["bidder"] },
  // For programs.
  { path: "/api", as: ["nobody", "admin"] },
  // Coming in.
  { path: "/register", as: ["nobody"] },
  { path: "/register", press: "main button", fill: { email: "nobody", password: "1" }, status: 422, as: ["nobody"] },
  { path: "/register/sent", as: ["nobody"] },
  { path: "/sign-in", as: ["nobody"] },
  { path: "/sign-in", press: "main button", fill: { email: "a@b.example", password: "x" }, status: 401, as: ["nobody"] },
  { path: "/sign-in", press: "main button", fill: { email: "guarded@gavel.example", password: "{newPassword}" }, as: ["nobody"] },
  { path: "/forgot", as: ["nobody"] },
  { path: "/forgot", press: "main form button", fill: { email: "ann@gavel.example" }, as: ["nobody"] },
  { path: "/forgot", press: "main form button", fill: { email: "nobody" }, status: 422, as: ["nobody"] },
  { path: "/confirm/{confirm}", as: ["nobody"] },
  { path: "/confirm/{stale}", as: ["nobody"], status: 410 },
  { path: "/reset/{reset}", as: ["nobody"] },
  { path: "/reset/{reset}", press: "main form button", fill: { password: "1" }, status: 422, as: ["nobody"] },
  { path: "/reset", as: ["nobody"] },
  { path: "/move/{stale}", as: ["nobody"], status: 410 },
  { path: "/unsubscribe/{unsubscribe}", as: ["nobody"] },
  // What people are told.
  { path: "/notices", as: ["newcomer", "bidder", "seller"] },
  { path: "/watching", as: ["newcomer", "bidder", "seller"] },
  { path: "/account/messages", as: ["bidder"] },
  // Their own affairs.
  { path: "/bids", as: ["newcomer", "bidder", "seller"] },
  { path: "/account", as: ["newcomer", "bidder", "seller", "admin"] },
  { path: "/account/email", as: ["bidder"] },
  { path: "/account/email", press: "form.slim button", fill: { email: "ann", password: "x" }, status: 422, as: ["bidder"] },
  { path: "/account/password", as: ["bidder"] },
  { path: "/account/password", press: "form.slim button", fill: { old: "x", password: "1" }, status: 403, as: ["bidder"] },
  { path: "/account/sessions", as: ["bidder"] },
  { path: "/account/two-factor", as: ["bidder"] },
  { path: "/account/two-factor", press: "form.slim button", fill: { password: "x" }, status: 403, as: ["bidder"] },
  { path: "/account/two-factor", as: ["guarded", "seller"] },
  { path: "/account/close", as: ["newcomer", "guarded", "bidder"] },
  { path: "/account/close", press: "form.slim button", fill: { password: "x", word: "x" }, status: 422, as: ["newcomer"] },
  // After the hammer.
  { path: "/invoices", as: ["newcomer", "bidder", "seller"] },
  { path: "/invoices/{invoice}", as: ["bidder", "seller", "admin"] },
  { path: "/offers/{offer}", as: ["bidder"] },
  // Selling.
  { path: "/sell", as: ["newcomer", "bidder", "seller"] },
  { path: "/sell?show=drafts", as: ["seller"] },
  { path: "/sell?show=asked", as: ["seller"] },
  { path: "/sell/new", as: ["seller"] },
  { path: "/sell/new", press: "#sell-form button[value=publish]", fill: { title: "" }, status: 422, as: ["seller"] },
  { path: "/sell/{draft}", as: ["seller"] },
  { path: "/sell/{draft}", press: "#sell-form button[value=template]", fill: { template: "Chairs" }, as: ["seller"] },
  { path: "/sell/{draft}/photos", as: ["seller"] },
  { path: "/sell/{pictured}/photos", as: ["seller"] },
  { path: "/sell/{draft}/preview", as: ["seller"], scripts: false },
  { path: "/sell/{untouched}/amend", as: ["seller"] },
  { path: "/sell/{untouched}/amend", press: "main form button", fill: { title: "" }, status: 422, as: ["seller"] },
  { path: "/sell/sales/new", as: ["seller"] },
  { path: "/sell/sales/new", press: "main form .row button", fill: { title: "" }, status: 422, as: ["seller"] },
  { path: "/sell/sales/{draftSale}", as: ["seller"] },
  { path: "/sell/sales/{draftSale}/lots/new", as: ["seller"] },
  { path: "/sell/sales/{draftSale}/lots/new", press: "main form button", fill: { title: "" }, status: 422, as: ["seller"] },
  { path: "/sell/sales/{draftSale}/lots/{draftLot}", as: ["seller"] },
  { path: "/sell/sales/{draftSale}/import", as: ["seller"] },
  { path: "/sales/{liveSale}/console", as: ["seller"] },
  // The house.
  { path: "/admin", as: ["admin"] },
  { path: "/admin/registrations", as: ["admin"] },
  { path: "/admin/people", as: ["admin"] },
  { path: "/admin/people?text=gavel", as: ["admin"] },
  { path: "/admin/people?text=nothingislikethis", as: ["admin"] },
  { path: "/admin/people/{person}", as: ["admin"] },
  { path: "/admin/people/{rival}", as: ["admin"] },
  { path: "/admin/people/{rival}", press: "[action$='/limit'] button", fill: { reason: "" }, status: 422, as: ["admin"] },
  { path: "/admin/strikes", as: ["admin"] },
  { path: "/admin/sales", as: ["admin"] },
  { path: "/admin/reports", as: ["admin"] },
  { path: "/admin/signals", as: ["admin"] },
  { path: "/admin/tariffs", as: ["admin"] },
  { path: "/admin/tariffs", press: ".desk form button", fill: { rows: "nonsense" }, status: 422, as: ["admin"] },
  { path: "/admin/mail", as: ["admin"] },
  { path: "/admin/mail?fate=failed", as: ["admin"] },
  { path: "/admin/audit", as: ["admin"] },
  { path: "/admin/audit?kind=nothing", as: ["admin"] },
  { path: "/admin/health", as: ["admin"] },
  // What is not there, and what is not theirs.
  { path: "/nothing-here", as: ["nobody", "bidder"], status: 404 },
  { path: "/auctions/nothing", as: ["nobody"], status: 404 },
  { path: "/admin", as: ["bidder"], status: 403 },
  { path: "/sales/{liveSale}/console", as: ["bidder"], status: 403 },
];

/** Those that Lighthouse measures. */
export const measured = ["/", "/auctions/{open}", "/auctions/{pictured}", "/auctions/{sold}"];
