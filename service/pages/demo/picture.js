// The picture of who speaks through which outlet: bars by words quoted, and bands between them as wide.

import { draw, make, part } from "./dom.js";
import { NO_OUTLET, count, countWords, outletOf } from "./words.js";

const WIDTH = 400;
const BAR = 8;
const LEFT = 158;
const RIGHT = 264;
const LINE_HEIGHT = 16;
const GAP = 12;
const SCALE_HEIGHT = 170;
const MAX_SIDE = 12;
const MAX_LETTERS = 20;
const OTHERS = "others";

/** Draw the quotations that are shown. */
export function showPicture(speakers, shown) {
  const links = linksOf(speakers, shown);
  part("picture").replaceChildren(links.length ? pictureOf(links) : make("p", { class: "none" }, "Nothing to draw."));
}

/** [{speaker, outlet, n_words}], in the order of the speakers. */
export function linksOf(speakers, shown) {
  const found = new Map();
  for (const speaker of speakers) {
    for (const quote of speaker.quotes.filter((one) => shown.has(one.id))) {
      const id = JSON.stringify([speaker.key, outletOf(quote)]);
      const link = found.get(id) ?? { speaker, outlet: outletOf(quote), n_words: 0 };
      found.set(id, { ...link, n_words: link.n_words + countWords(quote.text) });
    }
  }
  return [...found.values()];
}

function pictureOf(links) {
  const left = sideOf(links, (link) => nameAt(links, link, "speaker"));
  const right = sideOf(links, (link) => nameAt(links, link, "outlet"));
  const total = links.reduce((sum, link) => sum + link.n_words, 0) || 1;
  const height = Math.max(stack(left, total), stack(right, total));
  const picture = draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-labelledby": "picture-words" },
    draw("title", { id: "picture-words" }, links.slice(0, 40).map(sentenceOf).join("; ")),
    links.map((link) =>
      band(link, left.get(nameAt(links, link, "speaker")), right.get(nameAt(links, link, "outlet")), total),
    ),
    [...left.values()].flatMap((bar) => [barOf(bar, LEFT), label(bar, LEFT - 6, "end")]),
    [...right.values()].flatMap((bar) => [barOf(bar, RIGHT), label(bar, RIGHT + BAR + 6, "start")]),
  );
  return picture;
}

function sentenceOf({ speaker, outlet, n_words }) {
  const through = outlet === NO_OUTLET ? "outlet not known" : `through ${outlet}`;
  return `${speaker.name} ${through}: ${count(n_words, "word")}`;
}

/** The bar of a link on one side: a name, or the others beyond the first dozen. */
function nameAt(links, link, side) {
  const name = (one) => (side === "speaker" ? `${one.speaker.letter} ${one.speaker.name}` : one.outlet);
  const names = [...new Set(links.map(name))];
  return names.indexOf(name(link)) < MAX_SIDE ? name(link) : OTHERS;
}

function sideOf(links, nameOf) {
  const bars = new Map();
  for (const link of links) {
    const name = nameOf(link);
    const bar = bars.get(name) ?? { name, tone: null, n_words: 0, used: 0 };
    bars.set(name, { ...bar, n_words: bar.n_words + link.n_words, tone: link.speaker.tone });
  }
  return bars;
}

/** Put the bars of a side under one another; gives the height that they take. */
function stack(bars, total) {
  let top = GAP / 2;
  for (const bar of bars.values()) {
    bar.thickness = (bar.n_words / total) * SCALE_HEIGHT;
    bar.height = Math.max(bar.thickness, 2);
    bar.lines = linesOf(bar.name);
    bar.slot = Math.max(bar.height, LINE_HEIGHT * bar.lines.length);
    bar.top = top + (bar.slot - bar.height) / 2;
    top += bar.slot + GAP;
  }
  return Math.ceil(top - GAP / 2);
}

function band(link, from, to, total) {
  const width = (link.n_words / total) * SCALE_HEIGHT;
  const [y1, y2] = [from, to].map((bar) => bar.top + bar.used + width / 2);
  from.used += width;
  to.used += width;
  const middle = (LEFT + BAR + RIGHT) / 2;
  const path = `M${LEFT + BAR} ${y1} C${middle} ${y1} ${middle} ${y2} ${RIGHT} ${y2}`;
  const said = draw("title", {}, sentenceOf(link));
  return draw(
    "path",
    { d: path, class: "band", "data-tone": link.speaker.tone, "stroke-width": Math.max(width, 1.5) },
    said,
  );
}

function barOf(bar, x) {
  const attributes = { x, y: bar.top, width: BAR, height: bar.height, rx: 1 };
  return draw("rect", { ...attributes, class: "bar", "data-tone": x === LEFT ? bar.tone : null });
}

function label(bar, x, anchor) {
  const middle = bar.top + bar.height / 2;
  const lines = bar.lines.map((words, i) =>
    draw("tspan", { x, y: middle + (i - (bar.lines.length - 1) / 2) * LINE_HEIGHT }, words),
  );
  return draw("text", { "text-anchor": anchor, "dominant-baseline": "central" }, lines, draw("title", {}, bar.name));
}

/** A name on two lines at most; what does not fit is cut off. */
function linesOf(name) {
  const letters = [...name];
  if (letters.length <= MAX_LETTERS) {
    return [name];
  }
  const gap = letters.slice(0, MAX_LETTERS + 1).lastIndexOf(" ");
  const end = gap > 1 ? gap : MAX_LETTERS;
  const rest = letters.slice(end + (gap > 1 ? 1 : 0));
  const second = rest.length > MAX_LETTERS ? [...rest.slice(0, MAX_LETTERS - 1), "…"] : rest;
  return [letters.slice(0, end).join(""), second.join("")];
}
