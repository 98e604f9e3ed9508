"""Time points joined to municipalities against plain `geopandas.sjoin`, in one run.

    python -m tests.benchmarks.joins

Prints, for 100,000 and 1,000,000 points spread over Colombia's bounding box, the seconds of
both (best of three, taken in turn), their ratio, and the peak memory of the process; with
SedonaDB installed (`pip install sedonadb geoarrow-pyarrow`), also whether it counts the same, and
the seconds of the processor of all three.
"""

import resource
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter, process_time

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


def beside_sedona(points: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame) -> None:
    """The same join by SedonaDB, which Corredor does not need."""
    base = import_module("sedonadb").connect()
    polygons = municipalities[["divipola", "geometry"]]

    def sedona() -> gpd.GeoDataFrame:
        base.create_data_frame(points).to_view("points", overwrite=True)
        base.create_data_frame(polygons).to_view("places", overwrite=True)
        query = "SELECT divipola FROM points JOIN places ON ST_Intersects({}, points.geometry)"
        return base.sql(query.format("places.geometry")).to_pandas()

    ways = (sedona, lambda: gpd.sjoin(points, polygons))
    ways = (*ways, lambda: assign_municipality(points, municipalities))
    seconds, found = [], []
    for way in ways:
        way()
        start = process_time()
        found.append(way()["divipola"].value_counts().sort_index())
        seconds.append(process_time() - start)
    told = "the same" if found[0].equals(found[1]) else "other"
    print("{:>9} SedonaDB {:.2f}, sjoin {:.2f}, ours {:.2f} s; {}".format("", *seconds, told))


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
        if find_spec("sedonadb"):
            beside_sedona(points, municipalities)


if __name__ == "__main__":
    main()
