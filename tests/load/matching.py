"""How `quotes match` does on archives of known truth: time, memory, and what it joins by kind of edit.

    python -m tests.load.matching --sizes 10000,100000,1000000 --seed 1 --out runs/matching.jsonl

Reads the quotations of QUOTES_DATA, writes archives made from them to a folder that is gone at the end, and runs the
command on each in a process of its own, of which it gives the processor's seconds and the peak of memory. Of edits that
leave a statement the same it gives the share that stands in one group with its original, of changes that make another
statement the share that does not (behind a stock phrase: of statements that begin alike, those that met no other), and
of all pairs in groups the share that belongs together.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from models.matching.people import key_of
from tests.load.perturbed import ANOTHER_SPEAKER, ORIGINAL, STOCK, Made, make_quotations, read_bases, write_outputs
from tests.load.perturbing import OTHER, SAME

_COMMAND = "from service.cli import main; main()"
_MIB = 1024
KINDS = (*SAME, *OTHER, ANOTHER_SPEAKER, STOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of how many something holds, of how many it was asked."""

    n_right: int
    n_asked: int

    def __str__(self) -> str:
        return f"{100 * self.n_right / self.n_asked:6.2f} % of {self.n_asked}" if self.n_asked else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the command cost."""

    cpu_s: float
    peak_mib: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the groups of one archive are worth.

    by_kind:  edits found in the group of their original, other statements kept out of it
    pairs:    pairs of one group that belong together
    speakers: groups whose name is that of the statement
    """

    by_kind: dict[str, Share]
    pairs: Share
    speakers: Share


def run_match(source: Path, out: Path) -> Run:
    """Run the command on one output; raises CalledProcessError's kin by its exit code."""
    process = os.posix_spawn(
        sys.executable, [sys.executable, "-c", _COMMAND, "match", str(source), "--out", str(out)], os.environ
    )
    _, status, usage = os.wait4(process, 0)
    if status:
        raise click.ClickException(f"quotes match ended with {os.waitstatus_to_exitcode(status)}")
    return Run(cpu_s=usage.ru_utime + usage.ru_stime, peak_mib=usage.ru_maxrss / _MIB)


def score(quotations: Sequence[Made], matches: Iterable[dict[str, Any]]) -> Report:
    """Compare groups with what is known; ids of quotations are their places."""
    groups = [([int(place["quote"]) for place in match["quotes"]], match["speaker"]) for match in matches]
    group_of = {place: number for number, (places, _) in enumerate(groups) for place in places}
    originals = {made.base: place for place, made in enumerate(quotations) if made.kind in (ORIGINAL, STOCK)}
    asked, right = Counter[str](), Counter[str]()
    for place, made in enumerate(quotations):
        if made.kind == STOCK:
            others = groups[group_of[place]][0] if place in group_of else []
            is_right = all(quotations[other].origin == made.origin for other in others)
        else:
            is_joined = place in group_of and group_of[place] == group_of.get(originals[made.origin])
            is_right = is_joined == (made.kind in SAME)
        asked[made.kind] += 1
        right[made.kind] += is_right
    return Report(
        by_kind={kind: Share(n_right=right[kind], n_asked=asked[kind]) for kind in KINDS},
        pairs=_pairs([Counter(quotations[place].base for place in places) for places, _ in groups]),
        speakers=_speakers(quotations, groups),
    )


def _pairs(groups: Iterable[Counter[int]]) -> Share:
    n_right = n_asked = 0
    for bases in groups:
        n_right += sum(n * (n - 1) // 2 for n in bases.values())
        n_asked += bases.total() * (bases.total() - 1) // 2
    return Share(n_right=n_right, n_asked=n_asked)


def _speakers(quotations: Sequence[Made], groups: Sequence[tuple[list[int], dict[str, Any] | None]]) -> Share:
    whole = [(places, speaker) for places, speaker in groups if len({quotations[p].base for p in places}) == 1]
    names = [({key_of(quotations[p].speaker or "")[-1:] for p in places}, speaker) for places, speaker in whole]
    n_right = sum(speaker is not None and key_of(speaker["name"])[-1:] in families for families, speaker in names)
    return Share(n_right=n_right, n_asked=len(names))


@click.command()
@click.option("--sizes", default="10000,100000", show_default=True, help="How many quotations, one run each.")
@click.option("--seed", default=1, show_default=True)
@click.option("--data", type=click.Path(exists=True, path_type=Path), envvar="QUOTES_DATA", required=True)
@click.option("--out", type=click.Path(path_type=Path), help="Where to add the figures, a line of JSON a run.")
def main(sizes: str, seed: int, data: Path, out: Path | None) -> None:
    """Make archives, match them, and say what it cost and what it was worth."""
    bases = read_bases(data)
    for n in map(int, sizes.split(",")):
        with TemporaryDirectory() as folder:
            quotations = make_quotations(bases, n=n, seed=seed)
            source, groups = Path(folder, "quotes.jsonl"), Path(folder, "matches.jsonl")
            write_outputs(quotations, source, seed=seed)
            run = run_match(source, groups)
            with groups.open(encoding="utf-8") as lines:
                report = score(quotations, map(json.loads, lines))
        _tell(run, report, n_quotations=len(quotations), n_bases=len({made.origin for made in quotations}))
        if out:
            with out.open("a", encoding="utf-8") as figures:
                figures.write(f"{json.dumps({'n': n, 'seed': seed, **asdict(run), **asdict(report)})}\n")


def _tell(run: Run, report: Report, *, n_quotations: int, n_bases: int) -> None:
    click.echo(f"{n_quotations} quotations of {n_bases} statements: {run.cpu_s:.1f} s, {run.peak_mib:.0f} MiB")
    for kind, share in report.by_kind.items():
        click.echo(f"  {'same' if kind in SAME else 'other'}  {kind:28}{share}")
    click.echo(f"  pairs that belong together    {report.pairs}")
    click.echo(f"  groups with the right speaker {report.speakers}")


if __name__ == "__main__":
    main()
