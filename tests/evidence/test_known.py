"""Known answers of the layers, worked by hand or stated by their sources."""

import gzip
import json

import geopandas as gpd
import numpy as np
import pytest

from geo.crs import metric
from geo.evidence import load
from geo.evidence.catalogue import DATA


@pytest.fixture(scope="module")
def layer():
    held = {}

    def get(name):
        return held.setdefault(name, load(name))

    return get


def test_municipalities_are_one_valid_coverage_of_the_stated_area(layer):
    units = layer("municipalities")
    assert len(units) == 1121
    assert units.is_valid.all()
    assert units.is_valid_coverage()
    assert metric(units).area.sum() / 1e6 == pytest.approx(1138802, abs=5)
    assert list(units["divipola"]) == sorted(units["divipola"])
    assert layer("departments")["department_code"].is_unique
    assert len(layer("departments")) == 33


def test_seats_say_how_they_were_found(layer):
    seats = layer("seats")
    assert seats["basis"].value_counts().to_dict() == {"geonames": 1086, "point_inside_polygon": 35}
    inside = seats[seats["basis"] == "point_inside_polygon"]
    assert not inside["department_code"].isin(["19", "76"]).any()
    assert set(inside["source_ids"]) == {"G_DANE_MGN_2021"}


@pytest.mark.parametrize(
    ("where", "hectares"),
    [
        ({}, 261386.17),
        ({"department_code": "19"}, 36876.50),
        ({"department_code": "76"}, 3651.63),
        ({"divipola": "19256"}, 10326.00),
    ],
)
def test_coca_of_2024(layer, where, hectares):
    rows = layer("coca").query("year == 2024")
    for column, code in where.items():
        rows = rows[rows[column] == code]
    assert rows["hectares"].sum() == pytest.approx(hectares, abs=0.005)


def test_coca_counts_a_merged_area_with_its_municipality(layer):
    coca = layer("coca")
    assert len(coca) == 4567
    assert coca["divipola"].nunique() == 318
    assert "94663" not in set(coca["divipola"])
    assert (coca["hectares"] > 0).all()


def test_population(layer):
    people = layer("population")
    sums = people.groupby("year")["population"].sum()
    assert sums[2018] == 48258494
    assert sums[2024] == 52695952
    assert (people["men"] + people["women"] == people["population"]).all()
    assert people["year"].min() == 2012


def test_travel_times(layer):
    times = layer("travel_time").set_index(["from_divipola", "to_divipola"])["hours"]
    # 1,121 codes in the matrix, less 94663: every pair of the others once.
    assert len(times) == 1120 * 1119 // 2
    assert all(a < b for a, b in times.index[:: len(times) // 500])
    to_cali = {"76364": 0.2, "19698": 0.5, "19001": 1.3, "19050": 3.4, "11001": 4.3, "19418": 16.2}
    for code, hours in to_cali.items():
        assert times[tuple(sorted((code, "76001")))] == hours
    assert np.isinf(times[("05001", "88001")])
    assert "91430" not in times.index.get_level_values(0)
    assert times.isna().any()


def test_legs_lie_straight_between_their_waypoints(layer):
    legs, stops = layer("corridors_documented"), layer("corridor_waypoints")
    assert legs["corridor_id"].nunique() == 31
    assert len(legs) == len(stops) - 31 == 343
    assert legs["is_schematic"].sum() == 85
    stops = stops.set_index(["corridor_id", "order"])
    for leg in legs.itertuples():
        a, b = (stops.loc[(leg.corridor_id, leg.leg + k)] for k in (0, 1))
        assert list(leg.geometry.coords) == [*a.geometry.coords, *b.geometry.coords]
        assert (leg.from_place, leg.to_place) == (a.place, b.place)
        assert leg.uncertainty_km == max(a.uncertainty_km, b.uncertainty_km)
        schematic = "schematic" in (a.waypoint_evidence, b.waypoint_evidence)
        assert leg.is_schematic == schematic
        assert set(a.source_ids.split(";")) <= set(leg.source_ids.split(";"))


def test_strict_corridors_from_cauca_to_cali(layer):
    legs = layer("corridors_documented")
    strict = legs.loc[legs["cauca_cali"] == "strict", "corridor_id"].unique()
    assert list(strict) == [f"COR{n:02}" for n in (3, 4, 5, 12, 13, 15, 16, 19)]
    old = legs.loc[legs["superseded_by"].notna(), ["corridor_id", "superseded_by"]]
    assert set(map(tuple, old.to_numpy())) == {("COR16", "COR15")}


def test_incidents_flag_points_outside_and_seats_that_stand_for_a_municipality(layer):
    rows = layer("incidents").set_index("incident_id")
    assert len(rows) == 246
    outside = rows.index[rows["outside_stated_municipality"]]
    assert set(outside) == {"CO-20250621-01", "CO-20251014-01", "CO-20260210-01"}
    assert rows["stands_for_municipality"].sum() == 52
    whole = rows[rows["stands_for_municipality"].astype(bool)]
    assert whole["uncertainty_km"].between(5, 34).all()


def test_incidents_in_words(layer):
    rows = layer("incidents").set_index("incident_id")
    bomb = rows.loc["CO-20250821-01"]
    assert bomb["casualty_text_en"] == "6–7 killed, 77–78 hurt"
    assert bomb["casualty_text_es"] == "6–7 muertos, 77–78 heridos"
    assert bomb["place_text_en"].endswith("Cali, Valle del Cauca")
    school = rows.loc["CO-20190117-01"]
    assert school["casualty_text_en"] == "23 killed (includes presumed attackers), 68 hurt"
    silent = rows[rows["killed_low"].isna() & rows["injured_low"].isna()]
    assert set(silent["casualty_text_en"]) == {"No figure in what was read"}
    assert set(silent["casualty_text_es"]) == {"Sin cifra en lo leído"}


def test_ranges_hold_the_preferred_figure(layer):
    rows = layer("incidents")
    for what in ("killed", "injured"):
        known = rows[rows[what].notna()]
        assert (known[f"{what}_low"] <= known[what]).all()
        assert (known[what] <= known[f"{what}_high"]).all()


def test_armed_structures_have_years(layer):
    rows = layer("armed_structures").drop_duplicates("period").set_index("period")
    years = rows[["start_year", "end_year"]].astype("Int64")
    for period, expected in {
        "2018–2026": (2018, 2026),
        "2024-10": (2024, 2024),
        "c. 2024–2025": (2024, 2025),
        "c. 2021": (2021, 2021),
    }.items():
        assert tuple(years.loc[period]) == expected


def test_aid(layer):
    footprints = layer("aid_footprints")
    assert footprints["divipola"].isna().sum() == 62
    assert footprints["department"].notna().all()
    assert len(layer("aid_programmes")) == 60
    year = layer("aid_series").query("fiscal_year_text == '1976tq'")
    assert len(year)
    ended = layer("aid_programmes").query("status_code == 'terminated'")
    assert ended.loc[ended["end_date"].notna(), "end_is_planned"].all()


def test_cities_stand_at_their_seats(layer):
    cities = layer("cities").set_index("city")
    assert cities["divipola"].to_dict() == {
        "Barranquilla": "08001",
        "Bogotá": "11001",
        "Cali": "76001",
        "Cartagena": "13001",
        "Medellín": "05001",
    }
    assert set(cities.index[cities["travelled_to_washington"]]) == {"Medellín", "Cali"}
    assert cities.loc["Bogotá", "population"] == 7929539


def test_display_municipalities_keep_the_coverage_and_the_order(layer):
    path = DATA / "layers" / "display" / "municipalities.json"
    content = path.read_bytes()
    assert len(content) <= 1_200_000
    assert len(gzip.compress(content)) <= 300_000
    features = json.loads(content)["features"]
    shown = gpd.GeoDataFrame.from_features(features, crs=4326)
    assert list(shown["i"]) == list(range(1121))
    assert list(shown["divipola"]) == list(layer("municipalities")["divipola"])
    assert shown.is_valid.all()
    assert shown.is_valid_coverage()
    departments = gpd.read_file(path.with_name("departments.json"))
    assert metric(departments).area.sum() == pytest.approx(metric(shown).area.sum())


@pytest.mark.parametrize(
    ("name", "stems"),
    [
        ("incidents", ["title"]),
        ("corridors_documented", ["direction", "attribution", "description"]),
        ("certification_record", ["event"]),
        ("claims", ["claim", "record"]),
        ("aid_account_flags", ["reading"]),
        ("cities", ["metro_notes"]),
    ],
)
def test_texts_are_told_in_both_languages(layer, name, stems):
    frame = layer(name)
    for stem in stems:
        assert (frame[f"{stem}_en"] != frame[f"{stem}_es"]).all()


def test_the_polices_count_stands_apart_from_the_census(layer):
    rows = layer("coca_national")
    police = rows[rows["counted_by"] == "police"]
    assert police[["year", "counted_as_of", "hectares"]].to_numpy().tolist() == [
        [2022, "2022", 230588],
        [2025, "2025-08", 262179],
    ]
    census = rows[rows["counted_by"] == "unodc_simci"]
    assert len(police) + len(census) == len(rows) == 87
    assert (census["counted_as_of"] == census["year"].astype("str") + "-12-31").all()


def test_fiscal_year_2026_is_a_proposal_and_two_parts(layer):
    rows = layer("aid_accounts").query("fiscal_year == 2026")
    amounts = rows.set_index(["measure", "account"])["amount_usd"] / 1e6
    assert amounts["committee_proposal"].to_dict() == {
        "ALL_STATE_USAID": 209,
        "FMF": 38.25,
        "INCLE": 103,
        "OTHER_FUNCTION_150": 67,
    }
    assert amounts["enacted"].to_dict() == {"OTHER_FUNCTION_150": 40}


def test_journeys_told_by_sources_keep_their_words_to_the_editors(layer):
    rows = layer("journey_times")
    assert len(rows) == 143
    assert "where_in_source" not in rows
    pairs = rows[["from_divipola", "to_divipola"]].apply(lambda p: tuple(sorted(p)), axis=1)
    assert pairs.nunique() == 77
    assert rows["mode"].value_counts().to_dict() == {"bus": 103, "car": 39, "lorry": 1}
    assert (~rows["comparable"]).sum() == 7
    assert (rows["hours_low"] <= rows["hours_high"]).all()
    assert rows["source_ids"].str.startswith("JT_").all()


def test_a_zero_of_an_incident_stands_in_a_report_with_its_source(layer):
    reports, incidents = layer("casualty_reports"), layer("incidents")
    for what in ("killed", "injured"):
        zero = set(incidents.loc[incidents[what] == 0, "incident_id"])
        told = reports[(reports[what] == 0) & reports["source_ids"].notna()]
        assert zero and zero <= set(told["incident_id"])
