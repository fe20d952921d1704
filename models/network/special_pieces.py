"""The pieces that stand for no word: start, end, padding and mask."""

from dataclasses import dataclass

from models.text.pieces import PieceCutter


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialIds:
    """Vocabulary numbers of the special pieces."""

    start: int
    end: int
    padding: int
    mask: int

    @classmethod
    def of(cls, cutter: PieceCutter) -> "SpecialIds":
        """Those of a tokenizer; KeyError when it has none."""
        start, end, padding, mask = (cutter.special_id(token) for token in ("[CLS]", "[SEP]", "[PAD]", "[MASK]"))
        return cls(start=start, end=end, padding=padding, mask=mask)
