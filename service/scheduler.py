"""Whose turn it is at the model: requests' work in steps, and the order in which they get to take them.

Knows no threads and reads no clock: who calls it says how late it is, and calls it from one thread at a time.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future

from models.records import Article, Result
from models.steps import Stage
from service.observer import WAIT, Hear, hear_nothing

# The model is given the articles of a batch in groups of about this many code points, which bounds their memory.
GROUP_CHARS = 40_000

Steps = Callable[[Sequence[Article]], Generator[Stage, None, list[Result]]]


class Job:
    """One request's work.

    answer:       one result an article, in order; cancelled when nobody waits for it any more
    deadline_s:   time after which no step is taken
    n_chars_left: code points of the articles that have no result yet
    hear:         is told of the stages of this work
    """

    def __init__(
        self,
        steps: Steps,
        articles: Sequence[Article],
        *,
        deadline_s: float,
        asked_s: float = 0.0,
        hear: Hear = hear_nothing,
    ) -> None:
        self.answer: Future[list[Result]] = Future()
        self.deadline_s = deadline_s
        self.n_chars_left = count_chars(articles)
        self.hear = hear
        self._asked_s: float | None = asked_s
        self._work = self._go_through(steps, articles)

    def begin(self, now_s: float) -> None:
        """Tell how long the first step was waited for; nothing at those after it."""
        if self._asked_s is not None:
            self.hear(WAIT, now_s - self._asked_s)
            self._asked_s = None

    def take_step(self) -> Stage | None:
        """Do the next step and tell its stage; None when there was none left, which gives the answer."""
        try:
            return next(self._work)
        except StopIteration as end:
            if self.answer.set_running_or_notify_cancel():
                self.answer.set_result(end.value)
        return None

    def fail(self, error: Exception) -> None:
        """Answer with an error."""
        if self.answer.set_running_or_notify_cancel():
            self.answer.set_exception(error)

    def drop(self) -> None:
        """Answer no more, and let go of what was worked out so far."""
        self.answer.cancel()
        self._work.close()

    def is_over(self, now_s: float) -> bool:
        """Whether no more work shall be spent on it."""
        return self.answer.done() or now_s >= self.deadline_s

    def _go_through(self, steps: Steps, articles: Sequence[Article]) -> Generator[Stage, None, list[Result]]:
        results: list[Result] = []
        for group in split_into_groups(articles):
            results += yield from steps(group)
            self.n_chars_left -= count_chars(group)
        return results


class Scheduler:
    """Shares the model's time between two jobs: half for the smallest, half for the oldest.

    The smallest is the one with the fewest code points left. So a short article never waits for a long one to end,
    only for one of its steps now and then; and however many short ones come, every job grows to be the oldest and
    then has half of the model until it is done. Jobs of one size are done in the order in which they came.
    Time is shared out, not steps, since a step in a long article takes longer.
    """

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._lead_s = 0.0
        self._sign = 0

    def add(self, job: Job) -> None:
        """Let a job take part."""
        self._jobs.append(job)

    def pick(self, now_s: float) -> Job | None:
        """Whose step is next, None when nobody waits; drops the jobs that are over."""
        self._drop_over(now_s)
        if not self._jobs:
            return None
        oldest, smallest = self._jobs[0], min(self._jobs, key=lambda job: job.n_chars_left)
        is_for_oldest = self._lead_s < 0
        self._sign = 0 if oldest is smallest else 1 if is_for_oldest else -1
        return oldest if is_for_oldest else smallest

    def spend(self, seconds: float) -> None:
        """The step of the job picked last took so long."""
        self._lead_s += self._sign * seconds

    def drop_all(self) -> None:
        """Tell everybody who waits that there will be no answer; what is at work is left as it is."""
        for job in self._jobs:
            job.answer.cancel()

    def _drop_over(self, now_s: float) -> None:
        for job in [job for job in self._jobs if job.is_over(now_s)]:
            job.drop()
            self._jobs.remove(job)


def count_chars(articles: Sequence[Article]) -> int:
    """Code points of all texts."""
    return sum(len(article.text) for article in articles)


def split_into_groups(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """The articles in order, in groups of at most GROUP_CHARS code points or of one article."""
    group: list[Article] = []
    for article in articles:
        if group and count_chars(group) + len(article.text) > GROUP_CHARS:
            yield group
            group = []
        group.append(article)
    if group:
        yield group
