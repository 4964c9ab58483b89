/**
 * A heart is pressed: no need to load the page again. Fetched with the first press; what does not work is left to the form.
 * @module
 */

/** @param {HTMLFormElement} form */
export async function press(form) {
  const button = form.querySelector("button");
  // While the house is asked, a second press is the same press.
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  const watched = button.getAttribute("aria-pressed") === "true";
  const path = new URL(form.action).pathname.replace(/\/(un)?watch$/, "");
  const method = watched ? "DELETE" : "PUT";
  const answer = await fetch(`/api/v1${path}/watch`, { method }).catch(() => null);
  button.ariaBusy = null;
  if (!answer?.ok) return form.submit();
  button.setAttribute("aria-pressed", String(!watched));
  form.action = `${path}/${watched ? "watch" : "unwatch"}`;
  const count = document.getElementById("watching");
  const lots = Number(count.textContent) + (watched ? -1 : 1);
  count.textContent = lots > 0 ? String(lots) : "";
}
