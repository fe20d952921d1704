"""Whose article it is: the outlet that publishes it and the news agency that it is credited to."""

import re
from collections.abc import Iterator

from models.records import Article, PublishingOutlet
from models.resolve.addresses import Address, read_address, registrable_domain
from models.resolve.credits import Credit, CreditKind, find_credits
from models.resolve.outlet_words import clean, loose_key, without_article
from models.resolve.registry import Outlet, Registry
from models.spans import CharSpan

# Precision by basis, measured on the 292 training articles of worldquotes: known addresses 292 of 292; with an empty
# registry, domains spelled out in the text 39 of 40 and bare domains 118 of 252 (as names; they are the right domain).
# Credits of an agency: datelines 11 of 11, a sign-off 1 of 1; the kinds that never occurred are set lower by judgement.
_GIVEN, _KNOWN_ADDRESS, _NAMED_DOMAIN, _BARE_DOMAIN = 1.0, 0.99, 0.97, 0.47
_CREDIT: dict[CreditKind, float] = {
    "dateline": 0.98,
    "byline": 0.9,
    "source": 0.9,
    "sign_off": 0.95,
    "contribution": 0.6,
}

# Addresses that carry everybody's articles say nothing of the publisher.
_CARRIERS = frozenset(
    {
        "apple.news",
        "archive.is",
        "archive.org",
        "archive.ph",
        "archive.today",
        "bing.com",
        "blogspot.com",
        "facebook.com",
        "feedly.com",
        "flipboard.com",
        "google.com",
        "instagram.com",
        "linkedin.com",
        "medium.com",
        "msn.com",
        "pressreader.com",
        "reddit.com",
        "substack.com",
        "t.co",
        "t.me",
        "telegram.org",
        "twitter.com",
        "whatsapp.com",
        "wordpress.com",
        "x.com",
        "youtube.com",
    }
)
_INNER_URL = re.compile(r"(?<=[/=])https?:/+[^\s]+")
_SELF = re.compile(
    r"(?:this|our) (?:news ?paper|paper|publication|magazine|website|site|channel|station|outlet|correspondent|reporter"
    r"|journal|news agency|agency|portal)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NEWS_NOUN = re.compile(r" (?:News|Times|Post|Daily|Online|Today|Media|TV|Radio|Tribune|Herald|Press)\b")


def find_publisher(article: Article, *, registry: Registry) -> PublishingOutlet | None:
    """The outlet that publishes the article: as given, else by its address, else by its credits; None if unknown.

    The name is the registry's, or words of the article, or the domain itself: never anything made up.
    """
    return _given(article, registry) or _by_address(article, registry) or _by_credit(article.text, registry)


def find_agency(article: Article, *, registry: Registry) -> PublishingOutlet | None:
    """The news agency that the text credits; None where it credits none."""
    return next((found for found, outlet in _credited(article.text, registry) if outlet.is_agency), None)


def means_publisher(words: str) -> bool:
    """Whether a mention stands for the publisher itself without its name: `this newspaper`, `our reporter`."""
    return _SELF.fullmatch(clean(words)) is not None


def _given(article: Article, registry: Registry) -> PublishingOutlet | None:
    words = (article.outlet or "").strip()
    if not words:
        return None
    outlet, at_address = registry.by_mention(words), registry.by_url(article.url or "")
    if at_address and (outlet is None or outlet.domain is None) and _same_name(at_address, words):
        outlet = at_address
    name = outlet.name if outlet else words
    domain = outlet.domain if outlet else _own_domain(article.url)
    return PublishingOutlet(name=name, domain=domain, basis="given", confidence=_GIVEN)


def _same_name(outlet: Outlet, words: str) -> bool:
    key = loose_key(without_article(words))
    return any(loose_key(without_article(n)) == key for n in (outlet.name, *outlet.aliases, *outlet.strict))


def _by_address(article: Article, registry: Registry) -> PublishingOutlet | None:
    url = _inner(article.url or "")
    if outlet := registry.by_url(url):
        return PublishingOutlet(name=outlet.name, domain=outlet.domain, basis="url", confidence=_KNOWN_ADDRESS)
    domain = _own_domain(url)
    if domain is None:
        return None
    if mention := _spelled_out(article.text, domain):
        name = mention.cut(article.text)
        return PublishingOutlet(name=name, domain=domain, basis="url", confidence=_NAMED_DOMAIN, mention=mention)
    return PublishingOutlet(name=domain, domain=domain, basis="url", confidence=_BARE_DOMAIN)


def _by_credit(text: str, registry: Registry) -> PublishingOutlet | None:
    """A credited outlet that is no agency; failing that the agency, which publishes too."""
    found = list(_credited(text, registry))
    publishers = [p for p, outlet in found if not outlet.is_agency]
    return next(iter([*publishers, *(p for p, _ in found)]), None)


def _credited(text: str, registry: Registry) -> Iterator[tuple[PublishingOutlet, Outlet]]:
    for credit in find_credits(text):
        if outlet := _outlet_of(credit, text, registry):
            yield _from_credit(credit, outlet), outlet


def _outlet_of(credit: Credit, text: str, registry: Registry) -> Outlet | None:
    words = credit.span.cut(text)
    # A line that begins or ends the text may be any words: there everyday words need their clue.
    is_marked = credit.kind in ("source", "contribution")
    return registry.by_mention(words) if is_marked else registry.by_name(words)


def _from_credit(credit: Credit, outlet: Outlet) -> PublishingOutlet:
    return PublishingOutlet(
        name=outlet.name,
        domain=outlet.domain,
        basis="byline",
        confidence=_CREDIT[credit.kind],
        mention=credit.span,
    )


def _inner(url: str) -> str:
    """The archived address inside an archive's address, else the address as it is."""
    match = _INNER_URL.search(url)
    return match[0] if match and _is_carrier(read_address(url)) else url


def _is_carrier(address: Address | None) -> bool:
    return address is not None and registrable_domain(address.host) in _CARRIERS


def _own_domain(url: str | None) -> str | None:
    address = read_address(url or "")
    return None if address is None or _is_carrier(address) else registrable_domain(address.host)


def _spelled_out(text: str, domain: str) -> CharSpan | None:
    """Where the text writes the domain's letters as a name: `The Mexico Daily Post` for mexicodailypost.com.

    Every word starts at most one comparison no longer than the domain, so time is linear in the text.
    """
    letters = loose_key(domain.partition(".")[0]).replace(" ", "")
    words = list(_WORD.finditer(text))
    for i, first in enumerate(words):
        if end := _end_of(words, i, letters):
            span = _with_article(text, CharSpan(first.start(), end))
            if _looks_named(span.cut(text)):
                return span
    return None


def _looks_named(words: str) -> bool:
    """Whether the words are a name and not an everyday word that the domain happens to be."""
    last = words.split()[-1]
    return last[0].isupper() and (" " in words or len(words) > 4 or words.isupper())


def _end_of(words: list[re.Match[str]], first: int, letters: str) -> int | None:
    """End of the run of words from the first that gives these letters, the word `the` at the front aside."""
    spelled = ""
    for word in words[first : first + 6]:
        spelled += loose_key(word[0]).replace(" ", "")
        if spelled in (letters, letters.removeprefix("the")) and spelled:
            return word.end()
        if not letters.startswith(spelled) and not letters.removeprefix("the").startswith(spelled):
            return None
    return None


def _with_article(text: str, span: CharSpan) -> CharSpan:
    """The name with its `The` before and a news noun after it, as in `afrol News` for afrol.com."""
    start = span.start - 4 if text[max(0, span.start - 4) : span.start] == "The " else span.start
    noun = _NEWS_NOUN.match(text, span.end)
    return CharSpan(start, noun.end() if noun else span.end)
