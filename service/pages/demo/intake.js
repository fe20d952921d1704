// Takes articles in: typed, pasted, dropped, chosen as files, or from the seeds.

import { button, make, part } from "./dom.js";
import { decode, isPage, readPage } from "./readable.js";

const FIELDS = ["text", "title", "url", "outlet", "published_at"];
// The first two to come are for the comparison: two reports of the same words.
const PAIR = /^antarctica-nests-/;

/** The articles as they stand in the forms: {text, title, url, outlet, published_at}. */
export function readForms() {
  return forms().map((form) => Object.fromEntries(FIELDS.map((name) => [name, field(form, name).value])));
}

/** Put articles into the forms, as many as there are. */
export function fillForms(articles) {
  part("articles").replaceChildren();
  for (const article of articles.length ? articles : [{}]) {
    addForm(article);
  }
}

/** Begin another article; gives its form. */
export function addForm(article = {}) {
  const form = part("article-form").content.firstElementChild.cloneNode(true);
  for (const name of FIELDS) {
    field(form, name).value = article[name] ?? "";
  }
  form.querySelector(".remove").addEventListener("click", () => {
    form.remove();
    number();
    forms()[0].querySelector("textarea").focus();
  });
  part("articles").append(form);
  number();
  return form;
}

/** The input of a field, for messages on it; the first article's unless a number is given. */
export function inputOf(name, at = 0) {
  const form = forms()[at];
  return form && FIELDS.includes(name) ? field(form, name) : null;
}

/** Take in files that are dropped on the page or chosen; `told` hears how many came. */
export function watchFiles(told) {
  const take = async (files) => {
    const articles = await Promise.all([...files].map(readFile));
    fillForms([...readForms().filter((article) => article.text.trim()), ...articles]);
    told(articles.length);
  };
  part("files").addEventListener("change", (event) => {
    take(event.target.files).finally(() => (event.target.value = ""));
  });
  // Words that are dragged are left to the browser, which puts them into the field under them.
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (hasFiles(event)) {
      event.preventDefault();
      document.body.classList.add("dropping");
    }
  });
  addEventListener("dragleave", (event) => event.relatedTarget ?? document.body.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (hasFiles(event)) {
      event.preventDefault();
      take(event.dataTransfer.files);
    }
  });
}

/** List the seeds, each a button that hands its article on. */
export async function listSeeds(chosen) {
  const answer = await fetch("demo/seeds.jsonl");
  const seeds = (await answer.text())
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const pair = seeds.filter((seed) => PAIR.test(seed.id));
  const both = button("Two reports of the same words", () => chosen(pair), { class: "seed pair" });
  const each = seeds.map((seed) => entryOf(seed, () => chosen([seed])));
  part("seeds").replaceChildren(...[both, ...each].map((made) => make("li", {}, made)));
}

function entryOf(seed, action) {
  const made = button(seed.title, action, { class: "seed", "data-seed": seed.id });
  const from = seed.outlet ?? (seed.url ? new URL(seed.url).hostname.replace(/^www\./, "") : null);
  made.append(...(from ? [" ", make("small", {}, from)] : []));
  return made;
}

async function readFile(file) {
  const content = decode(await file.arrayBuffer());
  return isPage(file.name, content) ? readPage(content) : { text: content };
}

function number() {
  const all = forms();
  all.forEach((form, i) => {
    form.querySelector("legend").textContent = all.length > 1 ? `Article ${i + 1}` : "The article";
    form.querySelector(".remove").hidden = all.length === 1;
  });
}

function forms() {
  return [...part("articles").children];
}

function field(form, name) {
  return form.querySelector(`[name="${name}"]`);
}
