"""A reader's rows joined to the evidence: known places, certainty, sums, areas."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point, box

from geo.answers.answer import words
from geo.answers.areas import inside_areas
from geo.answers.joined import ADDED, CITIES, JOINS, joined, per_municipality
from geo.errors import BelowUncertainty
from geo.evidence import Evidence, columns
from geo.journeys import Scenario, loads, trips_of
from geo.spatial import near

CALI, POPAYAN, TIMBIQUI = "76001", "19001", "19809"


def rows(shapes, basis="point", divipola=None, **own):
    count = len(shapes)
    return gpd.GeoDataFrame(
        {**own, "row": range(1, count + 1), "basis": basis,
         "divipola": pd.array(divipola or [None] * count, "str")},
        geometry=shapes, crs=4326,
    )  # fmt: skip


def seat(evidence, code):
    return evidence.seats.set_index("divipola").geometry[code]


def test_a_point_at_a_seat(evidence):
    answer = joined(evidence, rows([seat(evidence, CALI), Point(-85, 0)], n=["a", "b"]))
    cali, sea = answer.frame.to_dict("records")
    assert (cali["divipola"], cali["municipality"], cali["department"]) == (
        CALI, "Cali", "Valle del Cauca",
    )  # fmt: skip
    assert cali["cali_km"] == 0 and cali["cali_hours_modelled"] == 0
    assert cali["bogota_km"] == pytest.approx(300.5, abs=0.1)
    people = evidence.population.query("divipola == @CALI")
    assert cali["population"] == people.loc[people["year"].idxmax(), "population"]
    trips = trips_of(Scenario(2024, ("19",), (CALI,), 6.0), evidence.travel_times, evidence.coca)
    assert cali["load_ha_modelled"] == loads(trips).set_index("divipola")["load_ha_modelled"][CALI]
    assert pd.isna(sea["divipola"]) and sea["n"] == "b" and pd.isna(sea["population"])
    assert (answer.matched, answer.unmatched) == (1, 1)


def test_every_added_column_is_described_and_modelled_ones_say_so(evidence):
    answer = joined(evidence, rows([Point(-76.5, 3.4)], uncertainty_km=[1.0]))
    assert set(ADDED) <= set(answer.frame.columns)
    assert {*answer.frame.columns} <= columns().keys()
    assert answer.basis == "mixed" and {c for c in answer.frame if c.endswith("_modelled")} == {
        c for c in ADDED if c.endswith("_modelled")
    }
    assert words(answer, "en") and words(answer, "es")


def test_what_is_not_asked_for_is_neither_joined_nor_cited(evidence):
    frame = rows([seat(evidence, CALI)])
    answer = joined(evidence, frame, distance_km=1.0, joins=["population"])
    assert list(answer.frame.columns) == [
        "row", "basis", *JOINS["place"], "population", "geometry",
    ]  # fmt: skip
    assert answer.basis == "reported"
    assert len(answer.source_ids) < len(joined(evidence, frame).source_ids)


def test_certain_and_possible_are_those_of_near(evidence):
    random = np.random.default_rng(3)
    spots = gpd.points_from_xy(random.uniform(-78, -74, 200), random.uniform(1, 7, 200))
    frame = rows(spots, uncertainty_km=random.uniform(0, 30, 200).round(1))
    found = joined(evidence, frame, distance_km=25).frame
    asked = frame.assign(stands_for_municipality=False, divipola="")
    legs = evidence.corridors_documented
    told = near(asked, legs[legs["superseded_by"].isna()], 25, evidence.municipalities)
    expected = told.set_index("row")["certainty"].reindex(found["row"])
    assert found["corridor_within"].fillna("").tolist() == expected.fillna("").tolist()
    kms = told.set_index("row")["distance_km"]
    printed = found.set_index("row")["corridor_km"][kms.index]
    assert printed.to_numpy() == pytest.approx(kms.to_numpy(), abs=0.051)
    assert printed.equals(printed.round(1))  # never to the metre: the line is uncertain by more


def test_of_corridors_as_near_the_one_whose_documents_name_the_leg(evidence):
    """Between Pasto and Tangua lie COR27, COR29 and, put in to draw its line, COR28."""
    legs = evidence.corridors_documented.set_index(["corridor_id", "from_place", "to_place"])
    middle = legs.geometry["COR28", "Tangua", "Pasto"].interpolate(0.5, normalized=True)
    named = legs.index[legs["is_schematic"].eq(False)]
    turned = Evidence()
    turned._layers["corridors_documented"] = evidence.corridors_documented.iloc[::-1]
    for held in (evidence, turned):
        row = joined(held, rows([middle])).frame.iloc[0]
        assert (row["corridor_id"], row["corridors_tied"], row["corridor_km"]) == ("COR27", 3, 0)
    assert ("COR27", "Pasto", "Tangua") in named


def test_a_superseded_corridor_is_never_the_nearest(evidence):
    legs = evidence.corridors_documented
    old = legs[legs["corridor_id"] == "COR16"].geometry
    spots = [line.interpolate(0.5, normalized=True) for line in old]
    found = joined(evidence, rows(spots)).frame
    assert "COR16" not in set(found["corridor_id"])
    assert (found["corridors_tied"] >= 1).all()


def test_a_row_by_code_stands_for_its_whole_municipality(evidence):
    """Timbiquí is larger than 20 km: near a corridor it is possible, never certain."""
    found = joined(evidence, rows([None, None], "code", [TIMBIQUI, CALI])).frame
    assert found["divipola"].tolist() == [TIMBIQUI, CALI]
    assert found["corridor_within"].tolist() == ["possible", "certain"]
    assert found["cali_km"].iloc[1] == 0 and found["cali_km"].iloc[0] > 50


def test_below_the_uncertainty_of_the_lines_there_is_no_answer(evidence):
    with pytest.raises(BelowUncertainty):
        joined(evidence, rows([Point(-76.5, 3.4)]), distance_km=10)


def test_nothing_to_join(evidence):
    answer = joined(evidence, rows([]))
    assert answer.frame.empty and set(CITIES.values()) <= {
        c.removesuffix("_km") for c in answer.frame.columns
    }


def test_sums_and_means_by_municipality(evidence):
    spots = [seat(evidence, c) for c in (CALI, CALI, POPAYAN)] + [Point(-85, 0)]
    frame = rows(spots, dead=[1.0, 2.0, None, 8.0], rate=[1.0, 3.0, 5.0, 7.0])
    answer = per_municipality(joined(evidence, frame), sums=["dead"], means=["rate"])
    cali, popayan = answer.frame.to_dict("records")
    assert (cali["divipola"], cali["rows"], cali["dead_sum"], cali["rate_mean"]) == (CALI, 2, 3, 2)
    assert popayan["rows"] == 1 and pd.isna(popayan["dead_sum"])
    assert popayan["dead_without_figure"] == 1 and answer.unmatched == 1
    with pytest.raises(ValueError, match="municipality"):
        per_municipality(joined(evidence, frame), sums=["municipality"])


def test_areas_share_out_what_they_cut(evidence):
    """A municipality's own polygon holds all of it; two halves of a box add up to the box."""
    polygon = evidence.municipalities.set_index("divipola").geometry[TIMBIQUI]
    halves = [box(-77, 2, -76.5, 3), box(-76.5, 2, -76, 3)]
    areas = gpd.GeoDataFrame(
        geometry=[polygon, box(-77, 2, -76, 3), *halves, box(-90, 0, -89, 1)], crs=4326
    )
    totals, overlaps = inside_areas(evidence, areas, rows=rows([Point(-76.2, 2.5), None]))
    frame = totals.frame
    people = evidence.population.query("divipola == @TIMBIQUI")
    assert frame["population_modelled"][0] == pytest.approx(
        people.loc[people["year"].idxmax(), "population"], rel=1e-3
    )
    for name in ("area_km2", "population_modelled", "hectares_modelled"):
        assert frame[name][1] == pytest.approx(frame[name][2] + frame[name][3], rel=1e-4)
    assert frame["own_rows"].tolist() == [0, 1, 0, 1, 0]
    assert frame["municipalities"][4] == 0 and pd.isna(frame["population_modelled"][4])
    assert frame["incidents_inside_certain"][1] >= frame["incidents_inside_certain"][2:4].sum()
    assert overlaps.frame.groupby("area")["share_of_shape"].sum().max() < 1 + 1e-6
    assert {*frame.columns, *overlaps.frame.columns} <= columns().keys()
    assert words(totals, "en").count("Area") == words(totals, "es").count("Área") == 3
    assert (totals.matched, totals.unmatched) == (1, 1) and "1 has no position" in words(
        totals, "en"
    )


def test_a_border_from_elsewhere_counts_no_neighbour(evidence):
    """A municipality's polygon, simplified, cuts slivers off others: they are told apart."""
    place = evidence.municipalities.set_index("divipola").loc[TIMBIQUI]
    area = gpd.GeoDataFrame(geometry=[place.geometry.simplify(0.003)], crs=4326)
    totals, overlaps = inside_areas(evidence, area, rows=rows([None, None]))
    assert overlaps.frame["divipola"].tolist() == [TIMBIQUI]
    assert totals.frame["municipalities"].tolist() == [1]
    own = evidence.aid_footprints.query("divipola == @TIMBIQUI")["programme_id"].nunique()
    assert totals.frame["programmes"].tolist() == [own]
    assert "with Argelia" in words(totals, "en")
    assert totals.frame["own_rows"].isna().all() and (totals.matched, totals.unmatched) == (0, 2)
