"""The dashboard and the alerts name metrics that there are, and pages that there are."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.app import create_app
from tests.fakes import FailingPipeline, make_settings

SERVICE = Path(__file__).parents[3] / "service"
RUNBOOK = SERVICE / "docs/runbook.md"
METRIC = re.compile(r"\bquotes_[a-z0-9_]+")
LABELLED = re.compile(r"\b(quotes_[a-z0-9_]+)\{([^}]*)\}")
GIVEN_BY_THE_SCRAPE = {"job", "instance"}


@cache
def exposed() -> str:
    """What a server tells that has answered, failed and found nothing."""
    client = create_app(make_settings(), FailingPipeline(word="fail")).test_client()
    for text in ("“We won,” said Mia.", "fail"):
        client.post("/v1/quotes", json={"text": text})
    client.get("/nothing")
    told: str = client.get("/metrics").get_data(as_text=True)
    return told


@cache
def dashboard() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SERVICE / "deploy/grafana/quotes.json").read_text(encoding="utf-8"))
    return read


@cache
def alerts() -> tuple[dict[str, Any], ...]:
    read = yaml.safe_load((SERVICE / "deploy/prometheus/alerts.yaml").read_text(encoding="utf-8"))
    return tuple(rule for group in read["groups"] for rule in group["rules"])


def expressions() -> Iterator[Any]:
    for panel in dashboard()["panels"]:
        for target in panel["targets"]:
            yield pytest.param(target["expr"], id=f"{panel['title']} {target['refId']}")
    for rule in alerts():
        yield pytest.param(rule["expr"], id=rule["alert"])


@pytest.mark.parametrize("expression", list(expressions()))
def test_every_metric_asked_for_is_told(expression: str):
    told = set(re.findall(r"^(quotes_[a-z0-9_]+)[ {]", exposed(), re.MULTILINE))

    assert set(METRIC.findall(expression)) - told == set()


@pytest.mark.parametrize("expression", list(expressions()))
def test_every_label_asked_for_is_told(expression: str):
    for name, matchers in LABELLED.findall(expression):
        asked = set(re.findall(r"(\w+)\s*=~?", matchers)) - GIVEN_BY_THE_SCRAPE
        told = {
            label
            for line in re.findall(rf"^{name}\{{(.*)\}}", exposed(), re.M)
            for label in re.findall(r"(\w+)=", line)
        }
        assert asked - told == set(), name


def test_everything_told_is_on_the_dashboard():
    shown = {name for panel in dashboard()["panels"] for t in panel["targets"] for name in METRIC.findall(t["expr"])}
    families = set(re.findall(r"^# TYPE (quotes_\S+) (?:counter|gauge|histogram)$", exposed(), re.MULTILINE))

    unseen = {name for name in families if not any(s.startswith(name) for s in shown)}
    assert {name for name in unseen if not name.endswith("_created")} == set()


def test_panels_have_their_own_numbers_and_places():
    panels = dashboard()["panels"]

    assert len({panel["id"] for panel in panels}) == len(panels)
    assert len({(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels}) == len(panels)


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: rule["alert"])
def test_alert_says_what_is_wrong_and_where_to_read_on(rule: dict[str, Any]):
    page, _, anchor = rule["annotations"]["runbook_url"].partition("#")

    assert rule["annotations"]["summary"].endswith(".")
    assert page == "service/docs/runbook.md"
    assert anchor


def test_every_alert_has_its_part_of_the_runbook():
    headings = re.findall(r"^#+ (.+)$", RUNBOOK.read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9-]", "", heading.lower().replace(" ", "-")) for heading in headings}

    assert {rule["annotations"]["runbook_url"].partition("#")[2] for rule in alerts()} - anchors == set()
