"""The output of a cluster: a Parquet file a part, failures beside them, and a journal of what they come from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from service.client.cluster.places import Place
from service.client.items import Outcome
from service.client.outputs import OutputFault
from service.client.rows import SCHEMA, rows_of
from service.client.writing.disk import UNFINISHED
from service.client.writing.journal import check_same_run
from service.client.writing.lines import encode_line
from service.client.writing.sinks import failure_line

_JOURNAL = "_journal.json"
_ROWS, _FAILURES = ".parquet", ".failures.jsonl"
_FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of the articles of some parts."""

    n_articles: int = 0
    n_quotations: int = 0
    n_failures: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            n_articles=self.n_articles + other.n_articles,
            n_quotations=self.n_quotations + other.n_quotations,
            n_failures=self.n_failures + other.n_failures,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Two folders that every machine of the cluster can write to: for rows, and for failures."""

    rows: Place
    failures: Place

    def begin(self, identity: dict[str, Any], *, force: bool) -> frozenset[str]:
        """The names of the parts that an earlier run has settled.

        identity: of the archive and the options, in JSON
        force:    whether to begin anew, whatever is there
        Raises OutputFault where the folders hold something else, unless it is forced away.
        """
        self.rows.make_folder()
        self.failures.make_folder()
        if force:
            self._clear()
        else:
            self._check(identity)
        self._note(identity, is_finished=self.is_finished)
        return self._settled()

    def settle(self, part: str, outcomes: Sequence[Outcome]) -> Counts:
        """The part's rows and failures are in their folders, once, however often it is settled."""
        rows = [row for o in outcomes if o.result is not None for row in rows_of(o.item.article, o.result)]
        failures = [failure_line(outcome) for outcome in outcomes if outcome.result is None]
        # In this order: where there are rows, the part is settled.
        self._write_failures(self.failures.under(part + _FAILURES), failures)
        self.rows.under(part + _ROWS).write(_to_parquet(rows))
        return Counts(n_articles=len(outcomes), n_quotations=len(rows), n_failures=len(failures))

    @property
    def is_finished(self) -> bool:
        """Whether no part is left."""
        return _held(self._journal).get("is_finished") is True

    def finish(self, identity: dict[str, Any]) -> None:
        """No part is left, and nobody writes any more: remove what lost machines have left half written."""
        for folder in (self.rows, self.failures):
            _remove(folder, UNFINISHED)
        self._note(identity, is_finished=True)

    @property
    def _journal(self) -> Place:
        return self.rows.under(_JOURNAL)

    def _note(self, identity: dict[str, Any], *, is_finished: bool) -> None:
        told = {"form": _FORM, "identity": identity, "is_finished": is_finished}
        self._journal.write(json.dumps(told, indent=1).encode())

    def _settled(self) -> frozenset[str]:
        return frozenset(name.removesuffix(_ROWS) for name in self.rows.files() if name.endswith(_ROWS))

    def _check(self, identity: dict[str, Any]) -> None:
        was = _held(self._journal).get("identity")
        if was is None:
            if self._settled():
                raise OutputFault(f"{self.rows.path} holds Parquet files of another run; --force removes them.")
            return
        check_same_run(self.rows.path, was=was, now=identity)

    def _clear(self) -> None:
        self._journal.remove()
        _remove(self.rows, _ROWS, UNFINISHED)
        _remove(self.failures, _FAILURES, UNFINISHED)

    def _write_failures(self, file: Place, failures: Iterable[dict[str, Any]]) -> None:
        if lines := b"".join(map(encode_line, failures)):
            file.write(lines)
        else:
            # An earlier try at the part, before its machine was lost, may have had some.
            file.remove()


def _held(journal: Place) -> dict[str, Any]:
    content = journal.read()
    if content is None:
        return {}
    try:
        held: dict[str, Any] = json.loads(content)
    except ValueError as error:
        raise OutputFault(f"{journal.path} cannot be understood; with --force the work begins anew.") from error
    return held


def _remove(folder: Place, *endings: str) -> None:
    for name in folder.files():
        if name.endswith(endings):
            folder.under(name).remove()


def _to_parquet(rows: list[dict[str, Any]]) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content
