// Writes an answer in other forms: a table (CSV), and annotations by the W3C's Web Annotation model (JSON-LD).

const COLUMNS = [
  "article",
  "outlet",
  "quotation",
  "type",
  "text",
  "speaker",
  "kind",
  "role",
  "mention",
  "cue",
  "source_outlet",
  "source_domain",
  "via",
  "relation",
  "confidence",
  "spans",
];
const CONTEXT_LETTERS = 32;

/** The quotations of all results as a table of RFC 4180; positions are in UTF-16 units, as asked for. */
export function toCsv(results) {
  const rows = results.flatMap((result) => (result.quotes ?? []).map((quote) => rowOf(result, quote)));
  return [COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** The quotations as an annotation collection; positions are in code points, as the model asks. */
export function toAnnotations(articles, results) {
  const items = results.flatMap((result, i) => annotationsOf(articles[i], result));
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: newName(),
    type: "AnnotationCollection",
    label: "Quotations",
    total: items.length,
    first: { id: newName(), type: "AnnotationPage", startIndex: 0, items },
  };
}

function rowOf(result, quote) {
  const { speaker, outlet } = quote;
  return [
    result.id,
    result.outlet?.name,
    quote.id,
    quote.type,
    quote.text,
    speaker?.name,
    speaker?.kind,
    speaker?.role,
    speaker?.mention?.text,
    quote.cue?.text,
    outlet?.name,
    outlet?.domain,
    outlet?.via,
    outlet?.relation,
    quote.confidence,
    quote.spans.map((span) => `${span.start}-${span.end}`).join(";"),
  ];
}

function cell(value) {
  const words = String(value ?? "");
  // A spreadsheet would take these beginnings for a formula, and run it.
  const safe = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function annotationsOf(article, result) {
  const source = article.url.trim() || newName();
  const points = new CodePoints(article.text);
  return (result.quotes ?? []).map((quote) => ({
    id: newName(),
    type: "Annotation",
    motivation: "identifying",
    body: bodiesOf(quote),
    target: quote.spans.map((span) => ({ source, selector: selectorsOf(article.text, span, points) })),
  }));
}

function bodiesOf(quote) {
  const body = (purpose, value) => ({ type: "TextualBody", purpose, format: "text/plain", value });
  const { speaker, outlet } = quote;
  const role = speaker?.role ? ` (${speaker.role})` : "";
  const through = outlet ? `, through ${outlet.name} (${outlet.via})` : "";
  return [
    ...(speaker ? [body("identifying", speaker.name)] : []),
    body("classifying", quote.type),
    body("describing", `${speaker ? speaker.name : "somebody"}${role}${through}; confidence ${quote.confidence}`),
  ];
}

function selectorsOf(text, { start, end }, points) {
  const before = [...text.slice(Math.max(0, start - 2 * CONTEXT_LETTERS), start)].slice(-CONTEXT_LETTERS).join("");
  const after = [...text.slice(end, end + 2 * CONTEXT_LETTERS)].slice(0, CONTEXT_LETTERS).join("");
  return [
    { type: "TextPositionSelector", start: points.at(start), end: points.at(end) },
    { type: "TextQuoteSelector", exact: text.slice(start, end), prefix: before, suffix: after },
  ];
}

/** Turns positions in UTF-16 units into code points. */
class CodePoints {
  constructor(text) {
    this.pairs = [...text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)].map((found) => found.index);
  }

  /** Every pair before a position counts for one less. */
  at(position) {
    let [low, high] = [0, this.pairs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = this.pairs[middle] < position ? [middle + 1, high] : [low, middle];
    }
    return position - low;
  }
}

/** A name for what has no address. Pages over plain HTTP have no randomUUID. */
function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `urn:uuid:${digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
}
