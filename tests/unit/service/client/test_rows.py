from service.client.rows import SCHEMA, rows_of

CUE = {"start": 22, "end": 26, "text": "said"}
RESULT = {
    "id": "a1",
    "outlet": {"name": "The Harbour Post", "domain": None, "basis": "given", "confidence": 1.0, "mention": None},
    "agency": None,
    "quotes": [
        {
            "id": "q1",
            "type": "direct",
            "text": "“It opens on Monday,”",
            "spans": [{"start": 0, "end": 21, "text": "“It opens on Monday,”"}],
            "cue": CUE,
            "speaker": None,
            "outlet": None,
            "confidence": 0.5,
            "confidences": {"quotation": 0.75, "speaker": 0.5, "outlet": 1.0},
        }
    ],
    "entities": [],
    "offset_unit": "code_point",
    "model": {"name": "m", "version": "2"},
}


def test_a_row_has_the_columns_of_the_schema_and_no_others():
    [row] = rows_of({"id": "a1", "text": "…"}, RESULT)
    assert set(row) == set(SCHEMA.names)


def test_a_row_tells_the_article_and_the_quotation():
    [row] = rows_of({"id": "a1", "url": "https://harbour.example/1"}, RESULT)
    assert (row["article_id"], row["quote_id"], row["url"]) == ("a1", "q1", "https://harbour.example/1")
    assert (row["publisher"], row["n_words"], row["cue"]) == ("The Harbour Post", 4, CUE)


def test_what_nobody_knows_is_null():
    [row] = rows_of({"id": "a1"}, RESULT)
    assert (row["speaker"], row["outlet"], row["agency"], row["published_at"]) == (None, None, None, None)


def test_an_article_without_quotations_has_no_rows():
    assert list(rows_of({"id": "a1"}, {**RESULT, "quotes": []})) == []
