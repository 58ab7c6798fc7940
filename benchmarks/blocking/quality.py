"""What each strategy finds: a fork of this process each, no clock.

Forks share the records and all that is imported already, so that a set of forty strategies takes
seconds a strategy and not the start of a process. Seconds and memory are not measured here: the
limit is of processor time, so that a busy machine does not change the table.
"""

from __future__ import annotations

import os
import pickle
import signal
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from twinset.laboratory import frontier
from twinset.laboratory.bench import Bench
from twinset.laboratory.measure import measure
from twinset.laboratory.process import Outcome
from twinset.laboratory.report import SizeReport
from twinset.laboratory.rows import measured_row, with_exclusives, with_frontiers
from twinset.laboratory.worker import describe
from twinset.strategies import parse_strategy

_ASLEEP = 10
"""Times the limit that a strategy may take by the clock."""


def compare_quality(
    bench: Bench,
    notations: Sequence[str],
    *,
    seconds: Callable[[str], float],
    budget: int,
    threads: int,
) -> SizeReport:
    """All strategies on one set; one that takes more than its ``seconds`` of processor time is a
    row that says so."""
    strategies = [parse_strategy(notation) for notation in notations]
    outcomes = [
        _forked(bench, notation, seconds(notation), budget, threads) for notation in notations
    ]
    rows = [
        measured_row(notation, strategy, outcome, bench)
        for notation, strategy, outcome in zip(notations, strategies, outcomes, strict=True)
    ]
    rows = with_frontiers(with_exclusives(rows, outcomes, bench))
    return SizeReport(
        rows=bench.size,
        true_pairs=bench.true_pairs,
        possible_pairs=bench.possible_pairs,
        strategies=rows,
        pairs_frontier=[row.strategy for row in frontier.pairs_frontier(rows)],
        seconds_frontier=[],
    )


def _forked(bench: Bench, notation: str, seconds: float, budget: int, threads: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="twinset-") as folder:
        answer = Path(folder) / "answer"
        child = os.fork()
        if child == 0:
            signal.setitimer(signal.ITIMER_PROF, seconds)  # not handled: it ends the child
            signal.alarm(round(_ASLEEP * seconds))  # where it waits and takes no processor time
            _answer(bench, notation, budget, threads, answer)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            if os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM):
                return Outcome("time limit", f"more than {seconds:.0f} processor s")
            return Outcome("failed", f"signal {os.WTERMSIG(status)}")
        found = pickle.loads(answer.read_bytes())
    if isinstance(found, str):
        return Outcome("failed", found)
    measured, proposed = found
    if measured.over_budget:
        return Outcome("over budget", f"more than {budget:,} pairs", measured, proposed)
    return Outcome("done", "", measured, proposed)


def _answer(bench: Bench, notation: str, budget: int, threads: int, path: Path) -> NoReturn:
    """In the child: measure, leave the answer, and end without what the parent has open."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        found: object = measure(
            parse_strategy(notation), bench, threads=threads, repeat=0, budget=budget
        )
    except BaseException as error:
        traceback.print_exc()
        found = describe(error)
    path.write_bytes(pickle.dumps(found))
    os._exit(0)
