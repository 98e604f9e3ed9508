"""Does the model say more than straight lines? Area under the curve with a seeded bootstrap."""

from collections.abc import Collection, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import metric, require_same

RESAMPLES = 1000
SEED = 20260824


def auc(score: np.ndarray, positive: np.ndarray) -> float:
    """Chance that a positive ranks above a negative, ties counting half (Mann-Whitney)."""
    ranks = pd.Series(score).rank().to_numpy()
    n, total = positive.sum(), len(positive)
    if n in (0, total):
        return np.nan
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * (total - n))


def skill(
    scores: Mapping[str, pd.Series],
    tests: Mapping[str, Collection[str]],
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> pd.DataFrame:
    """AUC of every score for every test, with the 5th and 95th percentile of a bootstrap.

    scores: higher means more likely, all indexed by the same codes. tests: name → codes that
    count as positives. Municipalities are resampled with replacement, the same samples for
    every score.
    Columns: `test`, `score`, `positives`, `auc_modelled`, `auc_low_modelled`,
    `auc_high_modelled`.
    """
    codes = next(iter(scores.values())).index
    samples = np.random.default_rng(seed).integers(0, len(codes), (resamples, len(codes)))
    rows = []
    for test, members in tests.items():
        positive = codes.isin(list(members))
        for name, series in scores.items():
            score = series.reindex(codes).to_numpy(float)
            sample_aucs = [auc(score[s], positive[s]) for s in samples]
            low, high = np.nanpercentile(sample_aucs, [5, 95])
            rows.append((test, name, int(positive.sum()), auc(score, positive), low, high))
    columns = ["test", "score", "positives"]
    columns += ["auc_modelled", "auc_low_modelled", "auc_high_modelled"]
    return pd.DataFrame(rows, columns=columns)


def straight_lines(
    hectares: pd.Series, destination: str, seats: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame
) -> pd.Series:
    """Hectares of the straight lines, seat to destination, that cross each municipality.

    hectares: by code of the origin. seats: points by `divipola`; shapes: polygons by
    `divipola`, the units that are scored. Measured in EPSG:9377; differing CRS raise.
    """
    require_same(seats, shapes)
    point = metric(seats).set_index("divipola").geometry
    starts = hectares[hectares > 0]
    lines = point.reindex(starts.index).shortest_line(point[destination])
    polygons = metric(shapes).set_index("divipola").geometry
    line_rows, shape_rows = polygons.sindex.query(lines, predicate="intersects")
    crossings = pd.Series(starts.to_numpy()[line_rows], index=polygons.index[shape_rows])
    return crossings.groupby(level=0).sum().reindex(polygons.index, fill_value=0.0)
