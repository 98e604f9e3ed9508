"""The joins on the real evidence, against answers worked out by hand or another way."""

import geopandas as gpd
import pytest

from geo.crs import metric
from geo.errors import BelowUncertainty
from geo.evidence import load
from geo.spatial import (
    areal_shares,
    assign_municipality,
    municipalities_crossed,
    municipalities_within_km,
    near_corridor,
    points_within_km,
    seat_of,
    shared_out,
)

CALI = "76001"


@pytest.fixture(scope="module")
def municipalities():
    return load("municipalities")


@pytest.fixture(scope="module")
def incidents():
    return load("incidents")


@pytest.fixture(scope="module")
def legs():
    return load("corridors_documented")


@pytest.fixture(scope="module")
def seats():
    return load("seats")


def strict(legs):
    return legs[legs["cauca_cali"].eq("strict") & legs["superseded_by"].fillna("").eq("")]


def test_the_country(municipalities):
    assert len(municipalities) == municipalities["divipola"].nunique() == 1121
    assert municipalities.geometry.is_valid.all()
    assert metric(municipalities).area.sum() / 1e6 == pytest.approx(1_138_802, abs=5)


def test_every_seat_lies_in_its_own_municipality(seats, municipalities):
    held = assign_municipality(seats[["geometry"]], municipalities)
    assert (held["divipola"] == seats["divipola"]).all()


def test_three_incidents_lie_outside_the_municipality_that_sources_state(incidents, municipalities):
    held = assign_municipality(incidents[["geometry"]], municipalities)
    outside = held["divipola"] != incidents["divipola"]
    stated = dict(zip(incidents["incident_id"][outside], held["divipola"][outside], strict=True))
    assert stated == {
        "CO-20250621-01": "19050",
        "CO-20251014-01": "76233",
        "CO-20260210-01": "19355",
    }
    assert outside.tolist() == incidents["outside_stated_municipality"].tolist()


def test_sea_and_abroad_belong_to_no_municipality(municipalities):
    spots = gpd.GeoSeries.from_xy([-78.5, -77.8, -76.53], [3.0, -1.5, 3.44], crs="EPSG:4326")
    held = assign_municipality(spots.to_frame("geometry"), municipalities)
    assert held["divipola"].isna().tolist() == [True, True, False]
    assert held["municipality"].iloc[2] == "Cali"


def test_named_and_merely_cut(legs, municipalities):
    """COR05 goes Suárez, Buenos Aires, Jamundí, Cali; Ruta 31's line also cuts Caloto."""
    rows = municipalities_crossed(legs, load("corridor_waypoints"), municipalities)
    naya = rows[rows["corridor_id"] == "COR05"].set_index("divipola")
    assert naya.index[naya["named"]].tolist() == ["19110", "19780", CALI, "76364"]
    ruta31 = rows[rows["corridor_id"] == "COR12"].set_index("divipola")
    assert ruta31.index[~ruta31["named"]].tolist() == ["19142", "76130"]


def test_km_add_up_to_the_length_of_the_lines_on_land(legs, municipalities):
    rows = municipalities_crossed(legs, load("corridor_waypoints"), municipalities)
    land = metric(municipalities).union_all()
    on_land = metric(legs).intersection(land).length.groupby(legs["corridor_id"]).sum() / 1000
    km = rows.groupby("corridor_id")["km"].sum()
    assert km.to_numpy() == pytest.approx(on_land.to_numpy(), abs=1e-3)


def test_incidents_near_the_strict_corridors(incidents, legs, municipalities):
    lines = strict(legs)
    assert lines["corridor_id"].nunique() == 7
    with pytest.raises(BelowUncertainty) as raised:
        near_corridor(incidents, lines, 5, municipalities)
    assert raised.value.uncertainty_km == 6
    found = near_corridor(incidents, lines, 10, municipalities)
    assert found["certainty"].value_counts().to_dict() == {"certain": 108, "possible": 89}
    bomb = found[found["incident_id"] == "CO-20250821-01"]
    assert bomb["certainty"].tolist() == ["certain"]
    whole = found[found["stands_for_municipality"] & found["certainty"].eq("certain")]
    assert set(whole["divipola"]) <= set(municipalities["divipola"])


def test_reach_of_cali(incidents, seats, municipalities):
    """Within 30 km of Cali's seat: Yumbo, Candelaria, Jamundí, Palmira, Puerto Tejada …"""
    within = municipalities_within_km(seats, CALI, 30)
    assert within["divipola"].iloc[0] == CALI
    assert {"76364", "76892", "76130", "76520", "19573"} <= set(within["divipola"])
    assert "19698" not in set(within["divipola"])
    found = points_within_km(incidents, seat_of(seats, CALI), 30, municipalities)
    assert found["certainty"].value_counts().to_dict() == {"certain": 33, "possible": 21}


def test_departments_as_shapes_conserve_people(municipalities):
    """Splitting each municipality by area over the departments gives every person back."""
    people = load("population").query("year == 2024")[["divipola", "population"]]
    cauca = municipalities[municipalities["department_code"].isin(["19", "76"])]
    departments = cauca.dissolve("department_code")[["geometry"]]
    out = shared_out(areal_shares(departments, cauca), people, extensive=["population"])
    stated = cauca.merge(people, on="divipola").groupby("department_code")["population"].sum()
    assert out["population_modelled"].to_numpy() == pytest.approx(stated.to_numpy(), rel=1e-6)


def test_nearness_agrees_with_one_pair_at_a_time(incidents, legs, municipalities):
    """Every incident that stands for itself, against every leg, by plain arithmetic."""
    lines = strict(legs)
    alone = incidents[~incidents["stands_for_municipality"].astype(bool)]
    found = near_corridor(alone, lines, 10, municipalities)
    told = dict(zip(found["incident_id"], found["certainty"], strict=True))
    spots, shapes = metric(alone), metric(lines)
    expected = {}
    for incident, spot, own in zip(
        spots["incident_id"], spots.geometry, spots["uncertainty_km"], strict=True
    ):
        away = shapes.distance(spot) / 1000
        if (away + shapes["uncertainty_km"]).min() + own <= 10:
            expected[incident] = "certain"
        elif (away - shapes["uncertainty_km"]).min() - own <= 10:
            expected[incident] = "possible"
    assert told == expected
