"""What the relay ranker is told of each outlet that may have passed a quotation on, number by number.

An interview goes on for paragraphs after the one sentence that names the outlet: who was quoted and named there, and
what came since, tells how far.
"""

WHO = ("nobody", "known", "tagged", "named often", "publisher", "publisher told", "speaks itself")
"""What the outlet is: of a known address, how surely tagged as a relay, how often named, the article's own, that one
with somebody who speaks to it, the speaker itself."""
LOOKS = ("near", "far", "log near", "log far", "log mean")
"""How likely each look holds it."""
HERE = (
    "in paragraph",
    "told in paragraph",
    "reported in paragraph",
    "named behind",
    "named before",
    "in source",
    "from cue",
)
"""How it is named in the quotation's own paragraphs, outside its words, and in its written source."""
BEFORE = ("paragraphs before", "paragraph before", "same paragraph")
"""Where it is named last before the quotation."""
PEOPLE = ("quoted near", "quoted where told", "named near", "named where told")
"""Whether the speaker stands where it is named."""
SINCE = ("another since", "others since", "quotations since", "speakers since")
"""What came since it was named last."""
QUOTATION = (
    "no source",
    "pronoun",
    "has cue",
    "direct",
    "mixed",
    "indirect",
    "first",
    "same speaker",
    "spoke before",
    "number",
    "goes on",
    "paragraphs since the last",
    "nobody speaks",
)
"""The same for all outlets of a quotation."""

RELAY_FEATURES = (*WHO, *LOOKS, *HERE, *BEFORE, *PEOPLE, *SINCE, *QUOTATION)
N_RELAY_FEATURES = len(RELAY_FEATURES)
