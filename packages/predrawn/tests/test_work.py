"""Many states: divided among forked processes, or drawn by a map of the author's; the same bytes each way."""

import os
import re
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import matplotlib
import pytest
from matplotlib.figure import Figure

from predrawn import ExploreError, View, explore, work


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


def test_what_a_worker_prints_is_refused(divided):
    divided(2)
    with pytest.raises(ExploreError, match="draw printed or showed something"):
        explore(in_a_worker(lambda n: print(n)), name="x", n=(1, 20))


def test_limits_are_checked_while_drawing(publishing):
    drawn = []

    def draw(n):
        drawn.append(n)
        return "".join(chr(65 + (n * n * k) % 57) for k in range(3000))

    with pytest.raises(ExploreError, match=r"of its 5,000 states take about [\d,]+ bytes, more than 20,000. .*'n'"):
        explore(draw, name="x", n=(1, 5000), max_bytes=20_000)
    assert len(drawn) < 500


def test_a_map_of_fresh_processes_draws_the_same(publishing):
    own = lines()._packed
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert lines(map=pool.map)._packed == own


def test_a_map_that_draws_another_picture_is_refused(publishing):
    """What was set in this process, fresh ones do not know."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool, matplotlib.rc_context({"font.size": 17}):
        with pytest.raises(ExploreError, match=r"map draws another draw_line\(slope=1, bold=False\) than this process"):
            lines(map=pool.map)


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
