// Groups an answer's quotations by who says them, and gives every speaker a letter, a tone and a line of their own.

import { countWords, nameOf } from "./words.js";

// Tones that colour-blind readers tell apart (tones.css); after the last they come again with another line.
export const N_TONES = 7;
const LINES = ["solid", "dashed", "dotted", "double"];
const LETTERS = 26;

/** The speakers of a result, those with most words first; those of equally many by the order of the text. */
export function speakersOf(result) {
  const groups = new Map();
  for (const quote of result.quotes) {
    const key = keyOf(quote.speaker);
    const group = groups.get(key) ?? {
      key,
      name: nameOf(quote.speaker),
      speaker: quote.speaker,
      quotes: [],
      n_words: 0,
    };
    group.quotes.push(quote);
    group.n_words += countWords(quote.text);
    groups.set(key, group);
  }
  const ordered = [...groups.values()].sort((a, b) => b.n_words - a.n_words);
  return ordered.map((group, i) => ({ ...group, role: roleOf(group.quotes), ...signsOf(i) }));
}

/** The same by the id of a quotation. */
export function byQuote(speakers) {
  return new Map(speakers.flatMap((speaker) => speaker.quotes.map((quote) => [quote.id, speaker])));
}

/** A, B, … Z, AA, AB, …: what no colour is needed to see. */
export function letterOf(i) {
  const last = String.fromCharCode(65 + (i % LETTERS));
  return i < LETTERS ? last : letterOf(Math.floor(i / LETTERS) - 1) + last;
}

function keyOf(speaker) {
  return speaker ? (speaker.entity ?? `${speaker.kind} ${speaker.name}`) : "";
}

function roleOf(quotes) {
  return quotes.map((quote) => quote.speaker?.role).find((role) => role) ?? null;
}

function signsOf(i) {
  return { letter: letterOf(i), tone: (i % N_TONES) + 1, line: LINES[Math.floor(i / N_TONES) % LINES.length] };
}
