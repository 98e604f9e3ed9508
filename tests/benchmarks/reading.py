"""Time a reader's CSV of points: read, validate, place, join, count by municipality.

    python -m tests.benchmarks.reading

For 10,000, 100,000 and 1,000,000 rows, each in a process of its own: the seconds of each step,
placing in municipalities against plain `geopandas.sjoin` (best of three, taken in turn), and
the peak memory of the whole process.
"""

import resource
import subprocess
import sys
from dataclasses import replace
from time import perf_counter

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.answers.joined import joined, per_municipality
from geo.evidence import Evidence
from geo.exchange import accept, inspect, numeric_columns
from geo.spatial import PLACE, assign_municipality
from tests.benchmarks.joins import best

ROWS = (10_000, 100_000, 1_000_000)


def points_csv(rows: int, municipalities: gpd.GeoDataFrame, seed: int = 1) -> bytes:
    """Points spread over Colombia's bounding box, with a name and a number each."""
    west, south, east, north = municipalities.total_bounds
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "name": [f"site {i}" for i in range(rows)],
            "lat": random.uniform(south, north, rows).round(6),
            "lon": random.uniform(west, east, rows).round(6),
            "value": random.integers(0, 1000, rows),
        }
    )
    return frame.to_csv(index=False).encode()


def measure(rows: int) -> str:
    evidence = Evidence()
    municipalities = evidence.municipalities
    data = points_csv(rows, municipalities)
    start = perf_counter()
    reading = inspect("points.csv", data, municipalities)
    read = perf_counter()
    table = accept(reading)
    accepted = perf_counter()
    answer = joined(evidence, table.frame)
    done = perf_counter()
    numbers = numeric_columns(answer.frame[["value"]])
    counted = per_municipality(
        replace(answer, frame=answer.frame.assign(value=numbers["value"])), sums=["value"]
    )
    drawn = perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    points = gpd.GeoDataFrame(geometry=table.frame.geometry)
    polygons = municipalities[[*PLACE, "geometry"]]
    plain, ours = best(
        lambda: gpd.sjoin(points, polygons, how="left"),
        lambda: assign_municipality(points, municipalities),
    )
    return (
        f"{rows:>9,} rows ({len(data) / 1e6:.0f} MB): inspect {read - start:.1f} s, "
        f"accept {accepted - read:.1f} s, whole join {done - accepted:.1f} s, "
        f"{len(counted.frame)} municipalities counted in {drawn - done:.1f} s, "
        f"peak memory {peak:,.0f} MB; placing {ours:.2f} s, sjoin {plain:.2f} s, "
        f"ratio {ours / plain:.2f}"
    )


def main() -> None:
    if len(sys.argv) > 1:
        print(measure(int(sys.argv[1])), flush=True)
        return
    for rows in ROWS:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.reading", str(rows)], check=True)


if __name__ == "__main__":
    main()
