"""Incidents: filters, what emptied them, nearness, sums that say what has no figure."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from geo.answers import incidents
from geo.answers.answer import words
from geo.answers.incidents import Filters
from geo.errors import BelowUncertainty
from tests.held import Held

FIRST, LAST = "2018-01-27", "2026-09-30"


@pytest.fixture(scope="module")
def rows(evidence):
    return evidence.incidents


@pytest.fixture
def ask(evidence):
    """What the filters keep: `start`, `end`, codes by column, and the other filters."""

    def incidents_of(start=FIRST, end=LAST, attacks=False, **codes):
        chosen = tuple((name, tuple(them)) for name, them in codes.items())
        filters = Filters((start, end), chosen, attacks)
        return filters, incidents.incidents(evidence, filters)

    return incidents_of


def test_without_filters_all_rows_are_kept_and_no_filter_is_named(evidence, ask):
    kept, answer = ask(event_type=[])
    assert incidents.fits(evidence, kept).empty
    assert (answer.matched, answer.unmatched) == (246, 0)


def test_the_wave_of_10_june_2025_has_17_rows(ask):
    _, answer = ask(wave_id=["WAVE-20250610"])
    assert len(answer.frame) == 17
    assert set(answer.frame["date"]) == {"2025-06-10"}


def test_counts_and_statuses_are_those_of_the_notes(ask):
    assert ask(attacks=True)[1].matched == 233
    by_status = {s: ask(attribution_status=[s])[1].matched for s in ("claimed", "unknown")}
    assert by_status == {"claimed": 8, "unknown": 35}
    assert ask(actor_group=["ELN"])[1].matched == 9
    assert ask(location_precision=["municipal_seat"])[1].matched == 71


def test_sums_say_how_many_rows_have_no_figure(rows, ask):
    _, answer = ask()
    killed = answer.said["sum_killed"]
    assert killed.values == {"figures": (293, 298), "apart": True, "known": 226, "unknown": 20}
    assert rows["killed_low"].isna().sum() == 20
    assert "rows without a figure: 20, which is not zero" in words(answer, "en")
    assert "filas sin cifra: 20" in words(answer, "es")


def test_a_sum_of_blanks_is_no_zero(rows):
    one = rows[rows["killed_low"].isna() & rows["injured_low"].isna()].head(1)
    said = words(incidents.incidents(Held(incidents=one), Filters()), "en")
    assert "Killed: no figure in any row (1), which is not zero" in said
    assert "Injured: no figure in any row (1)" in said


def test_the_filter_that_emptied_is_named_with_the_rows_it_hides(evidence, ask):
    kept, answer = ask(wave_id=["WAVE-20250610"], department_code=["13"])
    assert answer.frame.empty
    assert incidents.emptied_by(evidence, kept) == {"department_code": 17, "wave_id": 2}
    kept, answer = ask(start="2019-02-01", end="2019-02-28")
    assert incidents.emptied_by(evidence, kept) == {"days": 246}
    kept, _ = ask(start="2019-02-01", end="2019-02-28", department_code=["13"])
    assert incidents.emptied_by(evidence, kept) == {"days": 2}


def test_where_no_single_filter_helps_none_is_blamed(evidence, ask):
    kept, answer = ask(
        start="2019-02-01", end="2019-02-28", department_code=["13"], wave_id=["WAVE-20250610"]
    )
    assert answer.frame.empty and incidents.emptied_by(evidence, kept) == {}


def test_near_a_city_tells_certain_from_possible(evidence):
    found = incidents.near(evidence, "76001", 30)
    certain = incidents.near(evidence, "76001", 30, certain=True)
    assert 0 < len(certain) < len(found)
    assert set(certain["certainty"]) == {"certain"}
    assert "CO-20250821-01" in set(certain["incident_id"])
    answer = incidents.incidents(evidence, Filters(around="76001", km=30))
    assert answer.matched == len(found)
    assert {"certainty", "distance_km"} <= set(answer.frame.columns)
    assert "within the distance for certain" in words(answer, "en")


def test_near_corridors_leaves_superseded_ones_out_and_refuses_too_fine_a_distance(evidence):
    near_all = incidents.near(evidence, incidents.CORRIDORS, 20)
    assert "COR16" not in set(near_all["corridor_ids"].str.split(";").explode())
    near_one = incidents.near(evidence, "COR12", 20)
    assert set(near_one["corridor_ids"]) == {"COR12"}
    assert set(near_one.index) <= set(near_all.index)
    with pytest.raises(BelowUncertainty):
        incidents.near(evidence, incidents.CORRIDORS, 2)
    with pytest.raises(KeyError):
        incidents.near(evidence, "00000", 20)


def test_a_seat_that_stands_for_its_municipality_is_certain_only_when_all_of_it_is_within(evidence):
    seats = evidence.seats
    seat = seats[seats["divipola"] == "76001"].geometry.iloc[0]
    stand_in = gpd.GeoDataFrame(
        {"divipola": ["1"], "uncertainty_km": [5.0], "stands_for_municipality": [True]},
        geometry=[Point(seat.x, seat.y)],
        crs=4326,
    )
    small, large = (box(seat.x - d, seat.y - d, seat.x + d, seat.y + d) for d in (0.05, 0.5))
    for shape, certainty in ((small, "certain"), (large, "possible")):
        whole = gpd.GeoDataFrame({"divipola": ["1"]}, geometry=[shape], crs=4326)
        held = Held(incidents=stand_in, municipalities=whole)
        found = incidents.near(held, "76001", 20)
        assert list(found["certainty"]) == [certainty]


def test_figures_that_differ_are_those_with_a_range(evidence, rows):
    ids = set(incidents.differing(evidence, Filters()).frame["incident_id"])
    assert "CO-20250821-01" in ids
    differing = rows[rows["incident_id"].isin(ids)]
    spread = (differing["killed_low"] < differing["killed_high"]).fillna(False) | (
        differing["injured_low"] < differing["injured_high"]
    ).fillna(False)
    assert spread.all()


def test_figures_keep_blanks_blank_and_superseded_ones_marked(evidence, rows):
    answer = incidents.casualty_figures(evidence, ("CO-20250821-01",))
    assert len(answer.frame) == 12
    assert answer.frame["killed"].isna().sum() == 2
    standing = answer.frame[~answer.frame["superseded"].astype(bool)]
    assert set(standing["killed"].dropna()) == {6, 7}
    several = answer.frame["source_ids"].str.contains(";")
    assert several[~answer.frame["source_recorded"]].all()
    assert (~evidence.casualty_reports["source_recorded"]).sum() == 146
    none = rows[~rows["incident_id"].isin(evidence.casualty_reports["incident_id"])].head(1)
    empty = incidents.casualty_figures(evidence, tuple(none["incident_id"]))
    assert empty.frame.empty and "not zero" in words(empty, "en")


def test_empty_frames_are_answered(ask):
    _, answer = ask("1900-01-01", "1900-12-31")
    assert pd.isna(answer.frame["date"].min()) and "None of the 246" in words(answer, "en")
