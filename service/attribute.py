"""`quotes attribute`: the answer for one file, without a server."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from models.backends import BACKEND_CHOICES, BackendChoice
from models.errors import ArticleTooLong, QuoteError
from models.records import Article
from models.steps import finish
from models.wire import result_to_wire
from service.engine import load_from_weights
from service.settings import Settings, SettingsError, read_settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--url", help="The article's address; tells the publisher.")
@click.option("--outlet", help="The publisher's name, where known.")
@click.option("--title", help="The headline; helps to resolve names.")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="json", show_default=True)
@click.option("--backend", type=click.Choice(BACKEND_CHOICES), help="What computes. [QUOTES_BACKEND, else auto]")
def attribute(
    file: Path, *, url: str | None, outlet: str | None, title: str | None, form: str, backend: BackendChoice | None
) -> None:
    """Find the quotations of FILE, a plain text in UTF-8 (`-`: standard input)."""
    try:
        settings = read_settings()
        settings = replace(settings, backend=backend or settings.backend)
        text = read_text(file, limit=settings.max_article_chars)
        answer = _attribute(Article(text=text, url=url, outlet=outlet, title=title), settings)
    except (SettingsError, QuoteError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if form == "json" else to_text(answer))


def read_text(file: Path, *, limit: int) -> str:
    """The file's text exactly as it is, line ends too; raises ClickException or ArticleTooLong."""
    content = sys.stdin.buffer.read() if file == Path("-") else file.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 at byte {error.start}") from error
    if not text:
        raise click.ClickException(f"{file} is empty")
    if len(text) > limit:
        raise ArticleTooLong(chars=len(text), limit=limit)
    return text


def to_text(answer: dict[str, Any]) -> str:
    """The answer for a reader: a block a quotation, an empty line between them."""
    return "\n\n".join(_block(quote) for quote in answer["quotes"]) or "No quotations found."


def _block(quote: dict[str, Any]) -> str:
    return f"{quote['text']}\n    — {_speaker(quote['speaker'])}{_relay(quote['outlet'])} [{quote['confidence']:.2f}]"


def _speaker(speaker: dict[str, Any] | None) -> str:
    if speaker is None:
        return "unknown"
    return f"{speaker['name']} ({speaker['role']})" if speaker["role"] else str(speaker["name"])


def _relay(outlet: dict[str, Any] | None) -> str:
    return f", via {outlet['name']}" if outlet else ""


def _attribute(article: Article, settings: Settings) -> dict[str, Any]:
    pipeline = load_from_weights(settings)
    [result] = finish(pipeline.steps([article]))
    return result_to_wire(result, article=article, model=pipeline.model)
