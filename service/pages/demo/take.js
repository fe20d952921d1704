// Lets the answer and the request be taken along: files to download, programs and JSON to copy.

import { button, make, part } from "./dom.js";
import { toAnnotations, toCsv } from "./formats.js";
import { programsFor } from "./programs.js";

// Spreadsheets take a table for UTF-8 only with this at its beginning.
const BOM = "\ufeff";
const KEPT_MS = 60_000;

/** Offer all of an exchange: {articles, results, answer, request, hasKey}. */
export function offer({ articles, results, answer, request, hasKey }) {
  const json = () => JSON.stringify(answer, null, 2);
  const annotations = () => JSON.stringify(toAnnotations(articles, results), null, 2);
  part("downloads").replaceChildren(
    button("Download JSON", () => download("quotes.json", "application/json", json())),
    button("Download CSV", () => download("quotes.csv", "text/csv", BOM + toCsv(results))),
    button("Download annotations (JSON-LD)", () => download("quotes.jsonld", "application/ld+json", annotations())),
  );
  const address = new URL(request.path, document.baseURI).href;
  const programs = programsFor({ address, body: request.body, hasKey });
  part("programs").replaceChildren(
    ...programs.map(({ name, code }) => copyable(`The request in ${name}`, name, () => code)),
    copyable("The answer in JSON", "JSON", json),
  );
}

/** A block that is written only when it is opened: an answer may be long. */
function copyable(title, name, write) {
  const code = make("pre", { tabindex: 0, role: "region", "aria-label": title });
  const said = make("span", { role: "status" });
  const copy = button(`Copy ${name}`, async () => {
    said.textContent = (await copied(write(), code)) ? "Copied." : "Selected: press Ctrl+C.";
  });
  const made = make(
    "details",
    { class: "program" },
    make("summary", {}, title),
    make("p", { class: "actions" }, copy, said),
    code,
  );
  made.addEventListener("toggle", () => (code.textContent = made.open ? write() : ""));
  return made;
}

/** Whether the words are on the clipboard; where the browser forbids that, they are selected. */
async function copied(words, place) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    getSelection().selectAllChildren(place);
    return false;
  }
}

function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
