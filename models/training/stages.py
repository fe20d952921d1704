"""The stages of a training: windows of all corpora teach encoder, tags and links; whole articles the second look.

The second stage goes on teaching everything else, at half the rate, so that nothing is forgotten. In the third a
smaller network, cut out of the one that came of these, learns from it and from the same articles; then its products are
rounded as they will be when it serves, and it learns without its teacher, once more with it, and at last alone.
"""

import copy
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np

from models.network.multitask import QuoteNetwork, WindowBatch
from models.network.special_pieces import SpecialIds
from models.resolve.registry import Registry
from models.text.pieces import PieceCutter
from models.training.articles import draw_articles, make_article_batches
from models.training.batches import BatchConfig, TrainingBatch, draw_windows, make_batches
from models.training.data import (
    ARTICLE_DIETS,
    DIETS,
    LAST_DIETS,
    POLISH_DIETS,
    ROUNDED_DIETS,
    SAMPLE_DIETS,
    STUDENT_DIETS,
    Corpora,
    Diet,
    draw_article_passes,
    draw_passes,
    read_corpora,
)
from models.training.distillation import Teacher
from models.training.loop import LoopConfig, move_towards, run_training
from models.training.losses import LossOf, batch_loss
from models.training.rounding import round_products

Checkpoint = Callable[[QuoteNetwork], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageConfig:
    """How the batches of a stage are made and learned from."""

    batches: BatchConfig = field(default_factory=BatchConfig)
    loop: LoopConfig = field(default_factory=LoopConfig)


WINDOWS = StageConfig()
ARTICLES = StageConfig(
    batches=BatchConfig(batch_pieces=3072, overlap=40),
    loop=LoopConfig(encoder_rate=1e-4, head_rate=5e-4, article_rate=1e-3),
)
_STUDENT_BATCHES = BatchConfig(batch_pieces=1536, overlap=24)
STUDENT = StageConfig(
    batches=_STUDENT_BATCHES,
    loop=LoopConfig(encoder_rate=3e-4, head_rate=3e-4, article_rate=5e-4),
)
ROUNDED = StageConfig(
    batches=_STUDENT_BATCHES,
    loop=LoopConfig(encoder_rate=1e-4, head_rate=2e-4, article_rate=3e-4),
)
POLISH = StageConfig(
    batches=_STUDENT_BATCHES,
    loop=LoopConfig(encoder_rate=2e-4, head_rate=2e-4, article_rate=3e-4),
)
ARTICLE_WIDTHS = (254, 254, 510)
"""Short windows train faster; what reaches farther is the second look's."""
STUDENT_WIDTHS = (254,)
"""As it will serve."""
_SAMPLE_BATCHES = 60
SHARE_BEFORE = 0.3
"""Of the weights before the last stage in what comes of it; chosen on the development files."""


@dataclass(frozen=True, kw_only=True)
class Stages:
    """Owns what all stages need: the data, the tokenizer and the seed; each returns the averaged network."""

    data: Path
    cutter: PieceCutter
    registry: Registry
    seed: int
    report: Callable[[str], None]
    checkpoint: Checkpoint

    @cached_property
    def corpora(self) -> Corpora:
        """What the data holds by itself, read once: the rankers are taught on answers that the network has not learned.

        Of the articles with these it has learned the names, and in PolNeAR attributions and a tagger's speakers.
        """
        return self._read(with_own=False)

    def _read(self, *, with_own: bool) -> Corpora:
        return read_corpora(
            self.data, is_outlet=lambda words: self.registry.by_name(words) is not None, with_own=with_own
        )

    def over_windows(self, network: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        """Train on windows of all corpora, in random order."""
        passes = draw_passes(self.corpora, DIETS, cutter=self.cutter)
        drawn = draw_windows(passes, config=config.batches, rng=random.Random(self.seed))
        batches = make_batches(drawn, config=config.batches, specials=SpecialIds.of(self.cutter), rng=self._hiding())
        return self._train(network, batches, n_batches=len(drawn), config=config)

    def over_articles(self, network: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        """Train on whole articles, in random order over all passes."""
        batches, n_batches = self._article_batches(ARTICLE_DIETS, widths=ARTICLE_WIDTHS, config=config.batches)
        return self._train(network, batches, n_batches=n_batches, config=config)

    def under_teacher(
        self, student: QuoteNetwork, config: StageConfig, *, teacher: Teacher, diets: Sequence[Diet] = STUDENT_DIETS
    ) -> QuoteNetwork:
        """Train a student on whole articles, with the answers and with its teacher's states."""
        batches, n_batches = self._article_batches(diets, widths=STUDENT_WIDTHS, config=config.batches)
        return self._train(student, batches, n_batches=n_batches, config=config, loss_of=teacher.loss)

    def rounded(self, student: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        """Train a student on whole articles with rounded products, which the returned network keeps."""
        round_products(student)
        batches, n_batches = self._article_batches(ROUNDED_DIETS, widths=STUDENT_WIDTHS, config=config.batches)
        return self._train(student, batches, n_batches=n_batches, config=config)

    def polished(self, student: QuoteNetwork, config: StageConfig, *, teacher: Teacher) -> QuoteNetwork:
        """Train a student whose products are rounded under its teacher again."""
        return self.under_teacher(student, config, teacher=teacher, diets=POLISH_DIETS)

    def finished(self, student: QuoteNetwork, config: StageConfig) -> QuoteNetwork:
        """Train a student whose products are rounded on the right answers alone, this project's own among them.

        Returns a mean of the weights before and after it, which does better than either (Wortsman et al. 2022).
        """
        before = copy.deepcopy(student)
        batches, n_batches = replace(self, seed=self.seed + 1)._article_batches(
            LAST_DIETS, widths=STUDENT_WIDTHS, config=config.batches, corpora=self._read(with_own=True)
        )
        trained = self._train(student, batches, n_batches=n_batches, config=config)
        move_towards(trained, before, share=SHARE_BEFORE)
        return trained

    def sample(self, config: StageConfig) -> Iterator[WindowBatch]:
        """Some windows as the student will read them."""
        batches, _ = self._article_batches(SAMPLE_DIETS, widths=STUDENT_WIDTHS, config=config.batches)
        return (batch.windows for batch in islice(batches, _SAMPLE_BATCHES))

    def _article_batches(
        self, diets: Sequence[Diet], *, widths: Sequence[int], config: BatchConfig, corpora: Corpora | None = None
    ) -> tuple[Iterator[TrainingBatch], int]:
        """Batches of whole articles, made as they are asked for, and how many they are."""
        rng = random.Random(self.seed)
        passes = draw_article_passes(
            corpora or self.corpora,
            diets,
            cutter=self.cutter,
            find_outlets=lambda text: [span for span, _ in self.registry.find_in(text)],
            rng=rng,
        )
        articles = [article for one in passes for article in one]
        drawn = draw_articles(articles, widths=widths, config=config, rng=rng)
        specials = SpecialIds.of(self.cutter)
        return make_article_batches(drawn, config=config, specials=specials, rng=self._hiding()), len(drawn)

    def _hiding(self) -> np.random.Generator:
        """Draws which pieces are hidden from the encoder."""
        return np.random.default_rng(self.seed)

    def _train(
        self,
        network: QuoteNetwork,
        batches: Iterable[TrainingBatch],
        *,
        n_batches: int,
        config: StageConfig,
        loss_of: LossOf = batch_loss,
    ) -> QuoteNetwork:
        return run_training(
            network,
            batches,
            n_batches=n_batches,
            config=config.loop,
            report=self.report,
            checkpoint=self.checkpoint,
            loss_of=loss_of,
        )
