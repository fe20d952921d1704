"""What is said of a run while it goes on and at its end."""

import io
import sys

import pytest

from service.client.items import Outcome
from service.client.progress import Progress
from tests.unit.service.client.answers import item, problem, result


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time in seconds, to be set."""
    now_s = [1000.0]
    monkeypatch.setattr("service.client.progress.time.monotonic", lambda: now_s[0])
    return now_s


def settled(number: int, *, n_quotations: int = 2) -> Outcome:
    return Outcome(item=item(number), result={**result("a"), "quotes": [{}] * n_quotations})


def failed(number: int) -> Outcome:
    return Outcome(item=item(number), problem=problem(422))


def test_summary_counts_this_run_and_tells_of_earlier_ones(clock: list[float]):
    with Progress(n_before=7, n_total=9, is_quiet=False) as progress:
        progress.add(settled(7))
        progress.add(failed(8))
    clock[0] += 4.0

    assert progress.summary() == "articles 2 (7 before), quotations 2, failures 1; 4 s, 0.5 articles a second"


def test_without_a_terminal_there_is_a_line_a_minute(clock: list[float], capsys: pytest.CaptureFixture[str]):
    with Progress(n_before=0, n_total=300, is_quiet=False) as progress:
        for number in range(150):
            clock[0] += 1.0
            progress.add(settled(number))

    assert capsys.readouterr().err.splitlines() == [
        "articles 60, quotations 120, failures 0; 60 s, 1.0 articles a second, 4 min left",
        "articles 120, quotations 240, failures 0; 120 s, 1.0 articles a second, 3 min left",
    ]


def test_stop_says_how_to_go_on(clock: list[float], capsys: pytest.CaptureFixture[str]):
    with Progress(n_before=0, n_total=None, is_quiet=False) as progress:
        clock[0] += 1.0
        progress.say_how_it_ended(is_stopped=True)

    assert capsys.readouterr().err.splitlines() == [
        "articles 0, quotations 0, failures 0; 1 s, 0.0 articles a second",
        "Stopped; the same command goes on from here.",
    ]


def test_quiet_run_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]):
    with Progress(n_before=0, n_total=9, is_quiet=True) as progress:
        clock[0] += 100.0
        progress.add(settled(0))
        progress.say("Waiting.")
        progress.say_how_it_ended(is_stopped=False)

    assert capsys.readouterr().err == ""


def test_terminal_gets_a_bar_with_counts(monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("service.client.progress._NOTES_EVERY_S", 0.0)
    with Progress(n_before=0, n_total=2, is_quiet=False) as progress:
        progress.add(settled(0))
        progress.add(failed(1))

    assert "2/2" in terminal.getvalue()
    assert "quotations 2, failures 1" in terminal.getvalue()
