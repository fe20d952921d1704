// Draws an article with its quotations marked: words by speaker, cue, mention, relay, and a button for each quotation.

import { make } from "./dom.js";
import { count, percent, stepOf } from "./words.js";
import { paragraphs, piecesOf, segments } from "./spans.js";

const KINDS = ["content", "cue", "mention", "relay"];
const BASES = { given: "as you named it", url: "known by its address", byline: "named in the text" };

/** Fill `place` with the article; only the quotations in `shown` (ids) are marked. */
export function showArticle(place, { article, result, speakers, shown }) {
  place.replaceChildren(headOf(article, result), legend(), body(article.text, result, speakers, shown));
}

function headOf(article, result) {
  const outlet = result.outlet;
  const line = [
    outlet
      ? `${outlet.name} (${BASES[outlet.basis] ?? "known"}, ${percent(outlet.confidence)})`
      : "Publisher not known",
    result.agency ? `agency: ${result.agency.name}` : null,
    article.published_at || null,
  ];
  return make(
    "header",
    {},
    make("p", { class: "kicker" }, line.filter(Boolean).join(" · ")),
    article.title ? make("h3", { class: "headline" }, article.title) : null,
  );
}

function legend() {
  const tagOf = make("span", { class: "tag", "data-tone": 1 }, "A");
  return make(
    "p",
    { class: "legend" },
    make("span", {}, tagOf, make("mark", { "data-tone": 1, "data-content": true, class: "sure" }, "quotation")),
    make("span", { "data-part": 1, "data-cue": true }, "cue"),
    make("span", { "data-part": 1, "data-mention": true }, "speaker"),
    make("span", { "data-part": 1, "data-relay": true }, "outlet"),
    make("mark", { "data-tone": 1, "data-content": true, class: "faint" }, "less sure"),
  );
}

function body(text, result, speakers, shown) {
  const pieces = result.quotes.filter((quote) => shown.has(quote.id)).flatMap(piecesOf);
  const blocks = paragraphs(text);
  const cut = segments(
    text.length,
    pieces,
    blocks.flatMap((block) => [block.start, block.end]),
  );
  const numbers = new Map(result.quotes.map((quote, i) => [quote.id, i + 1]));
  const context = { text, speakers, numbers, n_quotes: result.quotes.length };
  const made = make("div", { class: "body" });
  let at = 0;
  for (const block of blocks) {
    const line = make("p", { dir: "auto" });
    for (; at < cut.length && cut[at].end <= block.end; at += 1) {
      if (cut[at].start >= block.start) {
        line.append(...drawn(cut[at], context));
      }
    }
    made.append(line);
  }
  return made;
}

/** The nodes of one segment: buttons of the quotations that begin here, and the words. */
function drawn(segment, context) {
  const words = context.text.slice(segment.start, segment.end);
  if (!segment.pieces.length) {
    return [words];
  }
  const begun = segment.pieces.filter((piece) => piece.isFirst && piece.start === segment.start);
  return [...begun.map((piece) => tag(piece.quote, context)), marked(segment, words, context)];
}

function marked(segment, words, { speakers }) {
  const contents = segment.pieces.filter((piece) => piece.kind === "content");
  const parts = segment.pieces.filter((piece) => piece.kind !== "content");
  const inner = contents.at(-1)?.quote;
  const outer = contents.at(-2)?.quote;
  const owner = inner ?? parts[0].quote;
  const attributes = { "data-quote": owner.id };
  for (const kind of KINDS) {
    const ids = segment.pieces.filter((piece) => piece.kind === kind).map((piece) => piece.quote.id);
    attributes[`data-${kind}`] = ids.length ? ids.join(" ") : null;
  }
  if (inner) {
    const { tone, line } = speakers.get(inner.id);
    Object.assign(attributes, { "data-tone": tone, "data-line": line, class: stepOf(inner.confidence) });
  }
  attributes["data-outer"] = outer ? speakers.get(outer.id).tone : null;
  attributes["data-part"] = parts.length ? speakers.get(parts[0].quote.id).tone : null;
  return make(inner ? "mark" : "span", attributes, words);
}

function tag(quote, { speakers, numbers, n_quotes }) {
  const { letter, tone, line, name } = speakers.get(quote.id);
  const label = `${letter}: quotation ${numbers.get(quote.id)} of ${n_quotes}, ${name}`;
  return make(
    "button",
    {
      type: "button",
      class: `tag ${stepOf(quote.confidence)}`,
      "data-quote": quote.id,
      "data-tone": tone,
      "data-line": line,
      "aria-label": label,
      "aria-describedby": "card",
    },
    letter,
  );
}

/** What was found, in a line. */
export function summary(result, speakers, n_shown) {
  const outlets = new Set(result.quotes.filter((quote) => quote.outlet).map((quote) => quote.outlet.name));
  const all = result.quotes.length;
  const quotations = n_shown < all ? `${n_shown} of ${count(all, "quotation")}` : count(all, "quotation");
  return `${quotations}, ${count(speakers.length, "speaker")}, ${count(outlets.size, "outlet")}`;
}
