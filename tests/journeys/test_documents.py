"""Documented corridors beside the model, on matrices small enough to check by hand."""

import numpy as np
import pandas as pd
import pytest

from geo.evidence import load
from geo.journeys import TravelTimes, documents

# A - B - C on a road, 1 h a leg; D an hour off B; an island that nothing reaches.
A, B, C, D, ISLAND = "00001", "00002", "00003", "00004", "00005"
HOURS = {(A, B): 1.0, (B, C): 1.0, (A, C): 2.0, (A, D): 2.0, (B, D): 1.0, (C, D): 2.0}


@pytest.fixture(scope="module")
def times():
    island = {(code, ISLAND): np.inf for code in (A, B, C, D)}
    return TravelTimes.from_pairs(
        pd.DataFrame(
            [(*pair, hours) for pair, hours in (HOURS | island).items()],
            columns=["from_divipola", "to_divipola", "hours"],
        )
    )


def corridor(*codes, name="COR"):
    order = [str(i + 1) for i in range(len(codes))]
    rows = pd.DataFrame({"corridor_id": name, "order": order, "divipola": list(codes)})
    return rows.assign(waypoint_evidence="named_in_source")


def test_detours_and_added_time_by_hand(times):
    corridors, places = documents(times, corridor(A, B, D, C))
    # A-B-D-C takes 1 + 1 + 2 = 4 h, A-C 2 h; D itself is 2 + 2 - 2 = 2 h off the way.
    assert corridors.iloc[0].tolist() == ["COR", A, C, 2.0, 2.0, 4, 3, 4, 3]
    assert places["divipola"].tolist() == [A, B, D, C]
    assert places["detour_h_modelled"].tolist() == [0, 0, 2, 0]


def test_only_what_sources_name_is_called_at(times):
    rows = corridor(A, B, D, C)
    rows.loc[rows["divipola"] == D, "waypoint_evidence"] = "on_main_road_or_river"
    corridors, places = documents(times, rows)
    # A-B-C takes 1 + 1 = 2 h, as A-C does: calling at the three that are named adds nothing.
    assert corridors.iloc[0].tolist() == ["COR", A, C, 2.0, 0.0, 4, 3, 3, 3]
    assert places["divipola"].tolist() == [A, B, D, C]
    one = rows.assign(waypoint_evidence=["named_in_source", *["schematic"] * 3])
    assert np.isnan(documents(times, one)[0]["added_h_modelled"].item())


def test_waypoints_go_by_number_not_by_text(times):
    rows = corridor(A, *[B] * 9, C).sample(frac=1, random_state=1)
    corridors, _ = documents(times, rows)
    assert corridors[["from_divipola", "to_divipola", "n_named"]].iloc[0].tolist() == [A, C, 3]


def test_the_last_municipality_is_the_end_even_if_passed_before(times):
    corridors, places = documents(times, corridor(A, C, B, C))
    assert places["divipola"].tolist() == [A, B, C]
    assert corridors[["to_divipola", "added_h_modelled"]].iloc[0].tolist() == [C, 0]


@pytest.mark.parametrize("codes", [(A,), (A, A), (A, B, A), (A, "99999"), (None, None)])
def test_a_corridor_without_two_different_ends_is_left_out(times, codes):
    corridors, places = documents(times, corridor(*codes))
    assert corridors.empty and places.empty


def test_waypoints_outside_the_matrix_are_passed_over(times):
    corridors, _ = documents(times, corridor("99999", A, None, C, "99999"))
    assert corridors[["from_divipola", "to_divipola", "n_named"]].iloc[0].tolist() == [A, C, 2]


def test_ends_without_connection_have_no_added_time(times):
    corridors, places = documents(times, corridor(A, B, ISLAND))
    assert np.isinf(corridors["hours_modelled"].item())
    assert np.isnan(corridors["added_h_modelled"].item())
    assert places["detour_h_modelled"].isna().all()


def test_real_corridors_end_where_their_last_municipality_is(times):
    waypoints = load("corridor_waypoints")
    corridors, _ = documents(TravelTimes.from_pairs(load("travel_time")), waypoints)
    ends = corridors.set_index("corridor_id")[["from_divipola", "to_divipola"]]
    # Over the Farallones to Buenaventura, which the line also cuts before Dagua; the Patía
    # river to the sea off Olaya Herrera.
    assert ends.loc["COR20"].tolist() == ["76364", "76109"]
    assert ends.loc["COR25"].tolist() == ["19532", "52490"]
    # COR09 stays in one municipality, COR11 comes back to the one where it begins.
    assert set(waypoints["corridor_id"]) - set(ends.index) == {"COR09", "COR11"}
