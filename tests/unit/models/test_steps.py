from collections.abc import Generator

from models.steps import Stage, finish


def test_work_at_once_gives_what_its_steps_come_to():
    def count() -> Generator[Stage, None, int]:
        yield "cut"
        yield "encode"
        return 2

    assert finish(count()) == 2
