"""Many states: divided among forked processes, or drawn by a map of the author's; the same bytes each way."""

import os
import re
import signal
import struct
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context
from random import Random
from string import ascii_letters

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import Figure

from predrawn import ExploreError, View, explore, fixed, work


def draw_line(slope, bold):
    figure = Figure(figsize=(3, 2))
    figure.add_subplot(ylim=(0, 30), xlim=(0, 3)).plot([0, slope], linewidth=3 if bold else 1)
    return View(figure, f"It rises by {slope}.", alt=f"A line of slope {slope}.")


def lines(**more):
    return explore(draw_line, slope=(1, 12), bold=False, **more)


@pytest.fixture
def divided(monkeypatch, publishing):
    """A function that makes work be divided among so many processes, however little it is; 1: among none."""

    def among(workers):
        monkeypatch.setattr(work, "WORTH", -1.0)
        monkeypatch.setattr(work, "_cores", lambda: workers)

    return among


def test_one_two_and_four_processes_give_the_same_bytes(divided):
    packed = []
    for workers in (1, 2, 4):
        divided(workers)
        packed.append(lines()._packed)
    assert packed[0] == packed[1] == packed[2]


def draw_in_font(font, words):
    """A state whose words and margins depend on a setting that it makes, and leaves behind."""
    matplotlib.rcParams["font.sans-serif"] = [font]
    figure = Figure(figsize=(3, 2))
    figure.add_subplot(xlabel=words, ylabel=words).text(0.5, 0.5, f"{words} {words}", va="top")
    return View(figure, words)


def test_what_a_state_has_set_and_measured_moves_no_word_of_another():
    tasks = [
        work.Task(draw_in_font, {"font": font, "words": words}, words, words)
        for font in ("DejaVu Sans", "STIXGeneral")
        for words in ("Wages", "Prices")
    ]
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:  # each in a process of its own
        alone = pool.map(work.draw, tasks, chunksize=1)
    with matplotlib.rc_context():
        forth = [work.draw(task) for task in tasks]
        back = [work.draw(task) for task in reversed(tasks)]
    assert alone == forth == back[::-1]
    first, other = (re.findall(r"<text[^>]*>", alone[number].figure) for number in (0, 2))
    assert first != other  # the font is seen in where words stand


def test_work_is_divided_only_where_seconds_remain(publishing, monkeypatch):
    divisions = []
    monkeypatch.setattr(work, "_cores", lambda: 2)
    monkeypatch.setattr(
        work,
        "_forked",
        lambda tasks, numbers, *rest: divisions.append(numbers) or ((n, work.draw(tasks[n])) for n in numbers),
    )
    monkeypatch.setattr(work.time, "perf_counter", iter(range(100)).__next__)  # a second a look
    lines()
    assert divisions == [range(work.TRIED, 24)]
    monkeypatch.setattr(work.time, "perf_counter", lambda: 0.0)
    lines()
    assert len(divisions) == 1


def in_a_worker(act):
    """A function that draws, and does something else in another process than this."""
    here = os.getpid()
    return lambda n: (act(n) if os.getpid() != here else None) or f"This is {n}."


def test_a_worker_that_dies_names_its_state(divided):
    divided(2)
    with pytest.raises(ExploreError, match=r"<lambda>\(n=9\) ended the process that drew it \(exit status -9\)"):
        explore(in_a_worker(lambda n: n == 9 and os.kill(os.getpid(), signal.SIGKILL)), name="x", n=(1, 20))


def test_a_state_that_fails_in_a_worker_is_named(divided):
    divided(2)
    with pytest.raises(ExploreError, match=r"<lambda>\(n=9\) failed: ZeroDivisionError: division by zero"):
        explore(in_a_worker(lambda n: 1 / (n - 9) and None), name="x", n=(1, 20))


def test_a_worker_that_dies_while_it_speaks_names_its_state(divided, monkeypatch):
    divided(2)

    def half(connection, tasks, numbers, printed):
        connection.send(("begun", numbers[0]))
        os.write(connection.fileno(), struct.pack("!i", 100) + b"half of it")
        os._exit(9)

    monkeypatch.setattr(work, "_work", half)
    with pytest.raises(ExploreError, match=r"<lambda>\(n=[56]\) ended the process that drew it \(exit status 9\)"):
        explore(lambda n: f"{n}", name="x", n=(1, 20))


def test_workers_end_with_the_work(divided):
    """Also where it is refused, and somebody holds on to the error."""
    divided(2)
    lines()
    assert active_children() == []
    with pytest.raises(ExploreError, match="more than 2,000") as error:
        explore(noise, name="x", n=(1, 5000), max_bytes=2000)
    assert active_children() == [] and error


def noise(n):
    """Text that hardly gets shorter by compression."""
    return "".join(Random(n).choices(ascii_letters, k=3000))


def test_what_a_worker_prints_is_refused(divided):
    divided(2)
    with pytest.raises(ExploreError, match="draw printed or showed something"):
        explore(in_a_worker(lambda n: print(n)), name="x", n=(1, 20))


def test_limits_are_checked_while_drawing(publishing, monkeypatch):
    monkeypatch.setattr(work, "_cores", lambda: 1)  # all are drawn here, where they are counted
    drawn = []

    def draw(n):
        drawn.append(n)
        return noise(n)

    with pytest.raises(ExploreError, match=r"of its 5,000 states take about [\d,]+ bytes, more than 20,000. .*'n'"):
        explore(draw, name="x", n=(1, 5000), max_bytes=20_000)
    assert 4 < len(drawn) < 50


def test_a_map_of_fresh_processes_draws_the_same(publishing):
    own = lines()._packed
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert lines(map=pool.map)._packed == own


def test_a_cluster_draws_the_same(publishing):
    """Dask is no dependency: the package's own tests have it (predrawn[test]), a book need not."""
    distributed = pytest.importorskip("distributed")
    own = lines()._packed
    with distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address=None) as client:
        assert lines(map=client.get_executor().map)._packed == own
        with matplotlib.rc_context({"font.size": 17}), pytest.raises(ExploreError, match="map draws another draw_line"):
            lines(map=client.get_executor().map)
        with pytest.raises(ExploreError, match=r"draw_fault\(n=3\) failed in map: ZeroDivisionError: division by zero"):
            explore(draw_fault, n=(1, 5), here=fixed(os.getpid()), map=client.get_executor().map)


def draw_fault(n, here):
    """It fails for 3 in any process but the one named."""
    if os.getpid() != here:
        n / (n - 3)
    return f"This is {n}."


def draw_death(n, here):
    """It ends any process but the one named, for 3; the states before it are drawn."""
    if n == 3 and os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"This is {n}."


#: What a notebook may have set, which workers that are started afresh do not know.
factor = 1


def draw_times(n):
    return f"{n} times {factor}"


def draw_precision(n):
    return f"{pd.Series([n / 7])}"


def test_a_map_that_draws_another_picture_is_refused(publishing, monkeypatch):
    """What was set in this process, fresh ones do not know: rcParams, pandas options, a module's variables."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with matplotlib.rc_context({"font.size": 17}):
            with pytest.raises(
                ExploreError, match=r"map draws another draw_line\(slope=1, bold=False\) than this process"
            ):
                lines(map=pool.map)
        with pd.option_context("display.precision", 2):
            with pytest.raises(ExploreError, match=r"map draws another draw_precision\(n=1\) than this process"):
                explore(draw_precision, n=(1, 5), map=pool.map)
        monkeypatch.setitem(globals(), "factor", 2)
        with pytest.raises(ExploreError, match=r"map draws another draw_times\(n=1\) than this process"):
            explore(draw_times, n=(1, 5), map=pool.map)


def test_a_worker_of_a_map_that_dies_is_named_by_its_state(publishing):
    one_by_one = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with (
        one_by_one,
        pytest.raises(
            ExploreError,
            match=r"draw_death\(n=3\) failed in map, or a state that was drawn beside it: BrokenProcessPool",
        ),
    ):
        explore(draw_death, n=(1, 5), here=fixed(os.getpid()), map=one_by_one.map)


def test_a_function_that_no_other_process_can_import_is_refused(publishing):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with pytest.raises(ExploreError, match=r"<lambda>\(n=1\) failed in map: .*[Pp]ickl.*"):
            explore(lambda n: f"{n}", name="x", n=(1, 5), map=pool.map)


def test_a_map_that_fails_or_gives_too_little(publishing):
    with pytest.raises(ExploreError, match=r"map gave 23 of 24 states"):
        lines(map=lambda function, tasks: [function(task) for task in tasks[:-1]])

    def failing(function, tasks):
        yield function(tasks[0])
        raise OSError("the cluster is gone")

    with pytest.raises(
        ExploreError, match=r"draw_line\(slope=1, bold=True\) failed in map: OSError: the cluster is gone"
    ):
        lines(map=failing)
