"""The last word on who speaks: rules guess, then a ranker weighs all candidates of a quotation against each other."""

from collections.abc import Generator, Iterator, Sequence
from itertools import islice

import numpy as np

from models.decode.quotations import FoundQuotation
from models.network.backend import Floats, Reading
from models.network.questions import Asked
from models.resolve.evidence import Bearer
from models.resolve.slates import Slate
from models.resolve.speakers import SpeakerChoice, SpeakerFinder
from models.steps import Stage

STEP = 200
"""Quotations."""


def guessed_in_steps(
    quotations: Sequence[FoundQuotation], contents: Sequence[range], *, finder: SpeakerFinder
) -> Generator[Stage, None, list[Bearer | None]]:
    """Whom the rules take each quotation for, some quotations a step.

    contents: the numbers of each one's contents in the looks
    """
    guesses: list[Bearer | None] = []
    for found, own in zip(quotations, contents, strict=True):
        guesses.append(finder.bearer_of(finder.choose(found, contents=own)))
        if len(guesses) % STEP == 0:
            yield "resolve"
    return guesses


def ranked_in_steps(
    quotations: Sequence[FoundQuotation], slates: Iterator[Slate], *, reading: Reading, finder: SpeakerFinder
) -> Generator[Stage, None, list[tuple[Slate, SpeakerChoice]]]:
    """The candidates of each quotation and the likeliest of them, some quotations a step."""
    chosen = list[tuple[Slate, SpeakerChoice]]()
    for start in range(0, len(quotations), STEP):
        some = list(islice(slates, STEP))
        choices = ranked(quotations[start : start + STEP], some, reading=reading, finder=finder)
        chosen += zip(some, choices, strict=True)
        yield "resolve"
    return chosen


def ranked(
    quotations: Sequence[FoundQuotation], slates: Sequence[Slate], *, reading: Reading, finder: SpeakerFinder
) -> Iterator[SpeakerChoice]:
    """Of each slate, at least one, the likeliest candidate."""
    probabilities = likelihoods([slate.features for slate in slates], reading=reading, asked="speaker")
    for found, slate, mine in zip(quotations, slates, probabilities, strict=True):
        yield finder.likeliest(dict(zip(slate.bearers, mine, strict=True)), found.mention)


def likelihoods(features: Sequence[Floats], *, reading: Reading, asked: Asked) -> Iterator[list[float]]:
    """How likely each candidate is, slate by slate, of at least one slate.

    features: one (n_candidates, n_features) a slate
    """
    scores = reading.rank(np.concatenate(features), asked=asked)
    ends = np.cumsum([len(own) for own in features])[:-1]
    for mine in np.split(scores, ends):
        weights = np.exp(mine - mine.max())
        yield (weights / weights.sum()).tolist()
