// The card of a quotation: who speaks, through which outlet, how that is known, and how sure; on hover, focus or touch.

import { make, part } from "./dom.js";
import { kindOf, nameOf, outletOf, percent, whyOutlet } from "./words.js";

const GAP_PX = 8;
// Long enough to get from the words to the card with a pointer.
const LINGER_MS = 200;
const MAX_HEIGHT = 0.4;

/** Let the marks in `place` show their card; `find` gives {quote, speaker, result} for the id of a quotation. */
export function watchCards(place, find) {
  const card = part("card");
  let timer = 0;
  const hide = () => {
    card.hidden = true;
    light(place, null);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, LINGER_MS);
  };
  const show = (target) => {
    const mark = target.closest?.("[data-quote]");
    const found = mark && find(mark.dataset.quote);
    clearTimeout(timer);
    if (found) {
      fillCard(card, found);
      light(place, found.quote.id);
      putBeside(card, mark);
    }
  };
  place.addEventListener("pointerover", (event) =>
    event.target.closest("[data-quote]") ? show(event.target) : later(),
  );
  place.addEventListener("pointerleave", later);
  place.addEventListener("focusin", (event) => show(event.target));
  place.addEventListener("focusout", later);
  place.addEventListener("click", (event) => show(event.target));
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", later);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return hide;
}

function fillCard(card, { quote, speaker, result }) {
  const { confidences } = quote;
  const lines = [
    ["Quotation", `${quote.type}, ${percent(confidences.quotation)}`],
    ["Speaker", `${quote.speaker ? kindOf(quote.speaker) : "nobody can be told"}, ${percent(confidences.speaker)}`],
    ["Outlet", `${outletOf(quote)}, ${percent(confidences.outlet)}`],
    ["Known by", whyOutlet(quote, result)],
  ];
  card.dataset.tone = speaker.tone;
  card.replaceChildren(
    make(
      "p",
      { class: "who" },
      make("span", { class: "tag", "data-tone": speaker.tone }, speaker.letter),
      nameOf(quote.speaker),
    ),
    quote.speaker?.role ? make("p", { class: "role" }, quote.speaker.role) : "",
    make(
      "p",
      { class: "sure-line" },
      make("meter", { value: quote.confidence, "aria-hidden": "true" }),
      `${percent(quote.confidence)} sure overall`,
    ),
    make(
      "dl",
      {},
      lines.map(([term, words]) => [make("dt", {}, term), make("dd", {}, words)]),
    ),
  );
  card.hidden = false;
}

/** Bring out all marks of one quotation. */
function light(place, id) {
  for (const lit of place.querySelectorAll(".lit")) {
    lit.classList.remove("lit");
  }
  const kinds = ["content", "cue", "mention", "relay"];
  const marks = id ? place.querySelectorAll(kinds.map((kind) => `[data-${kind}~="${CSS.escape(id)}"]`).join()) : [];
  for (const mark of marks) {
    mark.classList.add("lit");
  }
}

/** Under the words, or over them where there is no room; beside their first line where they are long. */
function putBeside(card, mark) {
  const words = mark.matches(".tag") ? (mark.nextElementSibling ?? mark) : mark;
  const whole = words.getBoundingClientRect();
  const at = whole.height < innerHeight * MAX_HEIGHT ? whole : words.getClientRects()[0];
  const below = at.bottom + GAP_PX + card.offsetHeight < innerHeight;
  const top = below ? at.bottom + GAP_PX : Math.max(GAP_PX, at.top - GAP_PX - card.offsetHeight);
  const edge = mark.closest("article").getBoundingClientRect().right;
  const left = Math.max(GAP_PX, Math.min(at.left, edge - card.offsetWidth));
  card.style.setProperty("top", `${top + scrollY}px`);
  card.style.setProperty("left", `${left + scrollX}px`);
}
