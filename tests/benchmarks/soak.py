"""Runs over all pages in one process, and what memory they leave behind.

    python -m tests.benchmarks.soak [runs]

The pages take turns: a reader opens one in Spanish and leaves, another opens it in English, moves
its first slider four times and leaves. Printed at every twentieth part: runs, resident memory now,
and the processor time of the runs since.
"""

import gc
import resource
import sys
from itertools import cycle
from pathlib import Path
from time import process_time

from geo.views import PAGES
from tests.benchmarks.runs import move
from tests.pages.test_pages import visit

MOVES, STEPS = 4, 20


def main(runs: int = 10_000) -> None:
    done, told, start = 0, 0, process_time()
    for page in cycle(PAGES):
        visit(page, lang="es")
        app = visit(page, lang="en")
        for n in range(MOVES):
            move(app, n)
        assert not app.exception, page
        done += 2 + MOVES
        if done * STEPS // runs > told:
            told = done * STEPS // runs
            gc.collect()
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            held = pages * resource.getpagesize() / 2**20
            spent, start = process_time() - start, process_time()
            print(f"{done:6} runs: {held:5.0f} MB, {spent:4.0f} s", flush=True)
        if done >= runs:
            return


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
