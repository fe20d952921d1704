// Print who said what in an article: node quotes.mjs ARTICLE.txt [BASE_URL]
// Needs nothing but Node.js 18; in a browser, fetch and slice work the same. Where the server asks for a key, set
// QUOTES_API_KEY.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const [path, baseUrl = "http://127.0.0.1:8000"] = process.argv.slice(2);
const headers = { "Content-Type": "application/json" };
if (process.env.QUOTES_API_KEY) headers.Authorization = `Bearer ${process.env.QUOTES_API_KEY}`;

async function findQuotes(text, triesLeft = 4) {
  // JavaScript's strings count UTF-16 units: an emoji is two of them. So ask for positions in those.
  const body = JSON.stringify({ text, offset_unit: "utf16" });
  const response = await fetch(`${baseUrl}/v1/quotes`, { method: "POST", headers, body });

  // Busy (503) or too quick (429): ask again, as late as the server says.
  if ([429, 503].includes(response.status) && triesLeft > 0) {
    await sleep(1000 * Number(response.headers.get("Retry-After") ?? 1));
    return findQuotes(text, triesLeft - 1);
  }
  // The problem says which field is wrong, or what else is.
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()).quotes;
}

const text = await readFile(path, "utf8");
for (const quote of await findQuotes(text)) {
  const words = quote.spans.map(({ start, end }) => text.slice(start, end)).join(" … ");
  console.log(`${quote.speaker?.name ?? "somebody"}: ${words}`);
}
