"""Valid and hostile request bodies against a running server on loopback, each answer checked.

    python tests/load/bodies.py http://127.0.0.1:8000 --number 100000 --threads 8
    python tests/load/bodies.py http://127.0.0.1:8000 --only 17:4711     # one body again, by seed and number
    python tests/load/bodies.py http://127.0.0.1:8000 --schemathesis 200 # and generated from the OpenAPI document

Every body follows from the seed and its number. Good answers are 200 with exact positions, and 4xx and 503 with the
shape of a problem. Anything else, or none within the time, is a fault; faults are printed and make the exit code 1.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from itertools import chain
from pathlib import Path
from threading import local
from typing import Any
from urllib.parse import urlsplit

import click

# Run as a script, Python looks for modules beside this file alone.
sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.load.body_kinds import Case, make_case

PROBLEM_FIELDS = {"type", "title", "status", "detail", "errors", "request_id"}
MAX_PROBLEM_BYTES = 32_768
N_SLOWEST = 5
_kept = local()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one body; `fault` is None where all was right."""

    case: Case
    status: int
    seconds: float
    fault: str | None


@click.command(help=__doc__)
@click.argument("url")
@click.option("--number", default=1_000, show_default=True, help="Bodies to send.")
@click.option("--threads", default=8, show_default=True, help="Callers at once.")
@click.option("--seed", default=17, show_default=True)
@click.option("--timeout", default=120.0, show_default=True, help="Seconds after which an answer counts as none.")
@click.option("--max-bytes", default=33_554_432, show_default=True, help="The server's QUOTES_MAX_BODY_BYTES.")
@click.option("--only", help="SEED:NUMBER of one body to send again and print.")
@click.option("--schemathesis", "n_examples", default=0, help="Examples an operation from the OpenAPI document, too.")
def main(
    url: str, number: int, threads: int, seed: int, timeout: float, max_bytes: int, only: str | None, n_examples: int
) -> None:
    """Send, check, count."""
    if only:
        seed, number = map(int, only.split(":"))
        outcome = send(url, make_case(seed, number, max_bytes=max_bytes), timeout)
        click.echo(f"{outcome.case.body[:2000]!r}\n{outcome.case.headers}\n{outcome.status} {outcome.fault}")
        sys.exit(outcome.fault is not None)
    with ThreadPoolExecutor(threads) as callers:
        outcomes = list(callers.map(lambda place: send_made(url, seed, place, timeout, max_bytes), range(number)))
    report(outcomes)
    is_bad = any(outcome.fault for outcome in outcomes)
    sys.exit(is_bad or (n_examples and run_schemathesis(url, n_examples, seed)))


def send_made(url: str, seed: int, number: int, timeout_s: float, max_bytes: int) -> Outcome:
    """What became of the body of this number; it is made here and not kept, as all together are many."""
    outcome = send(url, make_case(seed, number, max_bytes=max_bytes), timeout_s)
    if number % 10_000 == 9_999:
        click.echo(f"{number + 1} sent", err=True)
    return replace(outcome, case=replace(outcome.case, body=b""))


def send(url: str, case: Case, timeout_s: float) -> Outcome:
    """One body over this thread's connection, which is made anew where the server ended it."""
    began_s = time.monotonic()
    for is_last in (False, True):
        is_new = getattr(_kept, "connection", None) is None
        if is_new:
            parts = urlsplit(url)
            _kept.connection = HTTPConnection(parts.hostname or "", parts.port, timeout=timeout_s)
        try:
            status, headers, answer = ask(_kept.connection, case)
        except (OSError, HTTPException) as error:
            _kept.connection.close()
            _kept.connection = None
            # A kept connection may have ended just when it was used again.
            if is_new or is_last or isinstance(error, TimeoutError):
                seconds = time.monotonic() - began_s
                return Outcome(case=case, status=0, seconds=seconds, fault=f"no answer: {type(error).__name__}")
        else:
            break
    fault = find_fault(case, status, headers, answer)
    return Outcome(case=case, status=status, seconds=time.monotonic() - began_s, fault=fault)


def ask(connection: HTTPConnection, case: Case) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by small name, and body of the answer."""
    body = iter([case.body[i : i + 4096] for i in range(0, len(case.body), 4096)]) if case.is_chunked else case.body
    connection.request("POST", case.target, body, case.headers, encode_chunked=case.is_chunked)
    response = connection.getresponse()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()


def find_fault(case: Case, status: int, headers: dict[str, str], answer: bytes) -> str | None:
    """What is wrong with an answer; None where nothing is."""
    if status != 200 and not 400 <= status < 500 and status != 503:
        return f"status {status}"
    try:
        if status == 200:
            return _result_fault(case, answer)
        problem = json.loads(answer)
    except (ValueError, KeyError, TypeError) as error:
        return f"answer cannot be read: {type(error).__name__}"
    if not headers.get("content-type", "").startswith("application/problem+json"):
        return "error is no problem"
    return _problem_fault(problem, status=status, request_id=headers.get("x-request-id"), n_bytes=len(answer))


def _problem_fault(problem: Any, *, status: int | None, request_id: str | None, n_bytes: int) -> str | None:
    if set(problem) != PROBLEM_FIELDS:
        return f"problem has the fields {sorted(problem)}"
    if status not in (None, problem["status"]) or request_id not in (None, problem["request_id"]):
        return "problem contradicts its head"
    if problem["status"] in (415, 422) and not problem["errors"]:
        return "problem names no field"
    return f"problem of {n_bytes} bytes" if n_bytes > MAX_PROBLEM_BYTES else None


def _result_fault(case: Case, answer: bytes) -> str | None:
    """Whether every article has its entry and every position its words."""
    articles = case.articles()
    if "x-ndjson" in case.headers.get("Content-Type", ""):
        results = [json.loads(line) for line in answer.splitlines()]
    elif case.target.startswith("/v1/quotes/batch"):
        results = json.loads(answer)["results"]
    else:
        results = [json.loads(answer)]
    if len(results) != len(articles):
        return f"{len(results)} entries for {len(articles)} articles"
    faults = (_entry_fault(result, sent) for result, sent in zip(results, articles, strict=True))
    return next((fault for fault in faults if fault), None)


def _entry_fault(entry: Any, sent: Any) -> str | None:
    if "error" in entry:
        if entry["error"]["status"] >= 500 and entry["error"]["status"] != 503:
            return f"entry with status {entry['error']['status']}"
        return _problem_fault(entry["error"], status=None, request_id=None, n_bytes=len(json.dumps(entry)))
    text, unit = sent["text"], entry["offset_unit"]
    measured = text if unit == "code_point" else text.encode("utf-16-le" if unit == "utf16" else "utf-8")
    for place in _places(entry):
        scale = 2 if unit == "utf16" else 1
        words = measured[scale * place["start"] : scale * place["end"]]
        expected = place["text"] if unit == "code_point" else place["text"].encode(_codec(unit))
        if words != expected or not place["start"] < place["end"]:
            return f"wrong position {place['start']}:{place['end']}"
    return None


def _codec(unit: str) -> str:
    return "utf-16-le" if unit == "utf16" else "utf-8"


def _places(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that has a position."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value):
            yield value
        yield from chain.from_iterable(map(_places, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_places, value))


def report(outcomes: list[Outcome]) -> None:
    """Counts by status, the slowest with their kinds, and every kind of fault with the first that shows it."""
    for status, count in sorted(Counter(outcome.status for outcome in outcomes).items()):
        click.echo(f"{status or 'none'}: {count}")
    for outcome in sorted(outcomes, key=lambda o: -o.seconds)[:N_SLOWEST]:
        click.echo(f"slow: {outcome.seconds:.2f} s, {outcome.status}, {outcome.case.kind}, {outcome.case.name}")
    faults = [outcome for outcome in outcomes if outcome.fault]
    for (kind, fault), count in Counter((o.case.kind, o.fault) for o in faults).most_common():
        first = next(o for o in faults if (o.case.kind, o.fault) == (kind, fault))
        click.echo(f"FAULT {count} times: {kind}: {fault}; for one --only {first.case.name}")


def run_schemathesis(url: str, n_examples: int, seed: int) -> int:
    """The exit code of schemathesis over all operations of the document; one caller, so that nobody is turned away."""
    program = Path(sys.executable).with_name("schemathesis")
    checks = "not_a_server_error,response_schema_conformance,content_type_conformance"
    command = [str(program), "run", f"{url}/openapi.json", "--checks", checks]
    options = ["--max-examples", str(n_examples), "--seed", str(seed), "--workers", "1"]
    with suppress(KeyboardInterrupt):
        return subprocess.run([*command, *options], check=False).returncode
    return 1


if __name__ == "__main__":
    main()
