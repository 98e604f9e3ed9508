"""Time a million points from file to file, beside a plain script that joins the municipality only.

    python -m tests.benchmarks.million [ROWS …]

For each number of rows (10,000 and 1,000,000) two processes in turn: ours reads, places, joins
everything and writes `joined.csv`, as `python -m geo join` does; the plain script is `read_csv`,
`points_from_xy`, `sjoin`, `to_csv`. Printed: seconds of each stage once the evidence is loaded
(as on a server), seconds of the processor, the peak memory of each process, and the machine's load.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import geopandas as gpd
import pandas as pd

from geo.answers.joined import joined
from geo.evidence import Evidence, load
from geo.exchange import accept, inspect
from geo.exchange.sheets import csv_pieces, for_sheets
from geo.exchange.whole import write_whole
from tests.benchmarks.reading import points_csv

ROWS = (10_000, 1_000_000)


class Stages:
    """Seconds of each stage, told in one line."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.start = self.last = perf_counter()
        self.used = process_time()

    def __call__(self, name: str) -> None:
        now = perf_counter()
        self.told.append(f"{name} {now - self.last:.1f}")
        self.last = now

    def __str__(self) -> str:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return (
            f"{self.last - self.start:.1f} s ({', '.join(self.told)}), processor "
            f"{process_time() - self.used:.1f} s, peak {peak:,.0f} MB"
        )


def ours(file: Path, out: Path) -> Stages:
    evidence = Evidence()
    few = inspect("few.csv", b"lat,lon\n3.4,-76.5\n", evidence.municipalities)
    joined(evidence, accept(few).frame)
    stage = Stages()
    reading = inspect(file.name, file.read_bytes(), evidence.municipalities)
    rows = accept(reading).frame
    del reading
    stage("read and place")
    frame = joined(evidence, rows).frame
    del rows
    stage("join")
    write_whole({out: csv_pieces(for_sheets(frame))})
    stage("write")
    return stage


def plain(file: Path, out: Path) -> Stages:
    polygons = load("municipalities")[["divipola", "municipality", "department", "geometry"]]
    stage = Stages()
    rows = pd.read_csv(file)
    stage("read_csv")
    places = gpd.points_from_xy(rows["lon"], rows["lat"])
    points = gpd.GeoDataFrame(rows, geometry=places, crs=polygons.crs)
    stage("points_from_xy")
    frame = gpd.sjoin(points, polygons, how="left")
    stage("sjoin")
    frame.to_csv(out, index=False)
    stage("to_csv")
    return stage


SCRIPTS: dict[str, Callable[[Path, Path], Stages]] = {"plain": plain, "ours": ours}


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in SCRIPTS:
        print(f"    {sys.argv[1]:>5}: {SCRIPTS[sys.argv[1]](*map(Path, sys.argv[2:]))}", flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "points.csv", Path(folder) / "joined.csv"
        for rows in [int(text) for text in sys.argv[1:]] or ROWS:
            file.write_bytes(points_csv(rows, load("municipalities")))
            print(f"{rows:,} rows, load {os.getloadavg()[0]:.1f}", flush=True)
            for name in SCRIPTS:
                words = [sys.executable, "-m", "tests.benchmarks.million", name, file, out]
                subprocess.run(words, check=True)


if __name__ == "__main__":
    main()
