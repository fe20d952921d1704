"""What an output holds, and what it should hold, in one form for all kinds of it."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import zstandard

from service.client.items import Outcome


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of JSON Lines, compressed or not."""
    body = path.read_bytes()
    if path.suffix == ".gz":
        body = gzip.decompress(body)
    elif path.suffix == ".zst":
        body = zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True).read()
    return [json.loads(line) for line in body.splitlines()]


def quotations_in(folder: Path, form: str) -> list[tuple[str, str]]:
    """Article and quotation of each quotation in the output, in order."""
    path = folder / form
    if "jsonl" in form:
        return [(line["id"], quote["id"]) for line in lines_of(path) for quote in line["quotes"]]
    return [(row["article_id"], row["quote_id"]) for row in rows_of_table(path)]


def texts_in(folder: Path, form: str) -> list[tuple[str, str]]:
    """Article and text of each text that was kept, in order."""
    path = folder / form
    if "jsonl" in form:
        told = ((line["id"], line["article"]) for line in lines_of(path))
        return [(article_id, article["text"]) for article_id, article in told if "text" in article]
    texts = folder / ("out.texts" if form.endswith("/") else "out.texts.parquet")
    return [(row["article_id"], row["text"]) for row in rows_of_table(texts)]


def rows_of_table(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file, or of all in a folder by name."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


def check_everything_is_there_once(folder: Path, form: str, outcomes: list[Outcome]) -> None:
    """All quotations, texts and failures in order, and nothing else left beside the output."""
    done = [outcome for outcome in outcomes if outcome.result]
    assert quotations_in(folder, form) == [
        (outcome.result["id"], quote["id"]) for outcome in done if outcome.result for quote in outcome.result["quotes"]
    ]
    assert texts_in(folder, form) == [
        (outcome.item.article["id"], outcome.item.article["text"]) for outcome in done if outcome.item.keeps_text
    ]
    failures = lines_of(folder / (form.rstrip("/") + ".failures.jsonl"))
    assert [failure["number"] for failure in failures] == [o.item.number for o in outcomes if o.problem]
    assert {path.name for path in folder.iterdir()} <= {
        form.rstrip("/"),
        form.rstrip("/") + ".failures.jsonl",
        "out.texts",
        "out.texts.parquet",
        "out.lock" if form.endswith("/") else f"{form}.lock",
    }
