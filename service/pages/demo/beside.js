// The list beside the article: speakers with what they say, each quotation a way to its place.

import { button, make, part } from "./dom.js";
import { count, kindOf, outletOf, percent, stepOf } from "./words.js";

/** List the speakers of whom something is shown; `jump` is called with the id of a quotation. */
export function listSpeakers(speakers, shown, jump) {
  const some = speakers.map((speaker) => ({
    ...speaker,
    quotes: speaker.quotes.filter((quote) => shown.has(quote.id)),
  }));
  const items = some.filter((speaker) => speaker.quotes.length).map((speaker) => itemOf(speaker, jump));
  part("speakers").replaceChildren(
    ...(items.length ? items : [make("li", { class: "none" }, "No quotation is shown.")]),
  );
}

function itemOf(speaker, jump) {
  const role = speaker.role ?? kindOf(speaker.speaker);
  return make(
    "li",
    { "data-tone": speaker.tone, "data-line": speaker.line },
    make(
      "h4",
      {},
      make("span", { class: "tag", "data-tone": speaker.tone, "data-line": speaker.line }, speaker.letter),
      ` ${speaker.name}`,
    ),
    role ? make("p", { class: "role" }, role) : null,
    make("p", { class: "counts" }, `${count(speaker.n_words, "word")} in ${count(speaker.quotes.length, "quotation")}`),
    make(
      "ul",
      {},
      speaker.quotes.map((quote) => make("li", {}, entryOf(quote, jump))),
    ),
  );
}

function entryOf(quote, jump) {
  const made = button(quote.text, () => jump(quote.id), {
    class: `jump ${stepOf(quote.confidence)}`,
    "data-jump": quote.id,
  });
  const small = `${quote.type}, ${outletOf(quote)}, ${percent(quote.confidence)}`;
  made.replaceChildren(make("span", { class: "said" }, quote.text), make("small", {}, small));
  return made;
}
