"""How the benches measure: the best of several tries, because what is slower was disturbed by something else."""

import time
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

REPEATS = 7
TURNS = 25


def cpu_seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """CPU-seconds of this process for one run of `work`."""
    return _best(work, repeats, time.process_time)


def by_turns(works: Sequence[Callable[[], object]]) -> list[float]:
    """CPU-seconds of each, the best of many turns, so that a slow minute of the machine is everybody's."""
    return [min(tries) for tries in zip(*[[cpu_seconds(work, 1) for work in works] for _ in range(TURNS)], strict=True)]


def wall_seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Seconds on the clock for one run of `work`, for what another process or the disk does."""
    return _best(work, repeats, time.perf_counter)


def _best(work: Callable[[], object], repeats: int, clock: Callable[[], float]) -> float:
    tries: list[float] = []
    for _ in range(repeats):
        began = clock()
        work()
        tries.append(clock() - began)
    return min(tries)


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """One table, figures on the right."""
    grid = Table(title, *columns)
    for column in grid.columns[1:]:
        column.justify = "right"
    for row in rows:
        grid.add_row(*row)
    Console(width=120).print(grid)
