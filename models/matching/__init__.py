"""The same words across articles: quotations that carry one statement, found in spite of small differences."""

from models.matching.matches import match_quotations

__all__ = ["match_quotations"]
