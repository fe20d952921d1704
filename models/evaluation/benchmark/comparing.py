"""Two configurations in turn, round by round, each in processes of its own that live all the time."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from models.evaluation.benchmark.configuration import Configuration, open_configured
from models.evaluation.benchmark.measuring import Plan, Throughput, run_round, workers_at
from models.evaluation.benchmark.pairs import Pair, Ratios, ratios_of, take_turns
from models.evaluation.benchmark.resizing import with_sizes_in_weights
from models.evaluation.benchmark.worker import Opener
from models.records import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The rounds of both, pair by pair."""

    configuration: Configuration
    against: Configuration
    pairs: Sequence[Pair[Throughput]]

    @property
    def ratios(self) -> Ratios:
        """How many times as many words a second the first does."""
        return ratios_of([Pair(first=p.first.words_per_s, second=p.second.words_per_s) for p in self.pairs])

    @property
    def cpu_ratios(self) -> Ratios:
        """The same of processor time."""
        return ratios_of([Pair(first=p.first.words_per_cpu_s, second=p.second.words_per_cpu_s) for p in self.pairs])


def compare(
    configuration: Configuration,
    against: Configuration,
    articles: Sequence[Article],
    plan: Plan,
    *,
    opener: Opener = open_configured,
) -> Comparison:
    """Raises CrewFailed, with its reason, when a pipeline cannot be opened, and BadConfiguration."""
    with ExitStack() as stack:
        sized = [stack.enter_context(with_sizes_in_weights(each)) for each in (configuration, against)]
        first, second = (stack.enter_context(workers_at(each, articles, opener=opener)) for each in sized)
        pairs = take_turns(partial(run_round, first, plan), partial(run_round, second, plan), n_repeats=plan.n_repeats)
    return Comparison(configuration=configuration, against=against, pairs=pairs)
