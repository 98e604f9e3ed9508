"""How long the layers take to build, and one incident at the desk, in seconds.

python -m tests.benchmarks.build
"""

import shutil
import tempfile
import time
from pathlib import Path

from geo.evidence import Evidence
from geo.evidence.build.__main__ import build
from geo.evidence.catalogue import DATA
from geo.evidence.desk import propose
from geo.views.page_sentences import changed_sentences, page_sentences
from tests.commands.test_propose import INCIDENT

BUDGET_S = 60


def _timed(what: str, do, budget: str = ""):
    wall, processor = time.perf_counter(), time.process_time()
    done = do()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"{what:44} {wall:6.1f} s, {processor:6.1f} s of processor{budget}")
    return done


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        _timed(
            "build of all layers",
            lambda: build(out=Path(scratch) / "layers"),
            f" (budget {BUDGET_S} s)",
        )
        data = shutil.copytree(DATA, Path(scratch) / "data")
        file = Path(scratch) / "incident.toml"
        file.write_text(INCIDENT, encoding="utf-8")
        with _timed("one incident: checks and layers", lambda: propose(file, data)) as proposal:
            before = _timed(
                "sentences of every page before", lambda: page_sentences(Evidence(data))
            )
            after = _timed(
                "sentences of every page after", lambda: page_sentences(Evidence(proposal.data))
            )
            told = changed_sentences(before, after)
            _timed("accepting it", lambda: proposal.accept(told))


if __name__ == "__main__":
    main()
