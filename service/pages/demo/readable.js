// Takes the readable text out of an .html file: parsed into a document that is never shown, it runs and loads nothing.

const SKIPPED =
  "script, style, template, noscript, nav, header nav, footer, aside, form, button, select, svg, math, " +
  "iframe, object, video, audio, canvas, figure, [hidden], [aria-hidden='true']";
const BLOCKS = new Set(
  "ADDRESS ARTICLE BLOCKQUOTE DD DIV DL DT H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION TABLE TD TH TR UL".split(
    " ",
  ),
);
const POLICY = globalThis.trustedTypes?.createPolicy("reading", { createHTML: (text) => text });

/** {text, title, url, outlet, published_at} of a page, with empty words for what it does not say. */
export function readPage(html) {
  const page = new DOMParser().parseFromString(POLICY ? POLICY.createHTML(html) : html, "text/html");
  const told = {
    title: metaOf(page, "og:title") || wordsOf(page.querySelector("h1")) || wordsOf(page.querySelector("title")),
    url: httpAddress(page.querySelector("link[rel='canonical']")?.getAttribute("href") || metaOf(page, "og:url")),
    outlet: metaOf(page, "og:site_name"),
    published_at: (
      metaOf(page, "article:published_time") ||
      page.querySelector("time[datetime]")?.getAttribute("datetime") ||
      ""
    ).trim(),
  };
  for (const element of page.querySelectorAll(SKIPPED)) {
    element.remove();
  }
  const root = longest(page.querySelectorAll("article")) ?? page.querySelector("main") ?? page.body;
  const lines = [];
  gather(root, lines);
  const text = lines
    .map(tidy)
    .filter((line) => line && line !== tidy(told.title))
    .join("\n\n");
  return { ...told, text };
}

/** A page is known by its name or by how it begins. */
export function isPage(name, content) {
  return /\.html?$/i.test(name) || /^\s*<(?:!doctype html|html)\b/i.test(content);
}

/** Text of bytes: UTF-8, or what old pages are in where it is not. */
export function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Add the words under a node to the last line; every block begins a new one. */
function gather(root, lines) {
  // Not by calls inside calls: pages may be nested deeper than those may go.
  const left = [root];
  lines.push("");
  while (left.length) {
    const node = left.pop();
    if (node === "break") {
      lines.push("");
    } else if (node.nodeType === Node.TEXT_NODE) {
      lines[lines.length - 1] += node.data;
    } else if (node.nodeName === "BR") {
      lines[lines.length - 1] += " ";
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const inside = [...node.childNodes].reverse();
      const isBlock = BLOCKS.has(node.nodeName);
      left.push(...(isBlock ? ["break", ...inside, "break"] : inside));
    }
  }
}

function longest(elements) {
  const enough = [...elements].filter((element) => element.textContent.trim());
  return enough.sort((a, b) => b.textContent.length - a.textContent.length)[0];
}

function metaOf(page, property) {
  const found = page.querySelector(`meta[property="${property}"], meta[name="${property}"]`);
  return tidy(found?.getAttribute("content") ?? "");
}

function wordsOf(element) {
  return tidy(element?.textContent ?? "");
}

function httpAddress(address) {
  return /^https?:\/\//i.test(address ?? "") ? address.trim() : "";
}

function tidy(words) {
  return words.replace(/[ \t\r\n\f]+/g, " ").trim();
}
