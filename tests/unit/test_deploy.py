"""The manifests fit the service: limits, probes, names and times that would otherwise drift apart unseen."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import read_settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "service" / "deploy"
RUNBOOK = ROOT / "service" / "docs" / "runbook.md"
ALERT_ANCHORS = ["high-refusals", "slow-answers", "errors", "not-ready", "worker-restarts", "memory"]


def manifest(name: str) -> Any:
    return yaml.safe_load((DEPLOY / "kubernetes" / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def pod() -> Any:
    return manifest("deployment")["spec"]["template"]["spec"]


@pytest.fixture
def container(pod: Any) -> Any:
    (only,) = pod["containers"]
    return only


@pytest.fixture
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]


def seconds_to_end() -> int:
    """What gunicorn gives running requests, by default, after SIGTERM."""
    return max(30, int(read_settings().request_timeout_s))


def test_kustomization_lists_every_manifest():
    files = {path.name for path in (DEPLOY / "kubernetes").glob("*.yaml")} - {"kustomization.yaml"}

    assert set(manifest("kustomization")["resources"]) == files


@pytest.mark.parametrize(
    "labels_of",
    [
        pytest.param(lambda: manifest("deployment")["spec"]["selector"]["matchLabels"], id="deployment"),
        pytest.param(lambda: manifest("service")["spec"]["selector"], id="service"),
        pytest.param(lambda: manifest("disruption-budget")["spec"]["selector"]["matchLabels"], id="budget"),
        pytest.param(lambda: manifest("network-policy")["spec"]["podSelector"]["matchLabels"], id="network"),
    ],
)
def test_selector_finds_the_pods(labels_of: Any):
    assert labels_of() == manifest("deployment")["spec"]["template"]["metadata"]["labels"]


def test_pods_have_no_rights(pod: Any, container: Any):
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert not pod["automountServiceAccountToken"]


def test_cluster_sets_no_variable_with_our_prefix(pod: Any):
    # The service's name is the prefix of the settings: its links would give QUOTES_PORT an address.
    assert pod["enableServiceLinks"] is False


@pytest.mark.parametrize(
    ("probe", "path"), [("startupProbe", "/readyz"), ("readinessProbe", "/readyz"), ("livenessProbe", "/livez")]
)
def test_probe_asks_the_right_route(container: Any, probe: str, path: str):
    assert container[probe]["httpGet"] == {"path": path, "port": "http"}


def test_pod_is_given_the_time_that_running_requests_get(pod: Any, container: Any):
    slept = container["lifecycle"]["preStop"]["sleep"]["seconds"]

    assert pod["terminationGracePeriodSeconds"] >= slept + seconds_to_end() + 5


def test_a_worker_of_a_pod_computes_on_the_cores_that_it_may_use(container: Any):
    env = {variable["name"]: variable.get("value") for variable in container["env"]}

    assert (env["QUOTES_WORKERS"], env["QUOTES_TORCH_THREADS"]) == ("1", container["resources"]["limits"]["cpu"])


def test_autoscaler_and_deployment_mean_the_same():
    scaler = manifest("autoscaler")["spec"]

    assert scaler["scaleTargetRef"]["name"] == manifest("deployment")["metadata"]["name"]
    assert "replicas" not in manifest("deployment")["spec"]


def test_autoscaler_goes_by_the_queue_and_acts_before_it_is_full():
    (metric,) = manifest("autoscaler")["spec"]["metrics"]

    assert metric["pods"]["metric"]["name"] == "quotes_queue_requests"
    assert 1 < int(metric["pods"]["target"]["averageValue"]) < read_settings().max_waiting


def test_composed_service_has_no_rights_and_limits(compose: Any):
    service = compose["quotes"]

    assert (service["read_only"], service["cap_drop"], service["tmpfs"]) == (True, ["ALL"], ["/tmp"])
    assert service["deploy"]["resources"]["limits"] == {"cpus": "2", "memory": "2G"}
    assert "QUOTES_TORCH_THREADS=2" in service["environment"]


def test_composed_service_is_given_the_time_that_running_requests_get(compose: Any):
    assert int(compose["quotes"]["stop_grace_period"].removesuffix("s")) >= seconds_to_end() + 5


def test_composed_service_is_built_from_the_root_of_the_repository(compose: Any):
    context = (DEPLOY / compose["quotes"]["build"]["context"]).resolve()

    assert (context / "Dockerfile").is_file()


def test_redis_runs_only_when_asked_for(compose: Any):
    assert [name for name, service in compose.items() if "profiles" not in service] == ["quotes"]


def headings(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("anchor", ALERT_ANCHORS)
def test_runbook_says_what_to_do_on_an_alert(anchor: str):
    assert anchor in headings(RUNBOOK)


def test_runbook_links_lead_somewhere():
    links = re.findall(r"\]\(([^)]*)#([\w-]+)\)", RUNBOOK.read_text(encoding="utf-8"))
    targets = [(RUNBOOK.parent / file if file else RUNBOOK, anchor) for file, anchor in links]

    assert targets
    assert [anchor for path, anchor in targets if anchor not in headings(path)] == []


def test_runbook_names_only_settings_that_the_readme_explains():
    named = re.findall(r"`(QUOTES_[A-Z_]+)`", RUNBOOK.read_text(encoding="utf-8"))
    rows = re.findall(r"^\| *`(QUOTES_[A-Z_]+)` *\|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(named) <= set(rows)
