// Shows what went wrong, plainly: what the service said of which field, and a way to that field.

import { button, make, part } from "./dom.js";
import { inputOf } from "./intake.js";

/** Take all problems off the page. */
export function clearProblems() {
  part("problem").replaceChildren();
  for (const input of document.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
}

/** Show problems: {problem, at}, where `at` is the number of the article, or null for the whole request. */
export function showProblems(problems) {
  part("problem").replaceChildren(...problems.map((one, i) => boxOf(one, i)));
}

function boxOf({ problem, at }, i) {
  const head = at === null ? problem.title : `Article ${at + 1}: ${problem.title}`;
  const id = `problem-${i}`;
  return make(
    "div",
    { class: "problem", id },
    make("p", { class: "problem-title" }, problem.status ? `${head} (${problem.status})` : head),
    problem.detail ? make("p", {}, problem.detail) : null,
    problem.retryAfter ? make("p", {}, `Try again in ${problem.retryAfter} seconds.`) : null,
    make(
      "ul",
      {},
      Object.entries(problem.errors ?? {}).map(([name, messages]) => lineOf(name, messages, at ?? 0, id)),
    ),
    problem.request_id ? make("p", { class: "hint" }, `Request ${problem.request_id}`) : null,
  );
}

function lineOf(name, messages, at, describedBy) {
  const input = inputOf(name, at);
  input?.setAttribute("aria-invalid", "true");
  input?.setAttribute("aria-describedby", describedBy);
  const label = input ? button(name, () => reach(input), { class: "link" }) : make("code", {}, name);
  return make("li", {}, label, ` ${messages.join(" ")}`);
}

function reach(input) {
  part("composer").open = true;
  input.focus();
}
