/**
 * The bid control on the page: the machine of bid.js, drawn, and its confirmed bids given to the sender.
 * @module
 */

import * as machine from "./bid.js";
import { money, parse, plain } from "./money.js";
import { standing } from "./reducer.js";
import { post, sender } from "./sender.js";
import { comesTo, notLive, notOpen, offer, offerText, ownMaximum, takesBids, verdict } from "./words.js";

/** The confirm button arms after this long, so that a double press of the first is not taken for a yes. */
const ARM_MS = 300;

/**
 * @param {object} page
 * @param {string} page.auction
 * @param {ReturnType<typeof import("./follow.js").follow>} page.live
 * @param {(text: string) => void} page.say to a screen reader
 */
export function bidding({ auction, live, say }) {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("bid-form"));
  const limit = /** @type {HTMLFormElement | null} */ (document.getElementById("max-form"));
  if (!form) return offerOnly();
  const at = (id) => document.getElementById(id);
  const csrf = form.elements.namedItem("csrf")?.value ?? "";

  /** @type {machine.Control} */
  let control = machine.REST;
  /** @type {machine.Control | null} the question that may be answered */
  let armed = null;
  /** @type {any} */
  let state = null;
  /** @type {import("./follow.js").Trust} */
  let trust = { word: "catching up" };

  const sending = sender({
    socket: (order) => live.isLive() && live.send({ type: "bid", id: live.id(), exact: false, ...order }),
    http: (order) => post(order, csrf),
    answered,
    late: () => become(machine.late(control)),
  });

  form.addEventListener("submit", (event) => {
    if (event.submitter === at("plain")) return; // The plain way round: the browser posts the form.
    event.preventDefault();
    const amount = state && offer(state);
    if (amount !== null && open()) become(machine.ask(control, { amount, maximum: false }));
  });

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

  function askMaximum() {
    const typed = parse(at("maximum").value, state);
    const least = leastMaximum();
    const wrong =
      typed === null ? `Write an amount in figures, like ${plain(least, state.decimals)}.`
      : typed < least ? `The least is ${money(least, state)}.`
      : "";
    at("maximum-error").textContent = wrong;
    at("maximum").setAttribute("aria-invalid", String(wrong !== ""));
    if (wrong) return at("maximum").focus();
    become(machine.ask(control, { amount: typed, maximum: true }));
  }

  /** The least a chosen maximum may be. The house checks it again. */
  function leastMaximum() {
    if (standing(state) !== "leading") return state.minimum;
    return (state.you.maximum ?? state.price) + (state.quantum ?? 1);
  }

  function confirm() {
    if (open()) submit(machine.confirm(control, crypto.randomUUID()));
  }

  /** @param {machine.Control} next */
  function submit(next) {
    if (next.step !== "sending" || next === control) return;
    become(next);
    sending.send({ auction, amount: next.bid.amount, key: /** @type {string} */ (next.bid.key) });
  }

  /** A verdict, by whichever way; an accepted amount is our maximum from here on. @param {any} answer */
  function answered(answer) {
    const next = machine.answered(control, answer);
    if (answer.type === "accepted" && control.step === "sending") live.tell({ ...answer, maximum: control.bid.amount });
    become(next);
  }

  /** Whether a bid may be begun now. */
  const open = () => trust.word === "live" && takesBids(state) && control.step !== "sending";

  /** @param {machine.Control} next */
  function become(next) {
    if (next === control) return;
    const [before, inside] = [control, form.contains(document.activeElement)];
    control = next;
    if (state) draw();
    if (next.step === "asking") arm();
    else if (before.step === "asking" && inside && !at("bid").disabled) at("bid").focus();
    if (next.step === "rest" && next.note) say(at("verdict").textContent);
    if (next.step === "rest" && next.note?.answer?.type === "accepted") limit?.reset();
  }

  function arm() {
    const asked = control;
    setTimeout(() => {
      armed = asked;
      draw();
      if (control === asked) at("confirm").focus();
    }, ARM_MS);
  }

  function draw() {
    const amount = offer(state);
    const over = state.status === "closed" || state.status === "cancelled";
    const reason = over ? "" : notOpen(state) || notLive(trust, performance.now());
    at("ask").hidden = control.step !== "asking";
    at("bid").hidden = over || control.step === "asking" || amount === null;
    at("bid").disabled = reason !== "" || control.step === "sending";
    at("confirm").disabled = reason !== "" || control !== armed;
    if (limit) drawLimit(over);
    at("why").textContent = trust.brief ? "" : reason;
    at("plain").hidden = over || trust.word === "live" || Boolean(trust.brief) || notOpen(state) !== "";
    if (amount !== null) drawOffer(amount);
    at("comes-to").textContent = amount === null || at("bid").hidden ? "" : comesTo(state, amount);
    if (control.step === "asking") drawQuestion(control.bid);
    drawVerdict();
  }

  function drawLimit(over) {
    limit.hidden = over || !state.automatic;
    limit.querySelector("button").disabled = !open();
    at("own-maximum").textContent = ownMaximum(state);
  }

  function drawOffer(amount) {
    const sent = control.step === "sending" ? `Bidding ${money(control.bid.amount, state)} …` : "";
    at("bid").textContent = sent || offerText(state, amount);
    at("bid").classList.toggle("primary", standing(state) !== "leading");
    at("bid-amount").value = plain(amount, state.decimals);
  }

  function drawQuestion({ amount, maximum }) {
    at("question").textContent = `${maximum ? "Bid up to" : "Bid"} ${money(amount, state)}?`;
    const total = comesTo(state, amount);
    const most = total && `${maximum ? "At most " : ""}${total}.`;
    at("question-note").textContent = [most, maximum ? "You pay only what it takes to lead." : ""].filter(Boolean).join(" ");
  }

  function drawVerdict() {
    const { good, text } = spoken();
    at("verdict").textContent = text;
    at("verdict").className = `verdict ${good ? "good" : "bad"}`;
    at("again").hidden = !(control.step === "rest" && control.note?.answer?.temporary);
  }

  function spoken() {
    const late = control.step === "sending" && control.late;
    if (late) return { good: true, text: "No answer yet. Asking again: the bid counts once." };
    const note = control.step === "rest" ? control.note : null;
    switch (note?.kind) {
      case "moved":
        return { good: false, text: "The price moved while you were asked. Nothing was bid." };
      case "dropped":
        return { good: false, text: "The connection dropped while you were asked. Nothing was bid." };
      case "verdict":
        return verdict(note.bid, note.answer, state);
      default:
        return { good: true, text: "" };
    }
  }

  return {
    /** @param {any} next @param {import("./follow.js").Trust} now */
    changed(next, now) {
      const moved = state && next && ["price", "minimum", "status"].some((field) => state[field] !== next[field]);
      const dropped = joined(trust) && !joined(now);
      [state, trust] = [next ?? state, now];
      if (moved) become(machine.moved(control));
      if (dropped) become(machine.dropped(control));
      if (dropped) sending.lost();
      if (state) control = machine.aged(control, state);
      if (state) draw();
      else at("bid").disabled = true;
    },
    heard: sending.heard,
    busy: () => control.step !== "rest" || Boolean(limit && at("maximum").value),
  };
}

/** Whether there is a line, be it one that has yet to tell what we missed: a bid on it is answered on it. */
const joined = ({ word }) => word === "live" || word === "catching up";

/** For those who cannot bid here: the way in still says the amount. */
function offerOnly() {
  const link = document.getElementById("bid-link");
  return {
    changed(state) {
      if (link && state) link.textContent = `Sign in to bid ${money(state.minimum, state)}`;
    },
    heard() {},
    busy: () => false,
  };
}
