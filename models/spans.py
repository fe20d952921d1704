"""Positions: half-open slices of an article, counted in code points of the text exactly as received."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class CharSpan:
    """Half-open slice `[start, end)` of an article, in code points; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"need 0 <= start < end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]

    def overlap(self, other: "CharSpan") -> int:
        """Number of code points that both spans hold; 0 where they are apart."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def holds(self, other: "CharSpan") -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end
