"""Time points joined to municipalities against plain `geopandas.sjoin`, in one run.

    python -m tests.benchmarks.joins

Prints, for 100,000 and 1,000,000 points spread over Colombia's bounding box, the seconds of
both (best of three, taken in turn), their ratio, and the peak memory of the process.
"""

import resource
from time import perf_counter

import geopandas as gpd
import numpy as np

from geo.evidence import load
from geo.spatial import PLACE, assign_municipality


def best(*functions, rounds: int = 3) -> list[float]:
    """Seconds of each function, the best of several rounds taken in turn."""
    seconds = [[] for _ in functions]
    for _ in range(rounds):
        for times, function in zip(seconds, functions, strict=True):
            start = perf_counter()
            function()
            times.append(perf_counter() - start)
    return [min(times) for times in seconds]


def main() -> None:
    municipalities = load("municipalities")
    polygons = municipalities[[*PLACE, "geometry"]]
    west, south, east, north = municipalities.total_bounds
    random = np.random.default_rng(1)
    for count in (100_000, 1_000_000):
        x, y = random.uniform(west, east, count), random.uniform(south, north, count)
        points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs=municipalities.crs)
        plain, ours = best(
            lambda p=points: gpd.sjoin(p, polygons, how="left"),
            lambda p=points: assign_municipality(p, municipalities),
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{count:>9,} points: sjoin {plain:.2f} s, assign_municipality {ours:.2f} s, "
            f"ratio {ours / plain:.2f}, peak memory of the process so far {peak:,.0f} MB"
        )


if __name__ == "__main__":
    main()
