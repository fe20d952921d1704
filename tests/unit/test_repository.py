"""The repository keeps its own rules: names, sizes, bounds, and nothing that unpickles."""

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "models",
    "pyproject.toml",
    "seeds",
    "service",
    "tests",
}
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 60
UNPICKLING_MODULES = {"cloudpickle", "dill", "joblib", "marshal", "pickle", "shelve"}
UNPICKLING_CALLS = {"torch.load", "np.load", "numpy.load", "pd.read_pickle"}
# in parts, so that this file is not its own find
MACHINE_PATH = re.compile("(?<![\\w.])/(?:" + "|".join(["work", "root", "home/[a-z]"]) + ")/")
EXCEPTION = re.compile(r"#\s*(?P<kind>noqa|type:\s*ignore)(?P<rest>.*)")
REASONED = re.compile(r"(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*|\[[a-z-]+(?:,\s*[a-z-]+)*\])\W+\w.*")


@cache
def tracked_files() -> tuple[Path, ...]:
    # the clone may belong to another user than the one who runs the tests
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file())


def modules(*tops: str) -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".py" and path.parts[0] in tops]


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def project() -> dict:
    return tomllib.loads(read(Path("pyproject.toml")))["project"]


def all_requirements() -> list[str]:
    extras = project()["optional-dependencies"].values()
    return [*project()["dependencies"], *(requirement for extra in extras for requirement in extra)]


def normal_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


def unpickling(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in UNPICKLING_MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in UNPICKLING_MODULES:
            yield str(node.module)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in UNPICKLING_CALLS:
            yield ast.unparse(node.func)


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            n_lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if n_lines > MAX_FUNCTION_LINES:
                yield f"{path}:{node.lineno} {node.name} has {n_lines} lines"


def test_top_level_holds_only_the_agreed_names():
    found = {path.parts[0] for path in tracked_files() if not path.parts[0].startswith(".")}
    assert found <= TOP_LEVEL


def test_every_module_stays_under_the_line_limit():
    lengths = {path: len(read(path).splitlines()) for path in modules("models", "service", "tests")}
    assert {path: n_lines for path, n_lines in lengths.items() if n_lines >= MAX_MODULE_LINES} == {}


def test_every_function_stays_under_the_line_limit():
    assert [found for path in modules("models", "service", "tests") for found in long_functions(path)] == []


def test_every_module_opens_with_a_docstring():
    silent = [path for path in modules("models", "service") if not ast.get_docstring(ast.parse(read(path)))]
    assert silent == []


def test_no_module_is_called_utils():
    assert [path for path in tracked_files() if path.stem in {"util", "utils", "helpers", "misc"}] == []


def test_nothing_is_unpickled():
    found = {path: list(unpickling(path)) for path in modules("models", "service")}
    assert {path: names for path, names in found.items() if names} == {}


def test_every_exception_to_a_check_names_its_code_and_its_reason():
    bare = [
        f"{path}:{number}"
        for path in modules("models", "service", "tests")
        for number, line in enumerate(read(path).splitlines(), start=1)
        if (found := EXCEPTION.search(line)) and not REASONED.match(found["rest"])
    ]
    assert bare == []


def test_no_file_names_a_path_of_one_machine():
    texts = [path for path in tracked_files() if path.suffix in {".py", ".md", ".toml", ".json", ".jsonl", ".csv", ""}]
    assert [path for path in texts if MACHINE_PATH.search(read(path))] == []


def test_console_script_leads_to_the_command_line():
    assert list(project()["scripts"]) == ["quotes"]
    command = EntryPoint(name="quotes", value=project()["scripts"]["quotes"], group="console_scripts").load()
    assert callable(command)


@pytest.mark.parametrize("extra", ["train", "dev"])
def test_extra_is_offered(extra):
    assert project()["optional-dependencies"][extra]


def test_every_dependency_is_bounded_on_both_sides():
    unbounded = [item for item in all_requirements() if "==" not in item and not (">=" in item and "<" in item)]
    assert unbounded == []


def test_every_dependency_has_an_exact_version_in_the_constraints():
    pinned = {normal_name(line) for line in read(Path(".ci/constraints.txt")).splitlines() if "==" in line}
    assert {normal_name(item) for item in all_requirements()} - pinned == set()


def test_readme_asks_about_one_of_the_seeds():
    shown = re.search(r"-d '\n(.*?)\n'", read(Path("README.md")), flags=re.DOTALL)
    assert shown is not None
    seeds = [json.loads(line) for line in read(Path("seeds/articles.jsonl")).splitlines()]
    assert json.loads(shown[1]) in seeds


def test_changelog_tells_of_this_version():
    assert f"## [{project()['version']}]" in read(Path("CHANGELOG.md"))


def test_image_holds_no_training_code():
    ignored = read(Path(".dockerignore")).splitlines()
    assert {"*", "models/corpora", "models/evaluation", "models/training"} <= set(ignored)
    assert {line for line in ignored if line.startswith(("!tests", "!seeds"))} == set()
