import os

import pytest
from click.testing import CliRunner

from service import cli
from service.cli import SUBCOMMANDS, Subcommand, main


def test_help_lists_every_subcommand_without_importing_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cli, "import_module", lambda name: pytest.fail(f"{name} was imported"))

    done = CliRunner().invoke(main, ["--help"])

    assert done.exit_code == 0
    assert all(f"  {name} " in done.output for name in SUBCOMMANDS)


@pytest.mark.parametrize("name", ["serve", "attribute"])
def test_subcommand_is_found(name: str):
    done = CliRunner().invoke(main, [name, "--help"])

    assert done.exit_code == 0
    assert done.output.startswith(f"Usage: main {name}")


def test_unknown_subcommand_is_refused():
    assert CliRunner().invoke(main, ["sing"]).exit_code == 2


def test_missing_module_is_one_clear_line(monkeypatch: pytest.MonkeyPatch):
    absent = Subcommand(place="models.absent.cli:train", help="Train.", extra="train")
    monkeypatch.setitem(SUBCOMMANDS, "train", absent)

    done = CliRunner().invoke(main, ["train"])

    assert done.exit_code == 1
    assert done.output == (
        "Error: `quotes train` lacks the module models.absent here; install quote-attribution[train]\n"
    )


def test_serve_tells_all_wrong_settings(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QUOTES_MAX_WAITING", "-1")
    monkeypatch.setenv("QUOTES_LOG_LEVEL", "loud")

    done = CliRunner().invoke(main, ["serve"])

    assert done.exit_code == 1
    assert "QUOTES_LOG_LEVEL" in done.output
    assert "QUOTES_MAX_WAITING" in done.output


def test_serve_runs_gunicorn_with_what_was_asked_for(monkeypatch: pytest.MonkeyPatch):
    ran = []
    monkeypatch.setattr("os.execv", lambda program, arguments: ran.append([program, *arguments]))
    monkeypatch.setenv("QUOTES_PORT", "1")
    monkeypatch.setenv("QUOTES_HOST", "::1")

    done = CliRunner().invoke(main, ["serve", "--port", "8765"])

    assert done.exit_code == 0
    assert ran[0][-1] == "service.wsgi:build()"
    assert (os.environ["QUOTES_PORT"], os.environ["QUOTES_HOST"]) == ("8765", "::1")
