"""spaCy's side of `tests.load.spacy`: run by a Python that has spaCy, it times `nlp.pipe` over some texts.

First a line with the model, the texts and the size of a batch; it is answered when the model, with all its components,
is loaded and has gone over the texts once. Then a line for each run, with how often to go over the texts and in how
many processes; it is answered with the seconds. All lines are JSON.
"""

import json
import sys
from time import perf_counter

import spacy


def main() -> None:
    """Answer till there is no more line."""
    order = json.loads(sys.stdin.readline())
    nlp = spacy.load(order["model"])
    run(nlp, order, n_times=1, n_process=1)
    tell({"version": spacy.__version__, "model": order["model"], "components": nlp.pipe_names})
    for line in sys.stdin:
        tell({"seconds": run(nlp, order, **json.loads(line))})


def run(nlp, order: dict, *, n_times: int, n_process: int) -> float:
    """Seconds for all texts."""
    began_s = perf_counter()
    for _ in nlp.pipe(n_times * order["texts"], n_process=n_process, batch_size=order["batch_size"]):
        pass
    return perf_counter() - began_s


def tell(facts: dict) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(f"{json.dumps(facts)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
