/**
 * Keeps the house's own pages fresh: reads the page anew every two seconds while it is looked at. Without this script a page
 * is as it was when it was loaded, and says so by nothing: reload it.
 */

import { renew } from "./fresh.js";

const PERIOD_MS = 2000;

for (;;) {
  await new Promise((resolve) => setTimeout(resolve, PERIOD_MS));
  try {
    if (!document.hidden) await renew();
  } catch {
    // The house cannot be reached just now; the next look may find it.
  }
}
