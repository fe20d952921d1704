// Cuts a text where any of its pieces begins or ends, so that pieces may overlap and stand in one another.

/**
 * Segments of the text, in order, that tile it from end to end: {start, end, pieces}.
 * pieces: {start, end, …} in units of the text's own length; cuts: further places to cut at.
 */
export function segments(length, pieces, cuts = []) {
  const ordered = [...pieces].sort((a, b) => a.start - b.start || b.end - a.end);
  const places = [0, length, ...cuts, ...ordered.flatMap((piece) => [piece.start, piece.end])];
  const edges = [...new Set(places)].filter((place) => place >= 0 && place <= length).sort((a, b) => a - b);
  const found = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < edges.length; i += 1) {
    while (next < ordered.length && ordered[next].start <= edges[i]) {
      open.push(ordered[next]);
      next += 1;
    }
    open = open.filter((piece) => piece.end > edges[i]);
    found.push({ start: edges[i], end: edges[i + 1], pieces: [...open] });
  }
  return found;
}

/** Paragraphs of a text: what stands between its line ends, blank ones left out. */
export function paragraphs(text) {
  return [...text.matchAll(/[^\r\n]+/g)]
    .filter((found) => found[0].trim())
    .map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

/** All that a quotation marks in its article. */
export function piecesOf(quote) {
  const { cue, speaker, outlet } = quote;
  const places = [
    ["cue", cue],
    ["mention", speaker?.mention],
    ["relay", outlet?.via === "relay" ? outlet.mention : null],
  ];
  return [
    ...quote.spans.map((span, i) => ({ start: span.start, end: span.end, kind: "content", isFirst: i === 0, quote })),
    ...places.filter(([, span]) => span).map(([kind, span]) => ({ start: span.start, end: span.end, kind, quote })),
  ];
}
