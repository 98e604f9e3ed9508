import warnings

import numpy as np
import pandas as pd
import pytest

from geo.answers.coca import coca_hotspots
from geo.journeys import TravelTimes
from geo.statistics.hotspots import CLASSES, NOT_SIGNIFICANT, NOT_TESTED, hotspots, within_hours

SIDE = 12


def grid() -> tuple[pd.Index, pd.DataFrame]:
    """A chessboard of 144 places and its pairs of neighbours by sides."""
    cells = [(x, y) for x in range(SIDE) for y in range(SIDE)]
    code = {cell: f"{cell[0]:02}{cell[1]:03}" for cell in cells}
    pairs = [
        (code[x, y], code[x + dx, y + dy])
        for x, y in cells
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))
        if (x + dx, y + dy) in code
    ]
    return pd.Index(code.values()), pd.DataFrame(pairs, columns=["divipola", "neighbour"])


CODES, PAIRS = grid()


def with_a_corner(high: float = 50.0) -> pd.Series:
    """Noise, and one corner of 16 cells far above it."""
    noise = pd.Series(np.random.default_rng(7).uniform(0, 10, len(CODES)), index=CODES)
    corner = [code for code in CODES if int(code[:2]) < 4 and int(code[2:]) < 4]
    noise[corner] += high
    return noise


def test_z_and_the_upper_pseudo_p_are_those_of_esda():
    from esda.getisord import G_Local
    from libpysal.graph import Graph

    values = with_a_corner()
    ordered = PAIRS.sort_values(["divipola", "neighbour"])
    graph = Graph.from_arrays(
        ordered["divipola"].to_numpy(), ordered["neighbour"].to_numpy(), np.ones(len(ordered))
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        theirs = G_Local(
            (values - values.min()).to_numpy(),
            graph,
            transform="B",
            star=True,
            permutations=9999,
            n_jobs=1,
            seed=1,
        )
    ours = hotspots(values, PAIRS)
    assert ours["z_modelled"].to_numpy() == pytest.approx(theirs.Zs)
    assert ours["p_modelled"].to_numpy() == pytest.approx(np.minimum(1, 2 * theirs.p_sim), abs=0.05)


def test_z_by_hand_on_a_line_of_four():
    values = pd.Series([0.0, 0.0, 3.0, 9.0], index=list("abcd"))
    pairs = pd.DataFrame(
        [("a", "b"), ("b", "a"), ("b", "c"), ("c", "b"), ("c", "d"), ("d", "c")],
        columns=["divipola", "neighbour"],
    )
    # d and c: sum 12, mean 3, s = sqrt(90 / 4 - 9), w = 2 of 4 places.
    expected = (12 - 3 * 2) / (np.sqrt(90 / 4 - 9) * np.sqrt((4 * 2 - 2**2) / 3))
    assert hotspots(values, pairs)["z_modelled"].iloc[3] == pytest.approx(expected)


def test_the_corner_is_found_and_the_noise_is_not():
    found = hotspots(with_a_corner(), PAIRS).set_index("divipola")["hotspot_modelled"]
    hot = set(found.index[found.str.startswith("hot")])
    inside = {code for code in CODES if int(code[:2]) < 4 and int(code[2:]) < 4}
    beside = {code for code in CODES if int(code[:2]) < 5 and int(code[2:]) < 5}
    assert {"00000", "01001", "02002"} <= hot <= beside
    assert len(hot & inside) > 10


def test_the_same_seed_gives_the_same_and_a_constant_changes_nothing():
    once, again = hotspots(with_a_corner(), PAIRS, seed=5), hotspots(with_a_corner(), PAIRS, seed=5)
    pd.testing.assert_frame_equal(once, again)
    moved = hotspots(with_a_corner() - 1000, PAIRS, seed=5)
    assert moved["hotspot_modelled"].tolist() == once["hotspot_modelled"].tolist()


@pytest.mark.parametrize("level", [0.0, 7.0])
def test_a_flat_field_has_no_spot(level):
    found = hotspots(pd.Series(level, index=CODES), PAIRS)
    assert (found["hotspot_modelled"] == NOT_SIGNIFICANT).all()
    assert (found["p_modelled"] == 1).all()


def test_noise_has_no_spot():
    values = pd.Series(np.random.default_rng(3).permutation(len(CODES)) * 1.0, index=CODES)
    assert (hotspots(values, PAIRS)["hotspot_modelled"] == NOT_SIGNIFICANT).all()


def test_many_zeros_are_no_cold_spot():
    values = pd.Series(0.0, index=CODES)
    values.iloc[::9] = 5.0
    found = hotspots(values, PAIRS)
    assert not found["hotspot_modelled"].str.startswith("cold").any()


def test_a_place_without_neighbours_is_not_tested_and_a_missing_value_is_refused():
    values = pd.concat([with_a_corner(), pd.Series({"99999": 4.0})])
    last = hotspots(values, PAIRS).iloc[-1]
    assert (last["hotspot_modelled"], last["neighbours"]) == (NOT_TESTED, 0)
    assert pd.isna(last["q_modelled"])
    with pytest.raises(ValueError, match="every place"):
        hotspots(values.mask(values == 4.0), PAIRS)


def test_false_discovery_over_all_places_by_hand():
    found = hotspots(with_a_corner(), PAIRS)
    ordered = found.sort_values("p_modelled", kind="stable")
    p, places = ordered["p_modelled"].to_numpy(), np.arange(1, len(found) + 1)
    by_hand = np.minimum.accumulate((p * len(p) / places)[::-1])[::-1]
    assert ordered["q_modelled"].to_numpy() == pytest.approx(np.minimum(1, by_hand))


def test_seats_within_hours():
    times = TravelTimes.from_pairs(
        pd.DataFrame(
            [("a", "b", 1.0), ("a", "c", 1.1), ("b", "c", np.nan)],
            columns=["from_divipola", "to_divipola", "hours"],
        )
    )
    near = within_hours(times, 1.0)
    assert list(zip(near["divipola"], near["neighbour"], strict=True)) == [("a", "b"), ("b", "a")]
    assert times.hours_from("a")["a"] == 0


def test_coca_stands_out_by_the_pacific_and_in_catatumbo(evidence):
    answer = coca_hotspots(evidence, 2024)
    assert (answer.matched, answer.unmatched) == (1119, 2)
    hot = answer.frame[answer.frame["hotspot_modelled"].isin(CLASSES[:2])]
    assert {"Roberto Payán", "Barbacoas", "San Calixto"} <= set(hot["municipality"])
    assert not answer.frame["hotspot_modelled"].str.startswith("cold").any()
    change = coca_hotspots(evidence, 2024, since=2014).frame
    cold = change[change["hotspot_modelled"].str.startswith("cold")]
    assert {"La Macarena", "Vistahermosa"} <= set(cold["municipality"])
    assert change["change_ha"].to_numpy() == pytest.approx(
        change["hectares"] - change["hectares_since"]
    )
    with pytest.raises(ValueError, match="earlier year"):
        coca_hotspots(evidence, 2010, since=2010)


def test_neighbours_by_hours_cite_the_travel_times_and_those_by_borders_the_shapes(evidence):
    by_hours, by_border = coca_hotspots(evidence, 2024, minutes=30), coca_hotspots(evidence, 2024)
    times = set(evidence.travel_time["source_ids"].head(1))
    assert times <= set(by_hours.source_ids) and not times & set(by_border.source_ids)
    assert by_hours.unmatched > by_border.unmatched  # seats with none within half an hour
