"""Mixed traffic for a server on loopback: what is asked, when, and what came back."""

import asyncio
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2

SEEDS = Path(__file__).parents[2] / "seeds" / "articles.jsonl"
LOOPBACK = {"127.0.0.1", "::1"}
JSON_TYPE = "application/json"
NDJSON_TYPE = "application/x-ndjson"
# Longer than the server lets a request wait and work: what takes more counts as failed.
PATIENCE_S = 180.0
# A server that neither answers nor refuses would let the driver's memory grow without end.
MAX_OPEN = 1000

# The service's words to who was let in and not answered in time.
AT_DEADLINE = b"could not be answered in time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A sort of request, and which share of the traffic it makes."""

    name: str
    share: float
    n_words: int
    max_chars: int = 200_000
    n_articles: int | None = None
    content_type: str = JSON_TYPE

    @property
    def path(self) -> str:
        return "/v1/quotes" if self.n_articles is None else "/v1/quotes/batch"


SHORT = Kind(name="100 words", share=0.4, n_words=100)
MIDDLE = Kind(name="600 words", share=0.35, n_words=600)
LONG = Kind(name="3 000 words", share=0.12, n_words=3000)
# More words than fit, so that the text is cut to the last character that is allowed.
FULL = Kind(name="200 000 characters", share=0.003, n_words=50_000)
BATCH = Kind(name="batch of 8", share=0.07, n_words=300, n_articles=8)
LINES = Kind(name="8 lines", share=0.057, n_words=300, n_articles=8, content_type=NDJSON_TYPE)
KINDS = (SHORT, MIDDLE, LONG, FULL, BATCH, LINES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, ready to be sent."""

    kind: Kind
    n_words: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a request.

    began_s, late_s: when it was sent, by the clock of `time.monotonic`, and how long after it was due
    seconds:         from the connection to the last byte of the answer
    port:            the client's end of the connection, None when there was none
    status:          None when no whole answer came; `error` then names why
    fault:           what is wrong with an answer that looks right, else None
    is_dropped:      whether it was let in and refused only at its deadline
    n_refused:       articles of an answer in lines that were refused one by one
    """

    kind: str
    n_words: int
    began_s: float
    late_s: float
    seconds: float
    port: int | None
    status: int | None
    error: str | None = None
    fault: str | None = None
    retry_after: bool = False
    is_dropped: bool = False
    n_refused: int = 0

    @property
    def ended_s(self) -> float:
        return self.began_s + self.seconds

    @property
    def is_accepted(self) -> bool:
        return self.status == 200

    @property
    def is_refused(self) -> bool:
        return self.status == 503

    @property
    def complaint(self) -> str | None:
        """What should not have been, None for a right answer and a right refusal."""
        if self.status is None:
            return self.error
        if self.is_refused:
            return None if self.retry_after else "503 without Retry-After"
        return self.fault if self.is_accepted else f"status {self.status}"


class Writer:
    """Writes requests of random kinds, their texts made of the seeds' paragraphs in ever new orders."""

    def __init__(self, *, seed: int, kinds: Sequence[Kind] = KINDS) -> None:
        self._random = random.Random(seed)
        self._kinds = kinds
        self._paragraphs = read_paragraphs()

    def write_any(self) -> Request:
        """A request of a kind drawn by its share."""
        [kind] = self._random.choices(self._kinds, weights=[kind.share for kind in self._kinds])
        return self.write(kind)

    def write(self, kind: Kind) -> Request:
        texts = [self._text(kind) for _ in range(kind.n_articles or 1)]
        articles = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
        return Request(kind=kind, n_words=sum(len(text.split()) for text in texts), body=_body(kind, articles))

    def mean_words(self, *, n_samples: int = 20) -> float:
        """Words of a request in the mean, every kind by its share."""
        total = sum(kind.share for kind in self._kinds)
        words = (
            kind.share * sum(self.write(kind).n_words for _ in range(n_samples)) / n_samples for kind in self._kinds
        )
        return sum(words) / total

    def _text(self, kind: Kind) -> str:
        parts: list[str] = []
        missing = kind.n_words
        while missing > 0:
            words = self._random.choice(self._paragraphs)
            parts.append(" ".join(words[:missing]))
            missing -= len(words)
        return "\n\n".join(parts)[: kind.max_chars]


def read_paragraphs(path: Path = SEEDS) -> list[list[str]]:
    """The words of every paragraph of the seeds."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [paragraph.split() for text in texts for paragraph in text.split("\n") if paragraph.strip()]


def arrival_times(*, rate_per_s: float, seconds: float, seed: int) -> Iterator[float]:
    """When to send, in seconds from the start: once at the start, then as a Poisson process, which waits for nobody."""
    source = random.Random(seed)
    at_s = 0.0
    while at_s < seconds:
        yield at_s
        at_s += source.expovariate(rate_per_s)


def check_loopback(url: str) -> str:
    """The address itself; raises ValueError for any host but this machine's own, by number."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        raise ValueError(f"load goes to http://127.0.0.1 or http://[::1] only, not to {url}")
    return f"http://{parts.netloc}"


class Client:
    """Sends requests, each over a connection of its own as different callers would, and keeps what came of them."""

    def __init__(self, url: str) -> None:
        self.outcomes: list[Outcome] = []
        self.n_open = 0
        self.n_unsent = 0
        self._http = httpx2.AsyncClient(
            base_url=check_loopback(url),
            timeout=PATIENCE_S,
            # A proxy of the environment would carry the load elsewhere.
            trust_env=False,
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
            headers={"Connection": "close"},
        )

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._http.aclose()

    async def send(self, request: Request, *, due_s: float | None = None) -> Outcome:
        """Send now and wait for the answer; `due_s` is when it should have been sent."""
        began_s = time.monotonic()
        self.n_open += 1
        try:
            answer = await self._ask(request)
        finally:
            self.n_open -= 1
        outcome = Outcome(
            kind=request.kind.name,
            n_words=request.n_words,
            began_s=began_s,
            late_s=began_s - due_s if due_s is not None else 0.0,
            **answer,
        )
        self.outcomes.append(outcome)
        return outcome

    async def read_metric(self, name: str) -> float:
        """What the server tells now of a metric that has no labels."""
        lines = (await self._http.get("/metrics")).text.splitlines()
        return sum(float(line.removeprefix(f"{name} ")) for line in lines if line.startswith(f"{name} "))

    async def send_from(self, writer: Writer, arrivals: Iterator[float], *, until: asyncio.Event | None = None) -> None:
        """Send at these times, whatever comes back, till they end or the event is set; return after the last answer."""
        start_s = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            for at_s in arrivals:
                request = writer.write_any()
                await asyncio.sleep(start_s + at_s - time.monotonic())
                if until is not None and until.is_set():
                    break
                if self.n_open >= MAX_OPEN:
                    self.n_unsent += 1
                    continue
                tasks.create_task(self.send(request, due_s=start_s + at_s))

    async def send_in_turn(self, writer: Writer, *, n_clients: int, seconds: float) -> None:
        """Some callers for a time, each of which sends its next request when it has its answer."""
        end_s = time.monotonic() + seconds

        async def call() -> None:
            while time.monotonic() < end_s:
                await self.send(writer.write_any())

        await asyncio.gather(*(call() for _ in range(n_clients)))

    async def _ask(self, request: Request) -> dict[str, Any]:
        ports: list[int] = []

        async def note_port(event: str, facts: dict[str, Any]) -> None:
            if event == "connection.connect_tcp.complete":
                ports.append(facts["return_value"].get_extra_info("client_addr")[1])

        began_s = time.monotonic()
        try:
            response = await self._http.post(
                request.kind.path,
                content=request.body,
                headers={"Content-Type": request.kind.content_type},
                extensions={"trace": note_port},
            )
        except httpx2.HTTPError as error:
            told: dict[str, Any] = {"status": None, "error": type(error).__name__}
        else:
            told = {
                "status": response.status_code,
                "retry_after": "Retry-After" in response.headers,
                "is_dropped": response.status_code == 503 and AT_DEADLINE in response.content,
            }
        seconds = time.monotonic() - began_s
        read = read_answer(request.kind, response.content) if told["status"] == 200 else {}
        return {"seconds": seconds, "port": ports[0] if ports else None, **told, **read}


def read_answer(kind: Kind, body: bytes) -> dict[str, Any]:
    """What an answer with status 200 hides: articles refused one by one, and what should not be in it."""
    try:
        entries = _entries(kind, body)
    except (ValueError, LookupError):
        return {"fault": "answer cannot be read"}
    if len(entries) != (kind.n_articles or 1):
        return {"fault": f"{len(entries)} entries"}
    statuses = [entry["error"]["status"] for entry in entries if "error" in entry]
    others = sorted({status for status in statuses if status != 503})
    return {"n_refused": statuses.count(503), "fault": f"entries with {others}" if others else None}


def _entries(kind: Kind, body: bytes) -> list[dict[str, Any]]:
    if kind.content_type == NDJSON_TYPE:
        return [json.loads(line) for line in body.splitlines()]
    answer = json.loads(body)
    return [{"quotes": answer["quotes"]}] if kind.n_articles is None else list(answer["results"])


def _body(kind: Kind, articles: list[str]) -> bytes:
    if kind.n_articles is None:
        return articles[0].encode()
    if kind.content_type == NDJSON_TYPE:
        return "\n".join(articles).encode()
    return f'{{"articles": [{", ".join(articles)}]}}'.encode()
