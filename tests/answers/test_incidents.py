"""Incidents: filters, what emptied them, nearness, sums that say what has no figure."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from geo.answers import incidents
from geo.answers.answer import words
from geo.errors import BelowUncertainty
from geo.evidence import load

FIRST, LAST = "2018-01-27", "2026-09-30"


@pytest.fixture(scope="module")
def rows():
    return load("incidents")


@pytest.fixture(scope="module")
def places():
    return [load(name) for name in ("corridors_documented", "seats", "municipalities")]


def asked(rows, within=None, start=FIRST, end=LAST, **choices):
    kept = incidents.fits(rows, choices, start, end, within)
    return kept, incidents.incidents(rows, kept, within)


def test_without_filters_all_rows_are_kept_and_no_filter_is_named(rows):
    kept, answer = asked(rows, event_type=[])
    assert kept == {}
    assert (answer.matched, answer.unmatched) == (246, 0)


def test_the_wave_of_10_june_2025_has_17_rows(rows):
    _, answer = asked(rows, wave_id=["WAVE-20250610"])
    assert len(answer.frame) == 17
    assert set(answer.frame["date"]) == {"2025-06-10"}


def test_counts_and_statuses_are_those_of_the_notes(rows):
    assert asked(rows, counts_as_attack=[True])[1].matched == 233
    by_status = {s: asked(rows, attribution_status=[s])[1].matched for s in ("claimed", "unknown")}
    assert by_status == {"claimed": 8, "unknown": 35}
    assert asked(rows, actor_group=["ELN"])[1].matched == 9
    assert asked(rows, location_precision=["municipal_seat"])[1].matched == 71


def test_sums_say_how_many_rows_have_no_figure(rows):
    _, answer = asked(rows)
    killed = next(s for s in answer.sentences if s.key == "answers_incidents.sum_killed_range")
    assert killed.values == {"low": 293, "high": 298, "known": 226, "unknown": 20}
    assert rows["killed_low"].isna().sum() == 20
    assert "rows without a figure: 20, which is not zero" in words(answer, "en")
    assert "filas sin cifra: 20" in words(answer, "es")


def test_a_sum_of_blanks_is_no_zero(rows):
    one = rows[rows["killed_low"].isna() & rows["injured_low"].isna()].head(1)
    said = words(incidents.incidents(one, {}), "en")
    assert "Killed: no figure in any row (1), which is not zero" in said
    assert "Injured: no figure in any row (1)" in said


def test_the_filter_that_emptied_is_named_with_the_rows_it_hides(rows):
    kept, answer = asked(rows, wave_id=["WAVE-20250610"], department_code=["13"])
    assert answer.frame.empty
    assert incidents.emptied_by(kept) == {"department_code": 17, "wave_id": 2}
    kept, answer = asked(rows, start="2019-02-01", end="2019-02-28")
    assert incidents.emptied_by(kept) == {"days": 246}
    kept, _ = asked(rows, start="2019-02-01", end="2019-02-28", department_code=["13"])
    assert incidents.emptied_by(kept) == {"days": 2}


def test_where_no_single_filter_helps_none_is_blamed(rows):
    kept, answer = asked(
        rows,
        start="2019-02-01",
        end="2019-02-28",
        department_code=["13"],
        wave_id=["WAVE-20250610"],
    )
    assert answer.frame.empty and incidents.emptied_by(kept) == {}


def test_near_a_city_tells_certain_from_possible(rows, places):
    found = incidents.near(rows, "76001", 30, *places)
    certain = incidents.near(rows, "76001", 30, *places, certain_only=True)
    assert 0 < len(certain) < len(found)
    assert set(certain["certainty"]) == {"certain"}
    assert "CO-20250821-01" in set(certain["incident_id"])
    _, answer = asked(rows, found)
    assert answer.matched == len(found)
    assert {"certainty", "distance_km"} <= set(answer.frame.columns)
    assert "certainly" in words(answer, "en")


def test_near_corridors_leaves_superseded_ones_out_and_refuses_too_fine_a_distance(rows, places):
    near_all = incidents.near(rows, incidents.CORRIDORS, 20, *places)
    assert "COR16" not in set(near_all["corridor_ids"].str.split(";").explode())
    near_one = incidents.near(rows, "COR12", 20, *places)
    assert set(near_one["corridor_ids"]) == {"COR12"}
    assert set(near_one.index) <= set(near_all.index)
    with pytest.raises(BelowUncertainty):
        incidents.near(rows, incidents.CORRIDORS, 2, *places)
    with pytest.raises(KeyError):
        incidents.near(rows, "00000", 20, *places)


def test_a_seat_that_stands_for_its_municipality_is_certain_only_when_all_of_it_is_within(places):
    legs, seats, _ = places
    seat = seats[seats["divipola"] == "76001"].geometry.iloc[0]
    stand_in = gpd.GeoDataFrame(
        {"divipola": ["1"], "uncertainty_km": [5.0], "stands_for_municipality": [True]},
        geometry=[Point(seat.x, seat.y)],
        crs=4326,
    )
    small, large = (box(seat.x - d, seat.y - d, seat.x + d, seat.y + d) for d in (0.05, 0.5))
    for shape, certainty in ((small, "certain"), (large, "possible")):
        whole = gpd.GeoDataFrame({"divipola": ["1"]}, geometry=[shape], crs=4326)
        found = incidents.near(stand_in, "76001", 20, legs, seats, whole)
        assert list(found["certainty"]) == [certainty]


def test_figures_that_differ_are_those_with_a_range(rows):
    differing = incidents.differing(rows)
    assert "CO-20250821-01" in set(differing["incident_id"])
    spread = (differing["killed_low"] < differing["killed_high"]).fillna(False) | (
        differing["injured_low"] < differing["injured_high"]
    ).fillna(False)
    assert spread.all()


def test_figures_keep_blanks_blank_and_superseded_ones_marked(rows):
    one = rows[rows["incident_id"] == "CO-20250821-01"]
    answer = incidents.casualty_figures(one, load("casualty_reports"), load("sources"))
    assert len(answer.frame) == 12
    assert answer.frame["killed"].isna().sum() == 2
    standing = answer.frame[~answer.frame["superseded"].astype(bool)]
    assert set(standing["killed"].dropna()) == {6, 7}
    several = answer.frame["source_ids"].str.contains(";")
    assert several[~answer.frame["source_recorded"]].all()
    assert (~load("casualty_reports")["source_recorded"]).sum() == 146
    none = rows[~rows["incident_id"].isin(load("casualty_reports")["incident_id"])].head(1)
    empty = incidents.casualty_figures(none, load("casualty_reports"), load("sources"))
    assert empty.frame.empty and "not zero" in words(empty, "en")


def test_empty_frames_are_answered(rows):
    assert pd.isna(incidents.incidents(rows, {"x": rows["date"] < "1900"}).frame["date"].min())
