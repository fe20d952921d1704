"""An article as the caller sends it, alone with its options or as one of a batch."""

from typing import Any

from marshmallow import post_load, validate

from models.records import Article
from service.schemas.fields import Flag, LimitedBySetting, ShortList, StrictSchema, Text, Unchecked, check_date
from service.schemas.options import OptionFields


class ArticleFields(StrictSchema):
    """What a caller may say of an article. Of the optional fields, null means the same as absent."""

    id = Text(
        allow_none=True,
        validate=validate.Length(max=256),
        metadata={"description": "The caller's own name for the article; it comes back in the answer."},
    )
    text = Text(
        required=True,
        validate=LimitedBySetting("max_article_chars", min=1),
        metadata={"description": "The article. Nothing alters it: positions count in it exactly as received."},
    )
    title = Text(
        allow_none=True,
        validate=validate.Length(max=2000),
        metadata={"description": "Helps to resolve names; no quotation is taken from it."},
    )
    url = Text(allow_none=True, validate=validate.Length(max=4096), metadata={"description": "Tells the publisher."})
    outlet = Text(
        allow_none=True, validate=validate.Length(max=300), metadata={"description": "The publisher, where known."}
    )
    published_at = Text(
        allow_none=True,
        validate=(validate.Length(max=64), check_date),
        metadata={
            "description": "ISO 8601 date, with or without a time.",
            "anyOf": [{"format": "date"}, {"format": "date-time"}],
        },
    )


class ArticleSchema(ArticleFields):
    """One article of a batch; loads into an Article."""

    @post_load
    def make_article(self, data: dict[str, Any], **_kwargs: Any) -> Article:
        """The article as the library takes it."""
        return to_article(data)


class ArticleWithOptionsSchema(ArticleFields, OptionFields):
    """The body of `POST /v1/quotes`; loads into its fields, since the query may give options too."""


class BatchSchema(OptionFields):
    """The body of `POST /v1/quotes/batch`; articles are checked later, so that a bad one never fails the others."""

    articles = ShortList(
        Unchecked(metadata={"allOf": [{"$ref": "#/components/schemas/Article"}]}),
        required=True,
        validate=LimitedBySetting("max_batch_articles"),
        metadata={"description": "The articles, each checked and answered on its own."},
    )
    match = Flag(
        load_default=False,
        metadata={
            "description": "Whether to group quotations that carry the same words. Give every article an id of its own."
        },
    )


def to_article(data: dict[str, Any]) -> Article:
    """The article of checked fields; a blank title, address or outlet says nothing and is left out."""
    told = ("id", "text")
    return Article(**{name: value for name, value in data.items() if name in told or (value and not value.isspace())})
