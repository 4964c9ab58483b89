/**
 * The bid control on the page: the machine of bid.js, drawn, and its confirmed bids given to the sender.
 * @module
 */

import * as machine from "./bid.js";
import { isPlain, offer, offerText, ownMaximum, question, signInText } from "./formats.js";
import { money, plain } from "./money.js";
import { isOver, standing } from "./reducer.js";
import { learn, say } from "./say.js";
import { post, sender } from "./sender.js";
import { comesTo, notLive, notOpen, takesBids } from "./words.js";

/** The confirm button arms after this long, so that a double press of the first is not taken for a yes. */
const ARM_MS = 300;

/** An amount that is younger than this was not read by whoever pressed it. */
const READ_MS = 300;

/**
 * @param {object} page
 * @param {string} page.auction
 * @param {ReturnType<typeof import("./follow.js").follow>} page.live
 * @param {(text: string) => void} page.tell to a screen reader
 */
export function bidding({ auction, live, tell }) {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("bid-form"));
  const limit = /** @type {HTMLFormElement | null} */ (document.getElementById("max-form"));
  if (!form) return offerOnly(live);
  const at = (id) => document.getElementById(id);
  const csrf = form.elements.namedItem("csrf")?.value ?? "";

  /** @type {machine.Control} */
  let control = machine.REST;
  /** @type {machine.Control | null} the question that may be answered */
  let armed = null;
  /** Whether the bid was begun, or answered, with the focus on a button of ours. */
  let focused = false;
  /** @type {any} */
  let state = null;
  /** @type {import("./follow.js").Trust} */
  let trust = { word: "catching up" };
  /** What says what became of a bid, once it was fetched. @type {any} */
  let words = null;
  /** @type {Promise<void> | null} */
  let preparing = null;
  /** Bids without the question, for who switched that on. @type {any} */
  let quick = null;
  /** What the button offers, since when, and what it offered when it was pressed down; null for a press by key. */
  const offered = { amount: null, since: 0, pressed: null };

  /** Buying at once and taking back, where a lot has that; without it their forms work by themselves. @type {any} */
  let acts = null;
  const buy = (amount) => open() && become(machine.ask(control, { amount, maximum: false, buyNow: true }));
  if (at("buy-form") || at("retract-form")) import("./acts.js").then((module) => (acts = module.acts(buy)), () => {});

  const sending = sender({
    socket: (order) => live.isLive() && live.send({ type: order.buy_now ? "buy_now" : "bid", id: live.id(), ...order }),
    http: (order) => post(order, csrf),
    answered,
    late: () => become(machine.late(control)),
  });

  form.addEventListener("submit", (event) => {
    if (event.submitter === at("plain")) return; // The plain way round: the browser posts the form.
    event.preventDefault();
    const amount = state && offer(state, live.clock.now());
    if (amount !== null && open()) press({ amount, maximum: false }, event.submitter === at("answer-bid"));
  });

  // Whoever is outbid meets the answer first, wherever on the page they are.
  if (at("answer")) document.body.prepend(at("answer"));
  for (const button of [at("bid"), at("answer-bid")]) button?.addEventListener("pointerdown", () => (offered.pressed = offered.amount));

  limit?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (state && open()) askMaximum();
  });

  // A key held down presses again and again: it must not answer the question it raised.
  form.addEventListener("keydown", (event) => event.repeat && event.key === "Enter" && event.preventDefault());
  form.addEventListener("keydown", (event) => event.key === "Escape" && become(machine.back(control)));
  at("back").addEventListener("click", () => become(machine.back(control)));
  at("confirm").addEventListener("click", confirm);
  at("again").addEventListener("click", () => submit(machine.again(control)));

  /**
   * One press: a question, or at once a bid. That is what the answer to being outbid is, which says what it comes to, and every
   * bid where somebody switched the question off; but nothing beyond the limit they set then.
   * @param {machine.Bid} bid @param {boolean} answers
   */
  function press(bid, answers) {
    const { pressed } = offered;
    offered.pressed = null;
    const begun = machine.ask(control, bid);
    const atOnce = quick?.allows(bid.amount) || (answers && !quick?.refuses(bid.amount));
    if (begun.step !== "asking" || standing(state) === "leading" || !atOnce) return become(begun);
    const moved = pressed !== null && pressed !== bid.amount;
    if (moved || performance.now() - offered.since < READ_MS) return become(machine.moved(begun));
    submit(machine.confirm(begun, crypto.randomUUID()));
  }

  /** An amount of one's own is read by what is fetched for it; where that fails, the browser posts the form. */
  async function askMaximum() {
    const asked = await import("./maximum.js").catch(() => null);
    if (!asked) return limit?.submit();
    const bid = open() && asked.maximum(state, live.clock.now());
    if (bid) become(machine.ask(control, bid));
  }

  function confirm() {
    if (open()) submit(machine.confirm(control, crypto.randomUUID()));
  }

  /** @param {machine.Control} next */
  function submit(next) {
    if (next.step !== "sending" || next === control) return;
    become(next);
    const { amount, quantity, whole, buyNow } = next.bid;
    const key = /** @type {string} */ (next.bid.key);
    sending.send({ auction, key, ...(buyNow ? { buy_now: true } : { amount, quantity, whole }) });
  }

  /** A verdict, by whichever way; an accepted amount is our maximum from here on. @param {any} answer */
  function answered(answer) {
    const next = machine.answered(control, answer);
    if (answer.type === "accepted" && control.step === "sending") live.tell({ ...answer, maximum: control.bid.amount });
    become(next);
    if (answer.type === "accepted" && isPlain(state?.format)) offerQuick();
  }

  /** From the first confirmed bid on, bids without the question can be switched on. */
  async function offerQuick() {
    if (quick || !at("quick")) return;
    const [module] = await Promise.all([import("./quick.js"), learn("script-quick")]);
    quick ??= module.quick({ auction, place: at("quick"), state: () => state, tell });
  }

  /** Fetches what says what becomes of a bid, while its bidder still reads the question; the verdict may be faster. */
  async function prepare() {
    try {
      [words] = await Promise.all([import("./verdict.js"), learn("script-verdict")]);
    } catch {
      return void (preparing = null);
    }
    if (state) draw();
    if (verdict()) tell(at("verdict").textContent);
  }

  /** Whether a bid may be begun now. */
  const open = () => trust.word === "live" && takesBids(state) && control.step !== "sending";

  /** @param {machine.Control} next */
  function become(next) {
    if (next === control) return;
    focused ||= holdsFocus();
    control = next;
    if (next.step !== "rest" || verdict()) preparing ??= prepare();
    if (state) draw();
    if (next.step === "asking") arm();
    if (next.step !== "rest") return;
    giveFocusBack();
    if (next.note) tell(at("verdict").textContent);
    if (verdict()?.answer.type === "accepted") limit?.reset();
  }

  const holdsFocus = () => [form, at("answer")].some((place) => place?.contains(document.activeElement));

  /** What was pressed is often gone by now, and the focus with it: it goes to the button, unless somebody took it elsewhere. */
  function giveFocusBack() {
    const lost = document.activeElement === document.body || holdsFocus();
    if (focused && lost && !at("bid").disabled) at("bid").focus({ preventScroll: true });
    focused = false;
  }

  /** What became of the last bid, while that is news. */
  const verdict = () => (control.step === "rest" && control.note?.kind === "verdict" ? control.note : null);

  function arm() {
    const asked = control;
    setTimeout(() => {
      armed = asked;
      draw();
      if (control === asked) at("confirm").focus();
    }, ARM_MS);
  }

  function draw() {
    const amount = offer(state, live.clock.now());
    const over = isOver(state);
    const reason = over ? "" : notOpen(state) || notLive(trust, performance.now());
    at("ask").hidden = control.step !== "asking";
    at("bid").hidden = over || control.step === "asking" || amount === null;
    at("bid").disabled = reason !== "" || control.step === "sending";
    at("confirm").disabled = reason !== "" || control !== armed;
    if (limit) drawLimit(over);
    if (quick) at("quick").hidden = over;
    acts?.draw(state, { over, resting: control.step === "rest", live: trust.word === "live", open: open(), now: live.clock.now() });
    at("why").textContent = trust.brief ? "" : reason;
    const isReachable = trust.word !== "live" && trust.word !== "offline" && !trust.brief;
    at("plain").hidden = over || amount === null || !isReachable || notOpen(state) !== "";
    if (amount !== null) drawOffer(amount);
    if (at("answer")) drawAnswer(amount, reason);
    at("comes-to").textContent = amount === null || at("bid").hidden ? "" : comesTo(state, amount);
    if (control.step === "asking") drawQuestion(control.bid);
    drawVerdict();
  }

  function drawLimit(over) {
    limit.hidden = over;
    limit.querySelector("button").disabled = !open();
    at("own-maximum").textContent = ownMaximum(state);
  }

  function drawOffer(amount) {
    if (amount !== offered.amount) Object.assign(offered, { amount, since: performance.now() });
    const sent = control.step === "sending" ? say("script-bidding", { amount: money(control.bid.amount, state) }) : "";
    at("bid").textContent = sent || offerText(state, amount);
    at("bid").classList.toggle("primary", standing(state) !== "leading");
    at("bid-amount").value = plain(amount, state.decimals);
  }

  /** The one-tap answer to being outbid. */
  function drawAnswer(amount, reason) {
    const outbid = standing(state) === "outbid" && !isOver(state);
    at("answer").hidden = !outbid || amount === null || reason !== "" || control.step !== "rest";
    if (!outbid || amount === null) return;
    const [total, told] = [comesTo(state, amount), money(amount, state)];
    at("answer-bid").textContent = total ? say("script-answer-with", { amount: told, total }) : say("script-answer", { amount: told });
  }

  function drawQuestion(bid) {
    const { text, note } = question(bid, state);
    const total = comesTo(state, bid.amount, bid.quantity);
    const atMost = bid.maximum || state.format === "dutch";
    at("question").textContent = text;
    at("question-note").textContent = [total && say(atMost ? "script-at-most" : "script-comes-to", { total }), note].filter(Boolean).join(" ");
  }

  function drawVerdict() {
    const { good, text } = spoken();
    at("verdict").textContent = text;
    at("verdict").className = `verdict ${good ? "good" : "bad"}`;
    at("again").hidden = !verdict()?.answer.temporary;
  }

  function spoken() {
    const late = control.step === "sending" && control.late;
    if (late) return { good: true, text: say("script-no-answer-yet") };
    const note = control.step === "rest" ? control.note : null;
    switch (note?.kind) {
      case "moved":
        return { good: false, text: say("script-price-moved") };
      case "dropped":
        return { good: false, text: say("script-connection-dropped") };
      case "verdict":
        return words?.verdict(note.bid, note.answer, state) ?? bare(note.answer);
      default:
        return { good: true, text: "" };
    }
  }

  /** What the house itself says, until there are words of the page's. @param {any} answer */
  const bare = ({ type, message, detail }) => ({ good: type === "accepted", text: message ?? detail ?? "" });

  return {
    /** @param {any} next @param {import("./follow.js").Trust} now */
    changed(next, now) {
      const first = !state && next;
      const moved = state && next && ["price", "minimum", "status"].some((field) => state[field] !== next[field]);
      const dropped = joined(trust) && !joined(now);
      [state, trust] = [next ?? state, now];
      if (moved && isOver(state)) control = machine.ended(control);
      if (moved) become(machine.moved(control));
      if (dropped) become(machine.dropped(control));
      if (dropped) sending.lost();
      if (state) control = machine.aged(control, state);
      if (state) draw();
      else at("bid").disabled = true;
      if (first && sessionStorage.getItem(`quick:${auction}`)) offerQuick();
    },
    /** The clock moved on: a falling price fell, or it is too late to take a bid back. */
    ticked() {
      if (state && (state.dutch || state.you?.retract)) draw();
    },
    heard: sending.heard,
    busy: () => control.step !== "rest" || Boolean(limit && at("maximum").value),
  };
}

/** Whether there is a line, be it one that has yet to tell what we missed: a bid on it is answered on it. */
const joined = ({ word }) => word === "live" || word === "catching up";

/** For those who cannot bid here: the way in still says the amount. @param {any} live */
function offerOnly(live) {
  const link = document.getElementById("bid-link");
  /** @type {any} */
  let state = null;
  const draw = () => link && state && (link.textContent = signInText(state, live.clock.now()));
  return {
    changed(next) {
      state = next;
      draw();
    },
    ticked: draw,
    heard() {},
    busy: () => false,
  };
}
