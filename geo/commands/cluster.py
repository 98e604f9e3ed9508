"""Joining parts of files on many processes or machines, by Dask."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geo.errors import PathRefused
from geo.exchange.partitions import Done, Part, done, parts_of, report
from geo.exchange.read import Options
from geo.exchange.whole import write_whole

PARTS, MISSING = "*.part", "This needs Dask: pip install 'corredor[cluster]'."


def join(
    files: Sequence[Path],
    out: Path,
    options: Options,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
) -> dict:
    """Joins all files into the new or empty folder OUT: Parquet by part, and `report.json`.

    scheduler: address of one that runs; else one is started here, with so many workers.
    Returns the report. Raises FileRefused or PathRefused; the report is written last, so a
    folder without one is not finished.
    """
    parts = parts_of(files, options)
    with _client(workers, scheduler) as client:
        _make(out)
        told = report(_all_done(client, parts, out.resolve()))
    for left in [*out.glob(f".{PARTS}"), *out.glob(f"rejected/.{PARTS}")]:
        left.unlink()  # of workers that were killed
    content = json.dumps(told, ensure_ascii=False, indent=1)
    write_whole({out / "report.json": [content.encode()]})
    return told


def _make(out: Path) -> None:
    try:
        (out / "rejected").mkdir(parents=True)
    except OSError:
        if not out.is_dir() or any(out.iterdir()):
            raise PathRefused(f"{out} cannot be made, or is not empty.") from None
        (out / "rejected").mkdir()


def _all_done(client: Any, parts: Sequence[Part], out: Path) -> list[Done]:
    """Every part done by some worker; one that is killed has its part done by another."""
    from distributed import KilledWorker

    futures = client.map(done, parts, out=str(out), key=[part.name for part in parts])
    try:
        return client.gather(futures)
    except KilledWorker as error:
        raise PathRefused(f"Workers died again and again at one part: {error}") from error


@contextmanager
def _client(workers: int | None, scheduler: str | None) -> Iterator[Any]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise PathRefused(MISSING) from error
    if scheduler:
        try:
            client = Client(scheduler, timeout=20)
        except (OSError, ValueError) as error:
            raise PathRefused(f"{scheduler}: {error}") from error
        with client:
            yield client
        return
    count = workers or os.cpu_count()
    with (
        LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        yield client
