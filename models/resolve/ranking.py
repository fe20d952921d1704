"""The last word on who speaks: the ranker weighs all candidates of a quotation against each other."""

from collections.abc import Generator, Iterator, Sequence
from itertools import islice

import numpy as np

from models.decode.quotations import FoundQuotation
from models.network.backend import Reading
from models.resolve.evidence import Bearer
from models.resolve.slates import Slate, SlateMaker
from models.resolve.speakers import SpeakerChoice, SpeakerFinder
from models.steps import Stage

_STEP = 200
"""Quotations."""


def ranked_in_steps(
    quotations: Sequence[FoundQuotation],
    contents: Sequence[range],
    *,
    reading: Reading,
    finder: SpeakerFinder,
    maker: SlateMaker,
) -> Generator[Stage, None, list[tuple[Slate, SpeakerChoice]]]:
    """The candidates of each quotation and the likeliest of them, some quotations a step.

    contents: the numbers of each one's contents in the looks
    """
    guesses: list[Bearer | None] = []
    for found, own in zip(quotations, contents, strict=True):
        guesses.append(finder.bearer_of(finder.choose(found, contents=own)))
        if len(guesses) % _STEP == 0:
            yield "resolve"
    slates, chosen = maker.slates(quotations, contents, guesses), list[tuple[Slate, SpeakerChoice]]()
    for start in range(0, len(quotations), _STEP):
        some = list(islice(slates, _STEP))
        choices = ranked(quotations[start : start + _STEP], some, reading=reading, finder=finder)
        chosen += zip(some, choices, strict=True)
        yield "resolve"
    return chosen


def ranked(
    quotations: Sequence[FoundQuotation], slates: Sequence[Slate], *, reading: Reading, finder: SpeakerFinder
) -> Iterator[SpeakerChoice]:
    """Of each slate, at least one, the likeliest candidate."""
    scores = reading.rank(np.concatenate([slate.features for slate in slates]))
    ends = np.cumsum([len(slate.bearers) for slate in slates])[:-1]
    for found, slate, mine in zip(quotations, slates, np.split(scores, ends), strict=True):
        weights = np.exp(mine - mine.max())
        probabilities = dict(zip(slate.bearers, (weights / weights.sum()).tolist(), strict=True))
        yield finder.likeliest(probabilities, found.mention)
