"""Time the work of a run of each page once all is warm, without server and browser.

    python -m tests.benchmarks.runs [--profile] [page …]

Processor time of the script's own thread, median over moves of the page's first slider to and
fro (or plain reruns where it has none); with --profile, where it goes.
"""

import sys
from cProfile import Profile
from pstats import Stats
from statistics import median
from time import thread_time

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from geo.views import PAGES
from tests.pages.test_pages import visit

MOVES = 12
SHOWN = 45
taken: list[float] = []
profile = Profile()
whole = ScriptRunner._run_script


def timed(runner, asked) -> None:
    """The run of a script, timed."""
    if PROFILING:
        profile.enable()
    start = thread_time()
    whole(runner, asked)
    taken.append(thread_time() - start)
    profile.disable()


PROFILING = "--profile" in sys.argv
ScriptRunner._run_script = timed


def move(app: AppTest, n: int) -> None:
    """One more run: the first slider one step to and fro."""
    if len(app.slider) and isinstance(now := app.slider[0].value, int):
        app.slider[0].set_value(now + (1 if n % 2 else -1))
    app.run()


def main() -> None:
    for page in [name for name in sys.argv[1:] if name in PAGES] or PAGES:
        app = visit(page, lang="en")
        for n in range(4):
            move(app, n)
        taken.clear()
        profile.clear()
        for n in range(MOVES):
            move(app, n)
        print(f"{page:15} {1000 * median(taken):4.0f} ms", flush=True)
        if PROFILING:
            Stats(profile).sort_stats("cumulative").print_stats("geo|pages|pandas|streamlit", SHOWN)


if __name__ == "__main__":
    main()
