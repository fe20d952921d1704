"""What the user sees of a run: a bar on a terminal, else a line a minute, and a summary at its end."""

import sys
import time
from dataclasses import dataclass
from types import TracebackType

import click
from tqdm import tqdm

from service.client.items import Outcome

_LINE_EVERY_S = 60.0
_NOTES_EVERY_S = 0.5


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of this run.

    n_before: articles settled in earlier runs of the same command
    """

    n_before: int = 0
    n_settled: int = 0
    n_quotations: int = 0
    n_failures: int = 0

    def add(self, outcome: Outcome) -> None:
        """One more."""
        self.n_settled += 1
        if outcome.result is None:
            self.n_failures += 1
        else:
            self.n_quotations += len(outcome.result["quotes"])


class Progress:
    """Shows a run while it goes on; use it with `with`.

    n_total:  articles of the input with those of earlier runs, None where that is not known
    is_quiet: whether to say nothing
    """

    def __init__(self, *, n_before: int, n_total: int | None, is_quiet: bool) -> None:
        self.tally = Tally(n_before=n_before)
        self._n_total = n_total
        self._is_quiet = is_quiet
        self._has_bar = sys.stderr.isatty() and not is_quiet
        self._began_s = time.monotonic()
        self._next_s = self._began_s + (_NOTES_EVERY_S if self._has_bar else _LINE_EVERY_S)

    def __enter__(self) -> "Progress":
        self._bar = tqdm(
            initial=self.tally.n_before,
            total=self._n_total,
            unit=" articles",
            disable=not self._has_bar,
            dynamic_ncols=True,
            smoothing=0.05,
        )
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._bar.close()

    def add(self, outcome: Outcome) -> None:
        """One more article is settled."""
        self.tally.add(outcome)
        if self._has_bar:
            self._bar.update()
        now_s = time.monotonic()
        if now_s >= self._next_s:
            self._show(now_s)

    def say(self, sentence: str) -> None:
        """Tell the user something, beside the bar."""
        if not self._is_quiet:
            with tqdm.external_write_mode(file=sys.stderr):
                click.echo(sentence, err=True)

    def say_how_it_ended(self, *, is_stopped: bool) -> None:
        """The summary, and what to do next where the run was stopped."""
        self.say(self.summary() + ("\nStopped; the same command goes on from here." if is_stopped else ""))

    def summary(self) -> str:
        """What this run came to, in a line."""
        tally, seconds = self.tally, max(time.monotonic() - self._began_s, 1e-9)
        before = f" ({tally.n_before} before)" if tally.n_before else ""
        return (
            f"articles {tally.n_settled}{before}, quotations {tally.n_quotations}, failures {tally.n_failures};"
            f" {seconds:.0f} s, {tally.n_settled / seconds:.1f} articles a second"
        )

    def _show(self, now_s: float) -> None:
        if self._has_bar:
            self._next_s = now_s + _NOTES_EVERY_S
            self._bar.set_postfix_str(
                f"quotations {self.tally.n_quotations}, failures {self.tally.n_failures}", refresh=False
            )
        else:
            self._next_s = now_s + _LINE_EVERY_S
            self.say(self.summary() + self._time_left(now_s))

    def _time_left(self, now_s: float) -> str:
        if self._n_total is None or not self.tally.n_settled:
            return ""
        n_left = self._n_total - self.tally.n_before - self.tally.n_settled
        return f", {max(0, n_left) * (now_s - self._began_s) / self.tally.n_settled / 60:.0f} min left"
