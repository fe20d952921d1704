"""The lock of the image agrees with what the tests ran on and with what the project asks for."""

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / ".ci" / "lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
BACKENDS = ["onnx", "torch"]
ASKED = {
    "onnx": PROJECT["project"]["dependencies"] + EXTRAS["onnx"],
    "torch": PROJECT["project"]["dependencies"],
}
FILES = ["build", "service-onnx", "service-torch", "torch"]


def pins(path: Path) -> dict[str, str]:
    """Versions by name, without the part of a version that names a build."""
    found = re.findall(r"^([\w.-]+)==([^\s+]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def locked(backend: str) -> dict[str, str]:
    wheel = pins(LOCK / "torch.txt") if backend == "torch" else {}
    return pins(LOCK / f"service-{backend}.txt") | wheel


def left_out(backend: str) -> set[str]:
    """What the project's settings for uv, and the Makefile for the image without torch, keep out of the image."""
    names = set(PROJECT["tool"]["uv"]["pip"]["no-emit-package"]) - {"torch"}
    [line] = re.findall(r"^ONNX_WITHOUT := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return names | set(line.split()) if backend == "onnx" else names


def needs_of(name: str) -> set[str]:
    """What the installed package asks for; torch's needs are those that the settings for uv state."""
    overrides = {item["name"]: item["requires-dist"] for item in PROJECT["tool"]["uv"]["dependency-metadata"]}
    needed = map(Requirement, overrides.get(name) or requires(name) or [])
    return names_of(need for need in needed if need.marker is None or need.marker.evaluate({"extra": ""}))


def names_of(requirements: Iterable[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


@pytest.mark.parametrize("file", FILES)
def test_locked_versions_are_those_that_the_tests_ran_on(file: str):
    constraints = pins(ROOT / ".ci" / "constraints.txt")

    assert pins(LOCK / f"{file}.txt").items() <= constraints.items()


@pytest.mark.parametrize("file", FILES)
def test_every_locked_package_has_a_hash(file: str):
    entries = re.split(r"^(?=[\w.-]+==)", (LOCK / f"{file}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]

    assert entries
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []


@pytest.mark.parametrize("backend", BACKENDS)
def test_dependencies_are_locked_within_their_bounds(backend: str):
    asked = map(Requirement, ASKED[backend])

    locked_versions = locked(backend)
    missing = left_out(backend)
    wrong = [
        need.name
        for need in asked
        if need.name not in missing and locked_versions[canonicalize_name(need.name)] not in need.specifier
    ]
    assert wrong == []


@pytest.mark.parametrize("backend", BACKENDS)
def test_lock_holds_all_that_is_needed_and_nothing_else(backend: str):
    names = names_of(map(Requirement, ASKED[backend] + EXTRAS["redis"])) - left_out(backend)
    reached: set[str] = set()
    while names:
        reached |= names
        names = {need for name in names for need in needs_of(name)} - reached - left_out(backend)

    assert set(locked(backend)) == reached


def test_image_without_torch_has_nothing_of_it():
    assert not {"torch", "transformers", "sympy"} & set(locked("onnx"))


def test_build_is_done_by_a_tool_that_the_project_allows():
    (text,) = PROJECT["build-system"]["requires"]
    requirement = Requirement(text)

    assert requirement.specifier.contains(pins(LOCK / "build.txt")[requirement.name])


def test_own_facts_about_torch_are_about_the_locked_release():
    (facts,) = PROJECT["tool"]["uv"]["dependency-metadata"]

    assert (facts["name"], facts["version"]) == ("torch", locked("torch")["torch"])


def test_image_installs_by_hash_alone():
    commands = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").split("&&")
    installs = [command for command in commands if re.search(r"\bpip\b.* install\b(?!.*dist/)", command)]

    assert len(installs) == len(FILES) - len(BACKENDS) + 1
    assert all("--require-hashes" in command and "--no-deps" in command for command in installs)
