// Every page of the house, and as whom it is looked at. Whoever adds a page adds a line.
//
// A word in braces is something of the stage (stage.mjs). `press` is a button of the page at `path`: the page that the
// form behind it leads to is looked at, with `fill` typed in first. `status` is what the page answers, 200 if not said;
// `scripts` is false for a page that forbids them.

/** @typedef {"nobody"|"bidder"|"seller"|"admin"} Role */

/** @type {{path: string, as: Role[], press?: string, fill?: Object<string, string>, status?: number, scripts?: boolean}[]} */
export const addresses = [
  // Looking.
  { path: "/", as: ["nobody", "bidder"] },
  { path: "/?q=chair&status=all", as: ["nobody"] },
  { path: "/?q=nothingislikethis", as: ["nobody"] },
  { path: "/c/{category}", as: ["nobody", "bidder"] },
  { path: "/searches", as: ["bidder"] },
  { path: "/sales", as: ["nobody"] },
  { path: "/sales/{timedSale}", as: ["nobody"] },
  { path: "/sales/{liveSale}", as: ["nobody"] },
  { path: "/auctions/{open}", as: ["nobody", "bidder", "seller", "admin"] },
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
  // Bidding.
  { path: "/auctions/{open}", press: "#bid", as: ["bidder"] },
  { path: "/auctions/{open}", press: "#set-maximum", fill: { amount: "900" }, as: ["bidder"] },
  { path: "/auctions/{open}", press: "#set-maximum", fill: { amount: "nonsense" }, status: 422, as: ["bidder"] },
  // For programs.
  { path: "/api", as: ["nobody", "admin"] },
  // Coming in.
  { path: "/register", as: ["nobody"] },
  { path: "/register", press: "main button", fill: { email: "nobody", password: "1" }, status: 422, as: ["nobody"] },
  { path: "/register/sent", as: ["nobody"] },
  { path: "/sign-in", as: ["nobody"] },
  { path: "/sign-in", press: "main button", fill: { email: "a@b.example", password: "x" }, status: 401, as: ["nobody"] },
  { path: "/forgot", as: ["nobody"] },
  { path: "/forgot", press: "main form button", fill: { email: "ann@gavel.example" }, as: ["nobody"] },
  { path: "/forgot", press: "main form button", fill: { email: "nobody" }, status: 422, as: ["nobody"] },
  { path: "/confirm/{confirm}", as: ["nobody"] },
  { path: "/confirm/{stale}", as: ["nobody"], status: 410 },
  { path: "/reset/{reset}", as: ["nobody"] },
  { path: "/reset", as: ["nobody"] },
  { path: "/move/{stale}", as: ["nobody"], status: 410 },
  { path: "/unsubscribe/{unsubscribe}", as: ["nobody"] },
  // What people are told.
  { path: "/notices", as: ["bidder", "seller"] },
  { path: "/watching", as: ["bidder", "seller"] },
  { path: "/account/messages", as: ["bidder"] },
  // Their own affairs.
  { path: "/bids", as: ["bidder", "seller"] },
  { path: "/account", as: ["bidder", "seller", "admin"] },
  { path: "/account/email", as: ["bidder"] },
  { path: "/account/password", as: ["bidder"] },
  { path: "/account/sessions", as: ["bidder"] },
  { path: "/account/two-factor", as: ["bidder"] },
  { path: "/account/close", as: ["bidder"] },
  // After the hammer.
  { path: "/invoices", as: ["bidder", "seller"] },
  { path: "/invoices/{invoice}", as: ["bidder", "seller", "admin"] },
  { path: "/offers/{offer}", as: ["bidder"] },
  // Selling.
  { path: "/sell", as: ["bidder", "seller"] },
  { path: "/sell/new", as: ["seller"] },
  { path: "/sell/new", press: "#sell-form button[value=publish]", fill: { title: "" }, status: 422, as: ["seller"] },
  { path: "/sell/{draft}", as: ["seller"] },
  { path: "/sell/{draft}/photos", as: ["seller"] },
  { path: "/sell/{draft}/preview", as: ["seller"], scripts: false },
  { path: "/sell/{untouched}/amend", as: ["seller"] },
  { path: "/sell/sales/new", as: ["seller"] },
  { path: "/sell/sales/{draftSale}", as: ["seller"] },
  { path: "/sell/sales/{draftSale}/lots/new", as: ["seller"] },
  { path: "/sell/sales/{draftSale}/lots/{draftLot}", as: ["seller"] },
  { path: "/sell/sales/{draftSale}/import", as: ["seller"] },
  { path: "/sales/{liveSale}/console", as: ["seller"] },
  // The house.
  { path: "/admin", as: ["admin"] },
  { path: "/admin/registrations", as: ["admin"] },
  { path: "/admin/people", as: ["admin"] },
  { path: "/admin/people?q=gavel", as: ["admin"] },
  { path: "/admin/people/{person}", as: ["admin"] },
  { path: "/admin/strikes", as: ["admin"] },
  { path: "/admin/sales", as: ["admin"] },
  { path: "/admin/reports", as: ["admin"] },
  { path: "/admin/signals", as: ["admin"] },
  { path: "/admin/tariffs", as: ["admin"] },
  { path: "/admin/categories", as: ["admin"] },
  { path: "/admin/categories", press: "main form .primary", fill: { english: " ", spanish: " ", reason: "?" }, status: 422, as: ["admin"] },
  { path: "/admin/categories/{category}", as: ["admin"] },
  { path: "/admin/mail", as: ["admin"] },
  { path: "/admin/audit", as: ["admin"] },
  { path: "/admin/health", as: ["admin"] },
  // What is not there, and what is not theirs.
  { path: "/nothing-here", as: ["nobody", "bidder"], status: 404 },
  { path: "/admin", as: ["bidder"], status: 403 },
];

/** The two that Lighthouse measures. */
export const measured = ["/", "/auctions/{open}"];
