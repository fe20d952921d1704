"""What the speaker ranker is told of each candidate for a quotation's speaker, number by number.

More than the looks' answers tells speakers apart: who spoke before, who is named near, whom the words of the written
source fit. What is known of candidates in fiction (He, Barbosa and Kondrak 2013), for news and with the looks among it.
"""

MENTION_FORMS = (
    "none",
    "he",
    "she",
    "they",
    "it",
    "i",
    "who",
    "pronoun",
    "name",
    "document",
    "indefinite",
    "body",
    "holds a name",
    "description",
)
"""What the quotation's written source can be."""
QUOTATION_TYPES = ("direct", "mixed", "indirect")

WHO = (
    "nobody",
    "nameless",
    "person",
    "organization",
    "location",
    "outlet",
    "full name",
    "named often",
    "has namesake",
    "in full often",
)
LOOKS = (
    *(f"{view} {look}" for view in ("content", "source") for look in ("near", "far")),
    *(f"log {view} {look}" for view in ("content", "source") for look in ("near", "far")),
    "log mean",
    "log mean with namesakes",
    "guess",
    "namesake guessed",
)
"""How likely each look holds it, asked from the content and from the written source, and whether the rules took it, or
somebody who shares a part of the name: which of them such a part means is told by rules, too."""
WORDS = ("agrees", "written", "own words", "named in source", "noun in role", "noun near name")
PLACE = (
    "characters before",
    "paragraphs before",
    "same paragraph",
    "paragraph before",
    "named behind",
    "last person",
    "last but one",
    "persons since",
    "in the beginning",
    "named in content",
)
COMPANY = ("before", "two before", "three before", "behind", "two behind", "share so far")
"""For whom the rules took the quotations round about."""
SOURCES = ("written often", "written last")
"""Whom the written sources name."""
QUOTATION = (
    *MENTION_FORMS,
    "has cue",
    *QUOTATION_TYPES,
    "number",
    "first",
    "paragraph of the last",
    "paragraph behind the last",
    "paragraphs since the last",
)
"""The same for all candidates of a quotation."""

SPEAKER_FEATURES = (*WHO, *LOOKS, *WORDS, *PLACE, *COMPANY, *SOURCES, *QUOTATION)
N_SPEAKER_FEATURES = len(SPEAKER_FEATURES)
