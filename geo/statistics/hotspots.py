"""Hot and cold spots: Getis-Ord Gi* with permutations and false-discovery control.

Gi* (Ord and Getis 1995) compares the sum of a place and its neighbours with what chance would
give; esda (PySAL) computes it. Pseudo p-values come from seeded conditional permutations: the
place keeps its value, its neighbours' values are drawn from all others. Significance is
controlled over all places by Benjamini and Hochberg (1995).
"""

import warnings

import numpy as np
import pandas as pd

from geo.journeys import TravelTimes

SEED = 20241231
ROUNDS, PERMUTATIONS = 10, 999
# Share of false discoveries accepted → the ending of the class.
LEVELS = {0.01: "1", 0.05: "5", 0.10: "10"}
NOT_SIGNIFICANT, NOT_TESTED = "not_significant", "not_tested"
CLASSES = ("hot_1", "hot_5", "hot_10", "cold_10", "cold_5", "cold_1")
# Sums of the same numbers in another order differ by less than this.
ROUNDING = 1e-12


def within_hours(times: TravelTimes, hours: float) -> pd.DataFrame:
    """Pairs of seats, both ways, that lie within so many model hours of each other.

    Columns `divipola`, `neighbour`, as of `geo.spatial.borders.shared_borders`.
    """
    near = times.tenths <= round(hours * 10)
    np.fill_diagonal(near, False)
    one, other = np.nonzero(near)
    return pd.DataFrame({"divipola": times.codes[one], "neighbour": times.codes[other]})


def hotspots(values: pd.Series, pairs: pd.DataFrame, *, seed: int = SEED) -> pd.DataFrame:
    """Gi* of every place, with pseudo p-values and classes.

    values: by code, any real numbers, none missing (adding a constant changes nothing).
    pairs: `divipola`, `neighbour`, both ways; equal weights, the place itself included.
    Returns, in the order of `values`, `divipola`, `neighbours` (count), `z_modelled`,
    `p_modelled` (two-sided), `q_modelled` (the smallest share of false discoveries at which
    the place is significant) and `hotspot_modelled`, one of CLASSES, *not_significant*, or
    *not_tested* where a place has no neighbour. A tie with chance counts against
    significance, on both sides: esda's own pseudo p counts it for the lower one, which makes
    a cold spot of every place without coca among others without. The same seed gives the
    same result. Raises ValueError where a value is missing.
    """
    from scipy.stats import false_discovery_control  # slow to import, and only needed here

    if values.isna().any():
        raise ValueError("Hot spots need a value for every place.")
    pairs = pairs[pairs["divipola"].isin(values.index) & pairs["neighbour"].isin(values.index)]
    count = pairs.groupby("divipola").size().reindex(values.index, fill_value=0)
    tested = values[count > 0].sort_index()
    tests = pd.DataFrame(index=tested.index)
    if len(tested) and tested.min() < tested.max():
        tests["z"], tests["p"] = _g_star(tested, pairs, seed)
    else:  # all alike: nothing can stand out
        tests["z"], tests["p"] = 0.0, 1.0
    tests["q"] = false_discovery_control(tests["p"].to_numpy())
    tests = tests.reindex(values.index)
    side = np.where(tests["z"] > 0, "hot", "cold")
    kind = np.full(len(tests), NOT_SIGNIFICANT, dtype=object)
    for level, ending in sorted(LEVELS.items(), reverse=True):
        kind = np.where(tests["q"] <= level, np.char.add(side, f"_{ending}"), kind)
    return pd.DataFrame(
        {
            "divipola": values.index,
            "neighbours": count.to_numpy(),
            "z_modelled": tests["z"].to_numpy(),
            "p_modelled": tests["p"].to_numpy(),
            "q_modelled": tests["q"].to_numpy(),
            "hotspot_modelled": np.where(tests["z"].isna(), NOT_TESTED, kind),
        }
    )


def _g_star(values: pd.Series, pairs: pd.DataFrame, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """z and two-sided pseudo p of each value; values and pairs have the same codes."""
    from esda.getisord import G_Local  # slow to import, and only needed here
    from libpysal.graph import Graph

    order = pairs.sort_values(["divipola", "neighbour"])
    graph = Graph.from_arrays(
        order["divipola"].to_numpy(), order["neighbour"].to_numpy(), np.ones(len(order))
    )
    positive = (values - values.min()).to_numpy(float)  # G divides by the sum; z does not change
    above, below = np.zeros(len(values)), np.zeros(len(values))
    options = {"transform": "B", "star": True, "permutations": PERMUTATIONS, "n_jobs": 1}
    for turn in range(ROUNDS):
        with warnings.catch_warnings():  # of its own p-values, which are not used here
            warnings.simplefilter("ignore", DeprecationWarning)
            g = G_Local(positive, graph, seed=seed + turn, **options)
        above += (g.sim >= g.Gs - ROUNDING).sum(axis=0)
        below += (g.sim <= g.Gs + ROUNDING).sum(axis=0)
    one_sided = (np.minimum(above, below) + 1) / (ROUNDS * PERMUTATIONS + 1)
    return np.asarray(g.Zs), np.minimum(1, 2 * one_sided)
