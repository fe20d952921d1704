"""What the server can do, measured by a few callers who wait for their answers."""

from dataclasses import dataclass

from tests.load import figures
from tests.load.server import ServerFailed
from tests.load.traffic import Client, Outcome, Writer

MAX_RATE_PER_S = 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Counted in words, since requests differ in size by a factor of three hundred.

    outcomes:   of the callers' requests
    mean_words: words of a request in the mean of the traffic
    """

    outcomes: list[Outcome]
    n_clients: int
    mean_words: float

    @property
    def words_per_s(self) -> float:
        return figures.words_per_s(self.outcomes)

    def rate_per_s(self, *, times: float) -> float:
        """Requests a second that make a multiple of it; raises ServerFailed when nothing was answered."""
        if not self.words_per_s:
            raise ServerFailed(f"it answered nothing to a few callers: {figures.complaints(self.outcomes)}")
        return min(MAX_RATE_PER_S, times * self.words_per_s / self.mean_words)

    def line(self) -> str:
        """It in words."""
        return (
            f"capacity  {self.words_per_s:.0f} words/s, {self.words_per_s / self.mean_words:.2f} requests/s of the mix"
            f" ({len(self.outcomes)} requests of {self.n_clients} callers)"
        )


async def measure_capacity(url: str, writer: Writer, *, n_clients: int, seconds: float) -> Capacity:
    """Let some callers each send one request after the other for a time."""
    async with Client(url) as client:
        await client.send_in_turn(writer, n_clients=n_clients, seconds=seconds)
    return Capacity(outcomes=client.outcomes, n_clients=n_clients, mean_words=writer.mean_words())
