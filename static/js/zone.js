/**
 * The clock that a new form's times are meant by, where nobody ever chose one: the browser's own, and the form says so. Without
 * this script it is the house's.
 * @module
 */

const field = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=zone][data-says]"));
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (field && zone && zone !== field.defaultValue) {
  const { said = "", says = "" } = field.dataset;
  for (const help of document.querySelectorAll("#starts_at-help, #ends_at-help")) {
    help.textContent = (help.textContent ?? "").replace(said, says.replace("{zone}", zone));
  }
  field.value = zone;
}
