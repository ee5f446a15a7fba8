"""Drawing many states: here, divided among forked processes, or by a ``map`` of the author's.

A forked process has all that this one has: rcParams, pandas options, loaded tables, what a notebook has defined. One that is
started afresh has none of it and may draw another picture without a word, so forking is the only division made unasked.
"""

from __future__ import annotations

import multiprocessing
import os
import time
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from . import carrier
from .columns import cells
from .errors import ExploreError
from .view import Drawn, as_view, draw_text

#: Seconds of work that must remain for a division to pay.
WORTH = 3.0
#: States drawn here before the rest is estimated, the first of which, with its imports and caches, does not count.
TRIED = 4
#: How many states are drawn here as well, to see that those of ``map`` agree.
COMPARED = 3

Map = Callable[..., Iterable[Drawn]]


@dataclass(frozen=True)
class Task:
    """One state to draw: the function, its arguments, and the choices in words; ``name`` names it in a fault."""

    draw: Callable
    arguments: dict[str, Any]
    choices: str
    name: str


def draw(task: Task) -> Drawn:
    """Draw one state. ``map`` calls it where it likes."""
    return draw_text(as_view(task.draw(**task.arguments)), task.choices)


def draw_all(tasks: Sequence[Task], printed: Callable[[], bool], many: Map | None = None, workers: int = 0) -> Iterator:
    """Yield (number, drawn) for each task, in any order; ExploreError names the state that fails.

    ``printed`` tells whether drawing has printed or shown something in the process that calls it. ``many`` is a function with the
    manners of ``Executor.map``. ``workers`` is how many processes may draw; 0: as many as this one may use cores.
    """
    if many:
        yield from _by_map(tasks, many)
        return
    workers = workers or _cores()
    started = 0.0
    for number, task in enumerate(tasks):
        if number == 1:
            started = time.perf_counter()
        if number >= TRIED and workers > 1 and _can_fork():
            remaining = (time.perf_counter() - started) / (number - 1) * (len(tasks) - number)
            if remaining > WORTH:
                yield from _forked(tasks, range(number, len(tasks)), printed, workers)
                return
        yield number, _named(task)


def _named(task: Task) -> Drawn:
    try:
        return draw(task)
    except Exception as error:
        raise ExploreError(f"{task.name} failed: {type(error).__name__}: {error}") from error


def _by_map(tasks: Sequence[Task], many: Map) -> Iterator[tuple[int, Drawn]]:
    compared = {number: _named(tasks[number]) for number in sorted({0, len(tasks) // 2, len(tasks) - 1})[:COMPARED]}
    results = iter(many(draw, tasks))
    try:
        for number, task in enumerate(tasks):
            try:
                drawn = next(results)
            except StopIteration:
                raise ExploreError(f"map gave {number} of {len(tasks)} states; it must give one for each.") from None
            except Exception as error:
                # An executor that has lost a worker says so of every state that it still holds; of these this is the first.
                beside = ", or a state that was drawn beside it" if isinstance(error, BrokenExecutor) else ""
                raise ExploreError(f"{task.name} failed in map{beside}: {type(error).__name__}: {error}") from error
            if number in compared and Drawn(*drawn) != compared[number]:
                raise ExploreError(
                    f"map draws another {task.name} than this process does. Its workers were started afresh: they lack what was set "
                    "here (rcParams, pandas options, variables of a module). Set it inside draw."
                )
            yield number, Drawn(*drawn)
    finally:  # what is not wanted any more, an executor need not draw
        getattr(results, "close", lambda: None)()


# ---- forked processes ----


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    """On Linux alone: elsewhere the systems' own libraries do not survive it."""
    return os.uname().sysname == "Linux" if hasattr(os, "uname") else False


def _forked(
    tasks: Sequence[Task], numbers: Sequence[int], printed: Callable[[], bool], workers: int
) -> Iterator[tuple[int, Drawn]]:
    """Divide the tasks with these numbers among processes; each sends back what it draws as it draws it."""
    context = multiprocessing.get_context("fork")
    running: dict[Connection, multiprocessing.process.BaseProcess] = {}
    begun: dict[Connection, int] = {}
    try:
        for worker in range(min(workers, len(numbers))):
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(there, tasks, numbers[worker::workers], printed), daemon=True)
            with warnings.catch_warnings():
                # Python warns that threads do not survive: a kernel's serve its messages, and a worker has none.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            there.close()
            running[here] = process
        while running:
            for connection in wait(list(running)):
                assert isinstance(connection, Connection)
                try:
                    kind, *content = connection.recv()
                except (EOFError, OSError):  # between two messages, or within one
                    dead = running.pop(connection)
                    dead.join()
                    task = tasks[begun.get(connection, numbers[0])]
                    raise ExploreError(
                        f"{task.name} ended the process that drew it (exit status {dead.exitcode}): too little memory, or a "
                        "fault in a library."
                    ) from None
                if kind == "begun":
                    begun[connection] = content[0]
                elif kind == "drawn":
                    yield content[0], content[1]
                elif kind == "failed":
                    raise ExploreError(content[0])
                else:
                    running.pop(connection).join()
    finally:
        for connection, left in running.items():
            left.kill()
            left.join()
            connection.close()


def _work(connection: Connection, tasks: Sequence[Task], numbers: Sequence[int], printed: Callable[[], bool]) -> None:
    sent: set[str] = set()
    try:
        for number in numbers:
            connection.send(("begun", number))
            drawn = _named(tasks[number])
            connection.send(("drawn", number, drawn._replace(table=carrier.once(drawn.table, sent))))
        if printed():
            raise ExploreError(PRINTED)
    except ExploreError as error:
        connection.send(("failed", str(error)))
    connection.send(("ended",))


#: What is said of a function that draws and prints.
PRINTED = (
    "draw printed or showed something, which no page can hold: it must only return (no print, display or plt.show)."
)


class Limit:
    """Watches how many bytes states take, compressed, while they are drawn: a build need not draw them all to be refused."""

    def __init__(self, most: int):
        self.most, self.bytes, self._compressor = most, 0, zlib.compressobj(6)

    def passed(self, drawn: Drawn) -> bool:
        """Have the states so far surely passed the limit? Packed in the order of choices they take less, at the most half."""
        told = (drawn.sentence, drawn.figure, *cells(drawn.table))  # names of rows and markup may travel once for all
        self.bytes += len(self._compressor.compress("".join(told).encode()))
        return self.bytes > 2 * self.most
