"""When to ask again for an article, when to give it up, and when to take a server for gone."""

import random
import time
from collections.abc import Callable

from service.client.errors import ClientError, Refused

# A refusal that took so long had been let in, and was dropped at the end of its time.
LATE_S = 10.0
MOST_LOST = 5
_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 15.0
_TOLD_AFTER_S = 5.0


class Patience:
    """How long the whole run waits for a server from which nothing is heard.

    seconds: from the last answer; a problem that is the article's own fault is one too
    tell:    is told once when it begins to wait, in a sentence
    """

    def __init__(self, seconds: float, *, tell: Callable[[str], None]) -> None:
        self.seconds = seconds
        self._tell = tell
        self._heard_s = time.monotonic()
        self._has_told = False

    def heard(self) -> None:
        """There was an answer."""
        self._heard_s = time.monotonic()
        self._has_told = False

    def allows(self, wait_s: float, error: ClientError) -> bool:
        """Whether to wait for so long after this error."""
        silent_s = time.monotonic() - self._heard_s
        if silent_s + wait_s > self.seconds:
            return False
        if silent_s + wait_s > _TOLD_AFTER_S and not self._has_told:
            self._tell(f"Waiting for the server, for up to {self.seconds:g} s: {error}")
            self._has_told = True
        return True


class Tries:
    """The tries of one article.

    n_begun: so far
    n_lost:  of them, those that the server took up and never got done with
    """

    def __init__(self, patience: Patience) -> None:
        self.n_begun = 0
        self.n_lost = 0
        self._patience = patience

    def failed(self, error: ClientError, *, seconds: float) -> None:
        """The last try ended so, after so long."""
        was_dropped = isinstance(error, Refused) and error.is_passing and seconds > LATE_S
        self.n_lost += error.is_lost or was_dropped

    def wait_s(self, error: Exception) -> float | bool:
        """Seconds until the next try; False where there shall be none."""
        if not isinstance(error, ClientError) or not error.is_passing:
            return False
        seconds = self._spread(error.retry_after_s)
        return seconds if self._patience.allows(seconds, error) else False

    def backoff_s(self) -> float:
        """Seconds to wait where the server does not say: twice as long after each try, and not all at once."""
        longest_s = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0 ** min(self.n_begun, 10))
        return random.uniform(longest_s / 2, longest_s)

    def _spread(self, asked_s: float | None) -> float:
        return self.backoff_s() if asked_s is None else asked_s + random.uniform(0.0, 0.5 + asked_s / 4)
