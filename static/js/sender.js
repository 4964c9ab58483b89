/**
 * Gets one bid answered. It goes over the socket; if that says nothing, or dies, the same bid with the same key goes
 * over HTTP, and again, until there is an answer. The key makes that safe: a bid counts once.
 * @module
 */

/** The socket's time to answer, before HTTP is tried beside it. */
const PATIENCE_MS = 4_000;

/** Between tries: the first bound and the largest, with full jitter. */
const RETRY_MS = [400, 5_000];

/** How long a temporary refusal is taken for a queue; after that the bidder decides. */
const QUEUE_MS = 10_000;

/** @typedef {{auction: string, amount: number, key: string, quantity?: number, whole?: boolean, buy_now?: boolean}} Order */

/**
 * @param {object} ways
 * @param {(order: Order) => boolean} ways.socket whether it could be sent
 * @param {(order: Order) => Promise<any | null>} ways.http the answer; null if there was none
 * @param {(answer: any) => void} ways.answered
 * @param {() => void} ways.late called when the first try stays unanswered
 * @param {any} [ways.wait] this and the next two are what the tests replace
 * @param {any} [ways.now]
 * @param {any} [ways.random]
 */
export function sender(ways) {
  const { socket, http, answered, late } = ways;
  const { wait = pause, now = () => performance.now(), random = Math.random } = ways;
  /** @type {Order | null} */
  let order = null;
  let began = 0;
  let tries = 0;
  let trying = false;

  /** @param {Order} next */
  function send(next) {
    order = next;
    began = now();
    tries = 0;
    if (!socket(next)) return overHttp();
    return wait(PATIENCE_MS).then(() => (order === next ? overHttp() : undefined));
  }

  async function overHttp() {
    const mine = order;
    if (trying || !mine) return;
    trying = true;
    late();
    while (order === mine) {
      const answer = await http(mine);
      if (answer && order === mine) heard(answer, false);
      if (order === mine) await wait(random() * Math.min(RETRY_MS[1], RETRY_MS[0] * 2 ** Math.min(tries++, 10)));
    }
    trying = false;
    if (order) return overHttp();
  }

  /**
   * An `accepted` or `rejected`, from wherever. A temporary one is not the last word while the queue may yet move.
   * @param {any} answer @param {boolean} [retry] whether to start trying again ourselves
   */
  function heard(answer, retry = true) {
    if (!order || answer.key !== order.key) return;
    if (answer.temporary && now() - began < QUEUE_MS) {
      if (retry) wait(random() * RETRY_MS[0]).then(overHttp);
      return;
    }
    order = null;
    answered(answer);
  }

  /** The socket died: what was on it may never be answered. */
  const lost = () => void overHttp();

  return { send, heard, lost };
}

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((then) => setTimeout(then, ms));

/**
 * Posts a bid. Whatever is no verdict (no network, a proxy's page, a server in trouble) is no answer.
 * @param {Order} order @param {string} csrf
 * @returns {Promise<any | null>}
 */
export async function post({ auction, key, ...bid }, csrf) {
  try {
    const response = await fetch(`/api/v1/auctions/${auction}/bids`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": key, "x-csrf-token": csrf },
      body: JSON.stringify(bid),
      signal: AbortSignal.timeout(10_000),
    });
    return verdict(response.status, await response.json(), key);
  } catch {
    return null;
  }
}

/**
 * An HTTP answer as the verdict it is, or null.
 * @param {number} status @param {any} body @param {string} key
 */
export function verdict(status, body, key) {
  if (status === 201 || status === 200) return { ...body, type: "accepted", key };
  if (status === 401 || status === 403) return { code: "signed_out", ...body, type: "rejected", key };
  if (typeof body?.code !== "string") return null;
  return { temporary: status >= 500 || status === 429, ...body, type: "rejected", key };
}
