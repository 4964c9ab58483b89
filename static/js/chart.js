/**
 * The price as a chart: its steps, with a mark where a bid moved the end. Fetched with its library when it comes into
 * sight. A picture of what the history says in words, and so not the only way to know it.
 * @module
 */

import { money, plain } from "./money.js";
import { ofLedger, since } from "./points.js";
import { language, say } from "./say.js";

const LIBRARY = "../vendor/uplot-1.6.32/";
const HEIGHT = 240;

/** With more events than this, only what the page has is drawn. */
const MOST_EVENTS = 2_000;

/**
 * @param {{auction: string, place: HTMLElement}} page
 */
export async function chart({ auction, place }) {
  const canvas = /** @type {HTMLElement} */ (place.querySelector("#chart-canvas"));
  const words = /** @type {HTMLElement} */ (place.querySelector("#chart-words"));
  /** @type {import("./points.js").Point[] | null} */
  let points = null;
  /** @type {any} */
  let [plot, state] = [null, null];

  try {
    await Promise.all([library(), style()]);
  } catch {
    words.textContent = say("script-chart-missing");
    return { changed() {} };
  }
  new ResizeObserver(([{ contentRect }]) => plot?.setSize({ width: contentRect.width, height: HEIGHT })).observe(canvas);
  // Colours are drawn, not styled: another theme is another picture.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => state && redraw());

  async function begin() {
    points = [];
    const ledger = state.seq > MOST_EVENTS ? null : await fetchText(`/api/v1/auctions/${auction}/ledger`);
    points = ledger === null ? [] : ofLedger(ledger);
    draw();
  }

  function redraw() {
    plot?.destroy();
    plot = null;
    draw();
  }

  function draw() {
    const all = since(points ?? [], state.history);
    canvas.hidden = all.length === 0;
    words.textContent = all.length === 0 ? say("script-chart-empty") : "";
    if (all.length === 0) return;
    canvas.setAttribute("aria-label", label(all, state));
    const data = columns(all, state);
    if (plot) plot.setData(data);
    else plot = new /** @type {any} */ (window).uPlot(options(canvas, () => state), data, canvas);
    const moves = all.some(({ moved }) => moved);
    words.textContent = moves ? say("script-chart-legend") : "";
  }

  return {
    /** @param {any} next */
    changed(next) {
      const first = state === null;
      state = next;
      if (first) begin();
      else draw();
    },
  };
}

/** Times in seconds, prices, and prices where the end was moved. */
function columns(points, state) {
  const end = state.status === "open" ? Date.now() : Date.parse(state.ends_at);
  const last = points[points.length - 1];
  const line = end > last.at ? [...points, { ...last, at: end, moved: false }] : points;
  return [line.map(({ at }) => at / 1000), line.map(({ price }) => price), line.map(({ price, moved }) => (moved ? price : null))];
}

function label(points, state) {
  const shown = (price) => money(price, state);
  const [first, last] = [points[0], points[points.length - 1]];
  const filled = { count: points.length, moved: points.filter(({ moved }) => moved).length };
  return say("script-chart-label", { from: shown(first.price), to: shown(last.price), ...filled });
}

/** @param {HTMLElement} canvas @param {() => any} state */
function options(canvas, state) {
  const colour = (name) => resolved(canvas, name);
  const [ink, rule, line, mark] = ["--muted", "--rule", "--hammer", "--leading"].map(colour);
  const { uPlot } = /** @type {any} */ (window);
  const axis = { stroke: ink, grid: { stroke: rule, width: 1 }, ticks: { stroke: rule } };
  const short = new Intl.NumberFormat(language(), { notation: "compact", maximumFractionDigits: 1 });
  const scale = 10 ** state().decimals;
  return {
    width: canvas.clientWidth || 320,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    series: [
      {},
      { label: say("script-chart-price"), stroke: line, width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
      { stroke: mark, fill: mark, paths: () => null, points: { show: true, size: 9, fill: mark } },
    ],
    axes: [
      { ...axis, values: (_, times) => timesText(times) },
      { ...axis, size: 64, values: (_, prices) => prices.map((price) => short.format(Number(plain(Math.round(price), 0)) / scale)) },
    ],
  };
}

/** Times of day within a day, days beyond. @param {number[]} seconds */
function timesText(seconds) {
  const span = seconds[seconds.length - 1] - seconds[0];
  const style = span > 86_400 ? { day: "numeric", month: "short" }
    : span > 600 ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
    : { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const format = new Intl.DateTimeFormat(language(), /** @type {any} */ (style));
  return seconds.map((time) => format.format(new Date(time * 1000)));
}

/** What a custom property comes to in this theme, which only a real property tells. */
function resolved(element, name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const here = (file) => new URL(LIBRARY + file, import.meta.url).href;

const library = () => added(Object.assign(document.createElement("script"), { src: here("uPlot.iife.min.js") }));
const style = () => added(Object.assign(document.createElement("link"), { rel: "stylesheet", href: here("uPlot.min.css") }));

/** @param {HTMLElement} element */
const added = (element) =>
  new Promise((loaded, failed) => {
    element.addEventListener("load", loaded);
    element.addEventListener("error", failed);
    document.head.append(element);
  });

/** @param {string} url */
const fetchText = (url) => fetch(url).then((answer) => (answer.ok ? answer.text() : null), () => null);
