// Asks the service, and turns whatever comes back into results or a problem.

const ONE = "v1/quotes";
const MANY = "v1/quotes/batch";

/** What is sent for these articles: {path, body}. Fields left blank are left out. */
export function requestOf(articles) {
  const sent = articles.map((article) =>
    Object.fromEntries(Object.entries(article).filter(([name, words]) => name === "text" || words.trim())),
  );
  if (sent.length === 1) {
    return { path: ONE, body: { ...sent[0], offset_unit: "utf16" } };
  }
  const numbered = sent.map((article, i) => ({ id: `article-${i + 1}`, ...article }));
  return { path: MANY, body: { articles: numbered, match: true, offset_unit: "utf16" } };
}

/** {answer, results, matches}, or {problem} where there is no answer; an article's own problem is in its result. */
export async function ask({ path, body }, { key }) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: headersOf(key),
      cache: "no-store",
    });
  } catch {
    return {
      problem: { title: "The service cannot be reached", detail: "Is it running, and are you connected to it?" },
    };
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || !answer) {
    return { problem: problemOf(response, answer) };
  }
  return path === ONE
    ? { answer, results: [answer], matches: [] }
    : { answer, results: answer.results, matches: answer.matches };
}

function headersOf(key) {
  return { "Content-Type": "application/json", ...(key ? { Authorization: `Bearer ${key}` } : {}) };
}

function problemOf(response, answer) {
  const known = answer && typeof answer === "object" && "title" in answer ? answer : {};
  const title = response.statusText || "The answer was not readable";
  return { title, status: response.status, errors: {}, ...known, retryAfter: response.headers.get("Retry-After") };
}
