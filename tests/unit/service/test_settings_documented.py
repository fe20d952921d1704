import re
from dataclasses import fields
from pathlib import Path

import pytest

from service.settings import Settings

README = Path(__file__).parents[3] / "README.md"


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_setting_has_a_row_in_the_readme(name: str):
    row = rf"^\| *`QUOTES_{name.upper()}` *\|[^|]+\|[^|]+\|"

    assert re.search(row, README.read_text(encoding="utf-8"), re.MULTILINE), f"QUOTES_{name.upper()} has no row"


def test_readme_names_no_setting_that_is_none():
    rows = re.findall(r"^\| *`QUOTES_([A-Z_]+)` *\|", README.read_text(encoding="utf-8"), re.MULTILINE)

    assert {row.lower() for row in rows} <= {field.name for field in fields(Settings)} | {"data"}
