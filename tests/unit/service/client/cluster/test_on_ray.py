"""How a cluster is started or joined, on a stand-in for Ray that takes notes."""

import os
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from service.client.cluster.on_ray import ClusterFault, joined, threads_of_an_actor


class FakeRay:
    """A cluster of two machines, one of which is lost, or none at all where `fault` says why."""

    def __init__(self, *, is_running: bool = False, fault: Exception | None = None) -> None:
        self.is_running = is_running
        self.fault = fault
        self.asked: dict[str, Any] = {}
        self.data = SimpleNamespace()

    def is_initialized(self) -> bool:
        return self.is_running

    def init(self, **asked: Any) -> None:
        self.asked = {**asked, "statistics": os.environ["RAY_USAGE_STATS_ENABLED"]}
        if self.fault:
            raise self.fault
        self.is_running = True

    def nodes(self) -> list[dict[str, Any]]:
        return [{"Alive": True, "Resources": {"CPU": 4.0}}, {"Alive": False, "Resources": {"CPU": 8.0}}]

    def shutdown(self) -> None:
        self.is_running = False


def install(ray: FakeRay, monkeypatch: pytest.MonkeyPatch) -> FakeRay:
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "1")
    monkeypatch.setitem(sys.modules, "ray", ray)
    monkeypatch.setitem(sys.modules, "ray.data", ray.data)
    return ray


def test_own_cluster_has_a_processor_an_actor_and_no_dashboard(monkeypatch: pytest.MonkeyPatch):
    ray = install(FakeRay(), monkeypatch)
    with joined("local", n_actors=999) as processors:
        assert ray.is_running
        assert processors == (4,)

    assert not ray.is_running
    assert (ray.asked["address"], ray.asked["num_cpus"], ray.asked["include_dashboard"]) == ("local", 999, False)


@pytest.mark.parametrize("address", ["local", "auto"])
def test_nothing_is_told_to_the_makers_of_ray(monkeypatch: pytest.MonkeyPatch, address: str):
    ray = install(FakeRay(), monkeypatch)
    with joined(address, n_actors=1):
        assert ray.asked["statistics"] == "0"


def test_cluster_that_runs_is_joined_as_it_is(monkeypatch: pytest.MonkeyPatch):
    ray = install(FakeRay(), monkeypatch)
    with joined("auto", n_actors=999):
        assert ray.asked["address"] == "auto"
        assert {"num_cpus", "include_dashboard"} & ray.asked.keys() == set()


def test_cluster_of_this_process_is_used_and_left_running(monkeypatch: pytest.MonkeyPatch):
    ray = install(FakeRay(is_running=True), monkeypatch)
    with joined("local", n_actors=None):
        pass

    assert (ray.is_running, ray.asked) == (True, {})


def test_cluster_that_cannot_be_had_is_told_with_the_reason(monkeypatch: pytest.MonkeyPatch):
    install(FakeRay(fault=ConnectionError("nobody is there")), monkeypatch)
    with (
        pytest.raises(ClusterFault, match=r"at 192\.0\.2\.9:6379: nobody is there"),
        joined("192.0.2.9:6379", n_actors=1),
    ):
        pass


@pytest.mark.parametrize(
    ("processors", "n_actors", "n_threads"),
    [
        pytest.param((2,), 2, 1, id="an actor a processor"),
        pytest.param((8,), 3, 2, id="some are left over"),
        pytest.param((4, 4, 4, 4), 2, 4, id="no more than a machine has"),
        pytest.param((2,), 9, 1, id="more actors than processors"),
        pytest.param((), 1, 1, id="machines that come later"),
    ],
)
def test_threads_of_all_actors_fit_the_machines(processors: tuple[int, ...], n_actors: int, n_threads: int):
    assert threads_of_an_actor(processors, n_actors=n_actors) == n_threads
