// Says what an answer holds: names, kinds and sentences for people.

const WORD = /[\p{L}\p{N}]+(?:['’\-.,][\p{L}\p{N}]+)*/gu;
const RELATIONS = { told: "the words were told to it", reported: "it reported the words" };
const BASES = {
  given: "the article’s own outlet, as you named it",
  url: "the article’s own outlet, known by its address",
  byline: "the article’s own outlet, named in its text",
};
const KINDS = { person: "person", organization: "organisation", unnamed: "without a name", document: "document" };

export const NOBODY = "Speaker not known";
export const NO_OUTLET = "Outlet not known";
export const TYPES = ["direct", "mixed", "indirect"];

export function countWords(text) {
  return (text.match(WORD) ?? []).length;
}

/** A count with its noun: "1 word", "12 words". */
export function count(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

export function percent(share) {
  return `${Math.round(share * 100)} %`;
}

export function nameOf(speaker) {
  return speaker?.name ?? NOBODY;
}

export function kindOf(speaker) {
  return speaker ? (KINDS[speaker.kind] ?? speaker.kind) : null;
}

export function outletOf(quote) {
  return quote.outlet?.name ?? NO_OUTLET;
}

/** How it is known that a quotation came through its outlet. */
export function whyOutlet(quote, result) {
  const { outlet } = quote;
  if (!outlet) {
    return "the article names none, and its own is not known";
  }
  if (outlet.via === "relay") {
    const where = outlet.mention ? `“${outlet.mention.text}”` : "beside other words of this speaker";
    return `relay: the article says that ${RELATIONS[outlet.relation] ?? "it passed the words on"} (${where})`;
  }
  return BASES[result.outlet?.basis] ?? "the article’s own outlet";
}

/** How sure a confidence is, in three steps that can be seen. */
export function stepOf(confidence) {
  return confidence >= 0.8 ? "sure" : confidence >= 0.5 ? "fair" : "faint";
}
