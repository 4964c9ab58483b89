/**
 * Which cards of a page are on the screen, or nearly: those are followed, and no others.
 * @module
 */

/** As many as the house follows for one page. */
const MOST = 64;

/** A page that is being scrolled is not asked about at every step. */
const PAUSE_MS = 200;

/** How far beyond the screen's edge a card is nearly on it. */
const NEARLY = "300px";

/** The first of these, in the order of the page, each once. @param {Iterable<string>} order @param {Set<string>} seen */
export const followed = (order, seen) => [...new Set(order)].filter((id) => seen.has(id)).slice(0, MOST);

/** Whether these are the same cards, in whatever order. @param {string[]} before @param {string[]} now */
export const same = (before, now) => before.length === now.length && now.every((id) => before.includes(id));

/**
 * Watches the cards of a page. `changed` is called when others are on the screen than before.
 * @param {HTMLElement} page
 * @param {() => void} changed
 */
export function screen(page, changed) {
  /** By element: a lot may have more than one card. @type {Set<Element>} */
  const seen = new Set();
  /** @type {any} */
  let pause;
  const eye = new IntersectionObserver(look, { rootMargin: NEARLY });

  /** @param {IntersectionObserverEntry[]} entries */
  function look(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    clearTimeout(pause);
    pause = setTimeout(changed, PAUSE_MS);
  }

  /** Watches a card, too. @param {Element} card */
  const add = (card) => eye.observe(card);
  const cards = () => page.querySelectorAll("[data-auction]");
  const ids = (elements) => [...elements].map(({ dataset }) => dataset.auction);
  cards().forEach(add);
  return { add, now: () => followed(ids(cards()), new Set(ids(seen))) };
}
