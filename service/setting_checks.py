"""What a setting's text must look like: checks for `service.settings` that tell a fault without repeating the value."""

import re
from importlib.util import find_spec

from environs import ValidationError

from models.backends import BACKEND_CHOICES, choose_backend
from models.errors import BackendMissing

MIN_KEY_CHARS = 16
# What an `Authorization: Bearer` header can carry (RFC 6750).
_KEY = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")
_REDIS = re.compile(r"rediss?://.+")
MEMORY = "memory://"
ANY_ORIGIN = "*"


def split_list(value: str | None) -> tuple[str, ...]:
    """The items between commas, without the blanks round them; none when there is nothing but blanks."""
    return tuple(item.strip() for item in value.split(",")) if value and value.strip() else ()


def check_api_keys(value: str) -> None:
    """Raises ValidationError unless every key is long enough and fit for a header, and there is one at least.

    A blank value is a fault too: whoever sets keys wants them asked for, also when a secret went missing.
    """
    if any(len(key) < MIN_KEY_CHARS for key in split_list(value) or [""]):
        raise ValidationError(f"Every key needs at least {MIN_KEY_CHARS} characters; leave it unset for no keys.")
    if not all(_KEY.fullmatch(key) for key in split_list(value)):
        raise ValidationError("Keys may hold letters, digits, and . _ ~ + / - (and = at the end) only.")


def check_backend(value: str) -> None:
    """Raises ValidationError unless it is a backend, or `auto`, and what it needs is installed."""
    if value not in BACKEND_CHOICES:
        raise ValidationError(f"Must be one of: {', '.join(BACKEND_CHOICES)}.")
    try:
        choose_backend(value)
    except BackendMissing as error:
        raise ValidationError(f"{error}.") from None


def check_rate_limit(value: str) -> None:
    """Raises ValidationError unless it is blank or rates such as `60 per minute`, each of at least one."""
    # Not at the top: it takes a while to import, and few set a rate.
    from limits import parse_many

    try:
        rates = parse_many(value) if value.strip() else []
    except ValueError:
        raise ValidationError("Not a rate such as `60 per minute` or `5/second; 1000/day`.") from None
    if any(rate.amount < 1 or rate.multiples < 1 for rate in rates):
        raise ValidationError("A rate must let at least one request through.")


def check_rate_storage(value: str) -> None:
    """Raises ValidationError unless it is `memory://` or the address of a Redis whose client is installed."""
    if value != MEMORY and not _REDIS.fullmatch(value):
        raise ValidationError("Must be memory://, or an address that begins with redis:// or rediss://.")
    if value != MEMORY and find_spec("redis") is None:
        raise ValidationError("Needs the Redis client; install quote-attribution[redis].")


def check_cors_origins(value: str) -> None:
    """Raises ValidationError unless it is blank, `*` alone, or origins as browsers send them."""
    origins = split_list(value)
    if origins != (ANY_ORIGIN,) and not all(_ORIGIN.fullmatch(origin) for origin in origins):
        raise ValidationError("Must be * or origins such as https://app.example, in lower case and without a path.")
