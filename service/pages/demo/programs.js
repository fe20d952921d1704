// Writes the request that was sent as programs: curl, Python and JavaScript.

const END = "END_OF_REQUEST";
const KEY = "QUOTES_API_KEY";

/** [{name, code}] for a request to an address; the key itself is never written, only where to take it from. */
export function programsFor({ address, body, hasKey }) {
  return [
    { name: "curl", code: toCurl(address, body, hasKey) },
    { name: "Python", code: toPython(address, body, hasKey) },
    { name: "JavaScript", code: toJavaScript(address, body, hasKey) },
  ];
}

function toCurl(address, body, hasKey) {
  const key = hasKey ? ` -H "Authorization: Bearer $${KEY}"` : "";
  // JSON is one line that begins with a brace, so the end cannot be met too early.
  return (
    `curl '${address.replaceAll("'", "%27")}' -H 'Content-Type: application/json'${key} --data-binary @- <<'${END}'\n` +
    `${JSON.stringify(body)}\n${END}\n`
  );
}

function toPython(address, body, hasKey) {
  const key = hasKey ? `, "Authorization": f"Bearer {os.environ['${KEY}']}"` : "";
  return [
    "import json",
    ...(hasKey ? ["import os"] : []),
    "from urllib.request import Request, urlopen",
    "",
    `body = ${python(body)}`,
    `headers = {"Content-Type": "application/json"${key}}`,
    `request = Request(${python(address)}, json.dumps(body).encode(), headers)`,
    "with urlopen(request) as response:",
    "    print(json.dumps(json.load(response), ensure_ascii=False, indent=2))",
    "",
  ].join("\n");
}

function toJavaScript(address, body, hasKey) {
  const key = hasKey ? `, Authorization: \`Bearer \${process.env.${KEY}}\`` : "";
  return [
    `const body = ${JSON.stringify(body, null, 2)};`,
    `const headers = { "Content-Type": "application/json"${key} };`,
    `const response = await fetch(${JSON.stringify(address)}, { method: "POST", headers, body: JSON.stringify(body) });`,
    "console.log(JSON.stringify(await response.json(), null, 2));",
    "",
  ].join("\n");
}

/** A value as Python writes it; a JSON string is a Python string. */
function python(value) {
  if (Array.isArray(value)) {
    return `[${value.map(python).join(", ")}]`;
  }
  if (value && typeof value === "object") {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${python(name)}: ${python(inner)}`)
      .join(", ")}}`;
  }
  return value === true ? "True" : value === false ? "False" : JSON.stringify(value);
}
