// Tells two wordings apart, word by word.

// More pairs of words than this are not worth the wait: then all between the equal ends counts as changed.
const MAX_PAIRS = 1_000_000;

/** [{kind: "same" | "gone" | "new", text}], which read in order give both wordings: gone is of `before`, new of `after`. */
export function differences(before, after) {
  const [a, b] = [tokens(before), tokens(after)];
  let head = 0;
  while (head < a.length && head < b.length && key(a[head]) === key(b[head])) {
    head += 1;
  }
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && key(a.at(-1 - tail)) === key(b.at(-1 - tail))) {
    tail += 1;
  }
  const middle = align(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return joined([...same(b.slice(0, head)), ...middle, ...same(b.slice(b.length - tail))]);
}

/** Words with the marks about them; a dash that stands alone goes with the word before it. */
function tokens(text) {
  return text.match(/\S+(?:\s+[^\p{L}\p{N}\s]+(?!\S))*/gu) ?? [];
}

/** Marks and capitals make no difference of words. */
function key(token) {
  return token.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "") || token;
}

function same(words) {
  return words.map((text) => ({ kind: "same", text }));
}

/** The longest run of words in common, in order, by the usual table. */
function align(a, b) {
  if (a.length * b.length > MAX_PAIRS) {
    return [...a.map((text) => ({ kind: "gone", text })), ...b.map((text) => ({ kind: "new", text }))];
  }
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [below, beside] = [table[(i + 1) * width + j], table[i * width + j + 1]];
      table[i * width + j] = key(a[i]) === key(b[j]) ? table[(i + 1) * width + j + 1] + 1 : Math.max(below, beside);
    }
  }
  return walk(a, b, table, width);
}

function walk(a, b, table, width) {
  const found = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && key(a[i]) === key(b[j])) {
      found.push({ kind: "same", text: b[j] });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && table[(i + 1) * width + j] >= table[i * width + j + 1])) {
      found.push({ kind: "gone", text: a[i] });
      i += 1;
    } else {
      found.push({ kind: "new", text: b[j] });
      j += 1;
    }
  }
  return found;
}

/** Runs of one kind as one. */
function joined(words) {
  const runs = [];
  for (const { kind, text } of words) {
    if (runs.at(-1)?.kind === kind) {
      runs.at(-1).text += ` ${text}`;
    } else {
      runs.push({ kind, text });
    }
  }
  return runs;
}
