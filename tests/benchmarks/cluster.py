"""Time points joined by parts on several processes: rows a second, and memory by worker.

    python -m tests.benchmarks.cluster [MILLIONS [WORKERS [FOLDER]]]

Makes a folder of Parquet files of a million generated points each (2 by default), joins them as
`python -m geo join 'FOLDER/points/*.parquet' --out FOLDER/joined --workers 2` does, and prints
the seconds, the peak memory of the largest worker and of the program, whether the counts are
those of `geopandas.sjoin` on the first file, and how long 100 million would take: parts do not
know of each other, so time grows with their number and falls with the workers, and what starting
costs is measured apart, by one part alone.
"""

import io
import os
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import geopandas as gpd
import pandas as pd

from geo.commands.join import join
from geo.evidence import load
from geo.exchange import Options
from tests.benchmarks.reading import points_csv

MILLION = 1_000_000
FAR = 100 * MILLION


def generate(folder: Path, millions: int) -> list[Path]:
    """Parquet files of a million points each, in row groups of 250,000."""
    folder.mkdir(parents=True, exist_ok=True)
    municipalities, files = load("municipalities"), []
    for i in range(millions):
        files.append(folder / f"points-{i:03d}.parquet")
        frame = pd.read_csv(io.BytesIO(points_csv(MILLION, municipalities, seed=i + 1)))
        frame.to_parquet(files[-1], index=False, row_group_size=250_000)
    return files


def timed(files: list[Path], out: Path, workers: int) -> tuple[float, dict]:
    start = perf_counter()
    told = join(files, out, Options(), workers=workers)
    return perf_counter() - start, told


def main() -> None:
    millions, workers = (int(text) for text in [*sys.argv[1:3], "2", "2"][:2])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else temporary)
        files = generate(folder / "points", millions)
        few = folder / "few.parquet"
        pd.read_parquet(files[0]).head(1000).to_parquet(few, index=False)
        begin, _ = timed([few], folder / "joined-few", workers)
        seconds, told = timed(files, folder / "joined", workers)
        first = pd.read_parquet(files[0])
        points = gpd.GeoSeries(gpd.points_from_xy(first["lon"], first["lat"]), crs=4326)
        polygons = load("municipalities")[["divipola", "geometry"]]
        held = gpd.sjoin(points.to_frame("geometry"), polygons)["divipola"].value_counts()
        names = [part["out"] for part in told["parts"] if part["file"] == files[0].name]
        parts = [pd.read_parquet(folder / "joined" / n, columns=["divipola"]) for n in names]
        ours = pd.concat(parts)
    same = held.sort_index().equals(ours["divipola"].value_counts().sort_index())
    each = (seconds - begin) / told["rows"]
    peak, own = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
    )
    print(
        f"{told['rows']:,} points, {workers} workers, {len(told['parts'])} parts, load "
        f"{os.getloadavg()[0]:.1f}: {seconds:.0f} s, of it {begin:.0f} s to start; "
        f"{1 / each:,.0f} rows a second; largest worker {peak:,.0f} MB, program {own:,.0f} MB; "
        f"counts as sjoin's: {same}; 100 million: {(begin + FAR * each) / 60:.0f} minutes here"
    )


if __name__ == "__main__":
    main()
