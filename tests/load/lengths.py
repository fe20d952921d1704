"""Processor time against length for texts that nobody wrote for a newspaper, through the real pipeline.

    python tests/load/lengths.py                      # every kind, 3 125 to 200 000 characters; some hours
    python tests/load/lengths.py --most 25000         # a first look
    python tests/load/lengths.py --kind "one word" --kind names

Prints a table: seconds by kind and length, and how many times longer each of the last two doublings took. About 2 is
linear, 4 is quadratic. What lies beyond `--limit` is named in the last line, and the exit code is then 1.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from time import process_time

import click

ROOT = Path(__file__).parents[2]
# Run as a script, Python looks for modules beside this file alone.
sys.path.insert(0, str(ROOT))

from models.pipeline import ArticlePipeline, load_pipeline  # noqa: E402 -- the path must be set before
from models.records import Article  # noqa: E402 -- the path must be set before
from models.wire import result_to_wire  # noqa: E402 -- the path must be set before

Maker = Callable[[int], str]


def repeated(words: str) -> Maker:
    """Copies of the words up to a length."""
    return lambda n_chars: (words * (n_chars // len(words) + 1))[:n_chars]


def numbered(form: str) -> Maker:
    """Copies of a form that differ by a made-up word in the place of each `{}`, up to a length."""

    def make(n_chars: int) -> str:
        parts, size = list[str](), 0
        while size < n_chars:
            parts.append(form.format(*[made_up_word(7 * len(parts) + k) for k in range(form.count("{}"))]))
            size += len(parts[-1])
        return "".join(parts)[:n_chars]

    return make


def between(head: str, gap: str, tail: str) -> Maker:
    """A head and a tail with as many copies of a gap between them as make the length."""
    return lambda n_chars: head + repeated(gap)(n_chars - len(head) - len(tail)) + tail


def made_up_word(number: int) -> str:
    """A word of syllables that stands for this number alone."""
    syllables = ["ba", "ko", "mi", "ter", "sul", "van", "dre", "no", "pli", "gar"]
    return "".join(syllables[int(digit)] for digit in str(number))


KINDS: dict[str, Maker] = {
    "straight marks": repeated('"'),
    "opening marks": repeated("“"),
    "open and closed marks": repeated("“”"),
    "open and closed marks, a word each": repeated("“No.” "),
    "nested marks": repeated("“‘«"),
    "marks of all kinds": repeated("‘'“\"«»”’ "),
    "one word": repeated("w"),
    "one hyphenated word": repeated("ab-"),
    "capitalised words": numbered("{} ".replace("{}", "Ka{}")),
    "different names": numbered("Ada{} Moor{} spoke. "),
    "names of one surname": numbered("Ada{} Moor spoke. "),
    "one name": repeated("Ada Moor "),
    "one name in initials": repeated("A. Moor, "),
    "cues": numbered("said Ka{} "),
    "short quotations": repeated("“No,” said Ada Moor. "),
    "quotations of different people": numbered("“No,” said Ada{} Moor{}. "),
    "relays": numbered("Ada Moor{} told Reuters that he left. "),
    "outlets": repeated("Reuters, AFP, BBC News, Al Jazeera, "),
    "initials": repeated("A. B. C. "),
    "letters with points": repeated("U.S."),
    "pronouns": repeated("he she they him her "),
    "pronouns that speak": repeated("“No,” he said. "),
    "line breaks": repeated("\n"),
    "a quotation a line": repeated("“No.”\n"),
    "a reopened quotation a line": repeated("“No\n\n"),
    "one long sentence": repeated("and the minister of the lake who went to the hill "),
    "roles": numbered("the minister of Ka{}, Ada{} Moor{}, "),
    "white space in a name": between("“No,” said Ada", " ", "Moor."),
    "white space in a mention": between("“No,” said the minister", " ", "of trade."),
    "white space in lines": repeated(" \n"),
    "brackets": repeated("(("),
    "dashes": repeated("--"),
    "joined emoji": repeated("👩🏽‍🚒"),
    "combining marks": repeated("e" + "\u0301" * 7),
    "a letter with marks": between("e", "\u0301", "."),
    "bidirectional marks": repeated("\u202e“No”\u2066 said Ada\u2069 "),
    "control characters": repeated("\x00"),
    "control characters in names": repeated("Ada\x00Moor\x00said "),
    "no word borders": repeated("王"),
    "address": repeated("https://a.example/"),
}


@click.command(help=__doc__)
@click.option("--least", default=3_125, show_default=True, help="Characters of the shortest text.")
@click.option("--most", default=200_000, show_default=True, help="Characters of the longest; each is twice the last.")
@click.option("--kind", "chosen", multiple=True, type=click.Choice(list(KINDS)), help="Only these kinds.")
@click.option("--limit", default=2.5, show_default=True, help="Greatest growth of the last doubling.")
@click.option("--weights", default=ROOT / "models" / "weights", type=click.Path(path_type=Path), help="Model's files.")
def main(least: int, most: int, chosen: Sequence[str], limit: float, weights: Path) -> None:
    """Measure, print, and say what grows too fast."""
    pipeline = load_pipeline(weights, n_threads=1)
    seconds(pipeline, repeated("“No,” said Ada Moor. ")(least))  # the first call pays for memory
    sizes = list(doublings(least, most))
    click.echo(row("kind", [f"{size}" for size in sizes], ["last but one", "last"]))
    click.echo(row("---", ["---:" for _ in sizes], ["---:", "---:"]))
    too_fast = [kind for kind in chosen or KINDS if measure(pipeline, kind, sizes) > limit]
    if too_fast:
        click.echo(f"\ngrow by more than {limit} a doubling: {', '.join(too_fast)}")
    sys.exit(bool(too_fast))


def measure(pipeline: ArticlePipeline, kind: str, sizes: Sequence[int]) -> float:
    """Print the row of a kind; how many times longer the last doubling took."""
    taken = [seconds(pipeline, KINDS[kind](size)) for size in sizes]
    growth = [right / left for left, right in pairwise(taken)][-2:]
    click.echo(row(kind, [f"{each:.2f}" for each in taken], [f"{each:.2f}" for each in growth]))
    return growth[-1] if growth else 0.0


def seconds(pipeline: ArticlePipeline, text: str) -> float:
    """Processor time of one article from text to the contract's form; other processes hardly show in it."""
    article, before = Article(text=text), process_time()
    [result] = pipeline.attribute([article])
    result_to_wire(result, article=article, model=pipeline.model, unit="utf16")
    return process_time() - before


def doublings(least: int, most: int) -> Iterator[int]:
    """The lengths, each twice the one before."""
    while least <= most:
        yield least
        least *= 2


def row(kind: str, cells: Sequence[str], growth: Sequence[str]) -> str:
    """One line of the table."""
    return "| " + " | ".join([kind, *cells, *growth]) + " |"


if __name__ == "__main__":
    main()
