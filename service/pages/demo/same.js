// Shows the same quotation as several articles have it, side by side, with what differs from the first of them.

import { button, make, part } from "./dom.js";
import { differences } from "./diff.js";
import { nameOf, outletOf, percent } from "./words.js";

/** Show the matches; `jump` is called with the number of an article and the id of a quotation. */
export function showMatches(matches, { articles, results, jump }) {
  part("same").hidden = results.length < 2;
  const none = make("p", { class: "none" }, "No quotation of four words or more stands in two of these articles.");
  const shown = matches.map((match) => matchOf(match, { articles, results, jump }));
  part("matches").replaceChildren(...(shown.length ? shown : [none]));
}

function matchOf(match, context) {
  const versions = versionsOf(match, context);
  const first = versions[0];
  return make(
    "section",
    { class: "match", "data-match": match.id },
    make("h3", {}, match.speaker?.name ?? nameOf(null)),
    make(
      "div",
      { class: "versions" },
      versions.map((version) => figureOf(version, first, context)),
    ),
  );
}

/** The quotations of a match, the earliest article's before the others. */
function versionsOf(match, { articles, results }) {
  const versions = match.quotes.map(({ article, quote }) => {
    const at = results.findIndex((result) => result.id === article);
    return { at, article: articles[at], result: results[at], quote: results[at].quotes.find(({ id }) => id === quote) };
  });
  const isEarliest = ({ result }) => result.id === match.earliest?.article;
  return [...versions.filter(isEarliest), ...versions.filter((version) => !isEarliest(version))];
}

function figureOf({ at, article, result, quote }, first, { jump }) {
  const isFirst = quote === first.quote;
  const words = isFirst ? [quote.text] : runsOf(first.quote.text, quote.text);
  const where = [result.outlet?.name ?? "Publisher not known", article.published_at].filter(Boolean).join(", ");
  return make(
    "figure",
    {},
    make("figcaption", {}, make("strong", {}, where), isFirst ? " has it first here" : ""),
    make("blockquote", { dir: "auto" }, words),
    make("p", { class: "role" }, `${nameOf(quote.speaker)}, through ${outletOf(quote)}, ${percent(quote.confidence)}`),
    button(`Show it in article ${at + 1}`, () => jump(at, quote.id)),
  );
}

function runsOf(before, after) {
  const elements = { gone: "del", new: "ins" };
  return differences(before, after).flatMap(({ kind, text }) => [
    kind === "same" ? text : make(elements[kind], {}, text),
    " ",
  ]);
}
