// Chooses which quotations are shown: by type, speaker, outlet and least confidence.

import { make, part } from "./dom.js";
import { TYPES, outletOf, percent } from "./words.js";

/** Lay out the filters for a result; `changed` is called at every change. */
export function layOutFilters(result, speakers, changed) {
  const form = part("filters");
  const outlets = [...new Set(result.quotes.map(outletOf))];
  const level = make("output", { for: "least", id: "level" }, percent(0));
  const least = make("input", { type: "range", id: "least", name: "least", min: 0, max: 100, step: 1, value: 0 });
  form.replaceChildren(
    make(
      "fieldset",
      {},
      make("legend", {}, "Type"),
      TYPES.map((type) => typeBox(type, result)),
    ),
    choice(
      "Speaker",
      "speaker",
      speakers.map((speaker) => [speaker.key, `${speaker.letter} ${speaker.name}`]),
    ),
    choice(
      "Outlet",
      "outlet",
      outlets.map((name) => [name, name]),
    ),
    make("label", { class: "least" }, "Least confidence", make("span", {}, least, level)),
    make("button", { type: "reset" }, "Show all"),
  );
  form.oninput = () => {
    level.value = percent(least.value / 100);
    least.setAttribute("aria-valuetext", level.value);
    changed();
  };
  // Not every way of choosing from a list tells of it by the first of these events.
  form.onchange = form.oninput;
  // The reset itself happens after its event.
  form.onreset = () => setTimeout(form.oninput);
  form.onsubmit = (event) => event.preventDefault();
}

/** Ids of the quotations that pass. */
export function shownOf(result, speakerOf) {
  const chosen = new FormData(part("filters"));
  const types = chosen.getAll("type");
  const [speaker, outlet] = [chosen.get("speaker"), chosen.get("outlet")];
  const passes = (quote) =>
    types.includes(quote.type) &&
    (speaker === ANY || `=${speakerOf.get(quote.id).key}` === speaker) &&
    (outlet === ANY || `=${outletOf(quote)}` === outlet) &&
    quote.confidence * 100 >= Number(chosen.get("least"));
  return new Set(result.quotes.filter(passes).map((quote) => quote.id));
}

const ANY = "";

function typeBox(type, result) {
  const n = result.quotes.filter((quote) => quote.type === type).length;
  return make(
    "label",
    {},
    make("input", { type: "checkbox", name: "type", value: type, checked: true }),
    `${type} (${n})`,
  );
}

function choice(label, name, options) {
  const all = make("option", { value: ANY }, "All");
  // Marked, since the key of a speaker whom nobody knows is empty.
  const each = options.map(([value, words]) => make("option", { value: `=${value}` }, words));
  return make("label", {}, label, make("select", { name }, all, each));
}
