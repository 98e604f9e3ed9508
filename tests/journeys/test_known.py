"""The known answers of the open model: all Cauca, to Cali, on the real layers."""

import pandas as pd
import pytest

from geo.evidence import load
from geo.journeys import TravelTimes, documents, journeys, legs, lines, loads

CALI = "76001"
NAMES = {
    "Jamundí": "76364",
    "Villa Rica": "19845",
    "Santander de Quilichao": "19698",
    "Piendamó": "19548",
    "Popayán": "19001",
    "Puerto Tejada": "19573",
    "Cajibío": "19130",
    "Rosas": "19622",
    "Caloto": "19142",
    "Timbío": "19807",
    "Argelia": "19050",
    "Suárez": "19780",
    "Buenos Aires": "19110",
    "Patía": "19532",
    "El Tambo": "19256",
    "Corinto": "19212",
    "Miranda": "19455",
    "Florida": "76275",
    "Candelaria": "76130",
    "Cali": CALI,
}


@pytest.fixture(scope="module")
def times():
    return TravelTimes.from_pairs(load("travel_time"))


@pytest.fixture(scope="module")
def coca():
    return load("coca")


def cauca(coca, year):
    rows = coca[(coca["year"] == year) & (coca["department_code"] == "19")]
    return rows.set_index("divipola")["hectares"]


@pytest.fixture(scope="module")
def trips(times, coca):
    return journeys(times, cauca(coca, 2024), [CALI])


@pytest.mark.parametrize(
    ("place", "expected", "low", "high"),
    [
        ("Jamundí", 94.9, 89.8, 100),
        ("Villa Rica", 86.6, 86.6, 86.6),
        ("Santander de Quilichao", 86.5, 86.5, 86.5),
        ("Piendamó", 79.9, 79.9, 79.9),
        ("Popayán", 73.7, 69.8, 77.5),
        ("Puerto Tejada", 51.2, 15.7, 86.6),
        ("Cajibío", 48.8, 17.8, 79.7),
        ("Rosas", 45.7, 41.8, 49.5),
        ("Caloto", 43.4, 0.1, 86.6),
        ("Timbío", 41.8, 41.8, 41.8),
        ("Argelia", 21.8, 15.6, 28.0),
        ("Suárez", 10.4, 7.6, 13.2),
        ("Buenos Aires", 9.6, 5.8, 13.4),
    ],
)
def test_loads_of_2024(trips, place, expected, low, high):
    row = loads(trips).set_index("divipola").loc[NAMES[place]] * 100
    found = row[["share_modelled", "share_low_modelled", "share_high_modelled"]].round(1)
    assert list(found) == [expected, low, high]


def test_the_hectares_are_all_of_caucas(trips):
    assert trips.sent["hectares"].sum() == pytest.approx(36876.50, abs=0.005)


@pytest.mark.parametrize(
    ("year", "percent"), [(2001, 99.9), (2010, 100.0), (2019, 93.9), (2024, 86.5)]
)
def test_santander_by_year(times, coca, year, percent):
    found = loads(journeys(times, cauca(coca, year), [CALI])).set_index("divipola")
    assert round(found["share_modelled"]["19698"] * 100, 1) == percent


@pytest.mark.parametrize(
    ("origin", "way"),
    [
        (
            "Argelia",
            "Argelia Patía Rosas Timbío Popayán Piendamó Santander_de_Quilichao Villa_Rica Cali",
        ),
        ("Corinto", "Corinto Miranda Florida Candelaria Cali"),
        ("El Tambo", "El_Tambo Popayán Piendamó Santander_de_Quilichao Villa_Rica Cali"),
    ],
)
def test_ways_drawn(trips, origin, way):
    ways = lines(trips).set_index("divipola")["stops"]
    assert list(ways[NAMES[origin]]) == [NAMES[p.replace("_", " ")] for p in way.split()]


def test_every_way_adds_to_no_more_than_its_journey(times, trips):
    for way in lines(trips).itertuples():
        added = sum(times.hours_from(a)[b] for a, b in zip(way.stops, way.stops[1:], strict=False))
        assert added <= times.hours_from(way.divipola)[CALI] + 1e-9
    drawn = legs(lines(trips))
    assert drawn["load_ha_modelled"].max() <= trips.sent["hectares"].sum()
    into_cali = drawn.loc[drawn["to_divipola"] == CALI, "load_ha_modelled"].sum()
    assert into_cali == pytest.approx(36876.50, abs=0.005)


def test_within_six_hours(times, coca):
    near = journeys(times, cauca(coca, 2024), [CALI], limit_h=6)
    assert near.sent["hectares"].sum() == pytest.approx(30567.30, abs=0.005)
    beyond = near.origins[near.origins["status"] == "beyond_limit"]
    assert beyond["hectares"].sum() == pytest.approx(6309.20, abs=0.005)
    assert set(beyond["divipola"]) == {"19318", "19809", "19418"}


def test_all_of_colombia_reaches_cali(times, coca):
    rows = coca[coca["year"] == 2024].set_index("divipola")["hectares"]
    trips = journeys(times, rows, [CALI])
    assert set(trips.origins["status"]) == {"sent"}
    assert len(trips.sent) == 180
    assert trips.sent["hectares"].sum() == pytest.approx(261386.17, abs=0.005)
    assert loads(trips)["load_high_ha_modelled"].max() <= 261386.17 + 0.005


def test_documents_beside_the_model(times):
    corridors, places = documents(times, load("corridor_waypoints"))
    corridors = corridors.set_index("corridor_id")
    detour = places.set_index(["corridor_id", "divipola"])["detour_h_modelled"].round(1)
    counts = ["n_passed", "n_on_way", "n_named", "n_named_on_way"]
    assert list(corridors.loc["COR04", counts]) == [15, 12, 8, 7]
    assert [detour["COR04", c] for c in ("52786", "19137", "19450")] == [0.5, 0.4, 0.3]
    assert list(corridors.loc["COR05", counts]) == [4, 4, 4, 4]
    ruta_31 = [detour["COR12", NAMES[p]] for p in ("Corinto", "Miranda", "Florida")]
    assert ruta_31 == [0.6, 0.6, 0.6]
    assert detour["COR12", "76563"] == 0.7
    # Points put in to draw a line are not called at: COR29 passes 34 municipalities, 5 named.
    added = corridors["added_h_modelled"].round(1)
    assert added[["COR04", "COR12", "COR26", "COR29"]].tolist() == [0.5, 0.7, 1.2, 0.0]
    assert corridors[counts].sum().tolist() == [217, 164, 98, 79]
    assert detour["COR13", "19300"] == 0.3


def test_times_of_the_pack(times):
    known = {"76364": 0.2, "19698": 0.5, "19001": 1.3, "19050": 3.4, "11001": 4.3, "52835": 6.1}
    assert {c: times.hours_from(c)[CALI] for c in known} == pytest.approx(known)
    assert "94663" not in times and "94343" in times
    assert pd.isna(times.hours_from(CALI).get("91430"))
