// The demo page: what it knows, and what happens when. Nothing is kept beyond the page itself.

import { showArticle, summary } from "./article.js";
import { ask, requestOf } from "./ask.js";
import { listSpeakers } from "./beside.js";
import { watchCards } from "./card.js";
import { button, isCalm, part } from "./dom.js";
import { layOutFilters, shownOf } from "./filters.js";
import { addForm, fillForms, listSeeds, readForms, watchFiles } from "./intake.js";
import { showPicture } from "./picture.js";
import { clearProblems, showProblems } from "./problem.js";
import { showMatches } from "./same.js";
import { byQuote, speakersOf } from "./speakers.js";
import { offer } from "./take.js";
import { count, countWords } from "./words.js";

const UNAUTHORIZED = 401;
const FOLLOW_SCREENS = 1.5;
// articles and results belong together by position; `at` is the one shown; `speakers` and `shown` are of that one.
const state = { articles: [], results: [], matches: [], at: 0, speakers: [], speakerOf: new Map(), shown: new Set() };
let hideCard = () => {};
let isAsking = false;

async function run(articles) {
  if (isAsking) {
    return;
  }
  begin(articles);
  const request = requestOf(articles);
  const key = part("key").value;
  const outcome = await ask(request, { key });
  end();
  if (outcome.problem) {
    fail(outcome.problem);
    return;
  }
  Object.assign(state, { articles, results: outcome.results, matches: outcome.matches });
  showProblems(problemsOf(outcome.results));
  offer({ articles, results: outcome.results, answer: outcome.answer, request, hasKey: Boolean(key) });
  const first = outcome.results.findIndex((result) => !result.error);
  if (first >= 0) {
    present(first);
  } else {
    say("");
  }
}

function begin(articles) {
  isAsking = true;
  clearProblems();
  hideCard();
  part("answer").hidden = true;
  part("run").setAttribute("aria-disabled", "true");
  document.body.classList.add("asking");
  say(
    `Reading ${count(
      articles.reduce((n, article) => n + countWords(article.text), 0),
      "word",
    )}…`,
  );
}

function end() {
  isAsking = false;
  part("run").removeAttribute("aria-disabled");
  document.body.classList.remove("asking");
}

function fail(problem) {
  say("");
  showProblems([{ problem, at: null }]);
  if (problem.status === UNAUTHORIZED) {
    part("composer").open = true;
    part("key-line").hidden = false;
    part("key").focus();
  }
}

function problemsOf(results) {
  return results.map(({ error }, at) => ({ problem: error, at })).filter(({ problem }) => problem);
}

/** Show the answer, from one of its articles on, and go there. */
function present(at) {
  part("answer").hidden = false;
  part("composer").open = false;
  showArticleAt(at);
  showMatches(state.matches, { articles: state.articles, results: state.results, jump: jumpTo });
  part("answer-title").focus({ preventScroll: true });
  part("answer-title").scrollIntoView({ block: "start", behavior: isCalm() ? "auto" : "smooth" });
}

function showArticleAt(at) {
  const speakers = speakersOf(state.results[at]);
  Object.assign(state, { at, speakers, speakerOf: byQuote(speakers) });
  switchOf(at);
  layOutFilters(state.results[at], speakers, refreshSoon);
  refresh();
}

/** Buttons to change between articles, where there are several. */
function switchOf(at) {
  const named = ({ title }, i) => title.trim() || `Article ${i + 1}`;
  const buttons = state.articles.map((article, i) =>
    button(named(article, i), () => showArticleAt(i), {
      "aria-pressed": String(i === at),
      disabled: Boolean(state.results[i].error),
    }),
  );
  const hadFocus = part("which").contains(document.activeElement);
  part("which").replaceChildren(...buttons);
  part("which").hidden = buttons.length < 2;
  if (hadFocus) {
    buttons[at].focus();
  }
}

let isDue = false;

/** At most once a frame: a slider tells of every step. */
function refreshSoon() {
  if (!isDue) {
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      refresh();
    });
  }
}

function refresh() {
  const { articles, results, at, speakers, speakerOf } = state;
  const shown = shownOf(results[at], speakerOf);
  hideCard();
  Object.assign(state, { shown });
  showArticle(part("article"), { article: articles[at], result: results[at], speakers: speakerOf, shown });
  listSpeakers(speakers, shown, (id) => jumpTo(at, id));
  showPicture(speakers, shown);
  const words = summary(results[at], speakers, shown.size);
  part("answer-title").textContent = words;
  tell(words);
  // Beside a long article the list stays in sight, with a scroll bar of its own.
  part("beside").classList.toggle("follows", part("article").offsetHeight > FOLLOW_SCREENS * innerHeight);
}

/** Go to a quotation; it is shown, whatever the filters say. */
function jumpTo(at, id) {
  if (at !== state.at || !state.shown.has(id)) {
    // This lays out the filters anew, so that they hide nothing.
    showArticleAt(at);
  }
  const target = part("article").querySelector(`.tag[data-quote="${CSS.escape(id)}"]`);
  target?.scrollIntoView({ block: "center", behavior: isCalm() ? "auto" : "smooth" });
  target?.focus({ preventScroll: true });
}

/** Say something where everybody can read it. */
function say(words) {
  part("status").classList.remove("heard");
  part("status").textContent = words;
}

/** Say something to those who hear the page; others see it anyway. */
function tell(words) {
  say(words);
  part("status").classList.add("heard");
}

function start() {
  fillForms([]);
  hideCard = watchCards(part("article"), (id) => {
    const result = state.results[state.at];
    return { quote: result.quotes.find((quote) => quote.id === id), speaker: state.speakerOf.get(id), result };
  });
  part("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    run(readForms());
  });
  part("add").addEventListener("click", () => addForm().querySelector("textarea").focus());
  part("clear").addEventListener("click", () => fillForms([]));
  watchFiles((n) => say(`${count(n, "file")} taken in.`));
  listSeeds((seeds) => {
    fillForms(seeds);
    run(readForms().map((article, i) => ({ ...article, id: seeds[i].id })));
  }).catch(() => say("The list of articles could not be read."));
}

start();
