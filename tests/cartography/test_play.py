"""The message to the player: figures, blanks, areas, our own base map, classes without a gap."""

from datetime import date

import geopandas as gpd
import pytest
from shapely import Point

from geo.cartography import palette, play


@pytest.fixture
def rows():
    return gpd.GeoDataFrame(
        {
            "incident_id": ["A", "B"],
            "date": ["2020-01-02", "2020-02-03"],
            "event_type": ["massacre", "ambush"],
            "uncertainty_km": [1.0, 12.0],
            "killed_low": [0, None],
            "killed_high": [3, None],
            "injured_low": [0, None],
            "injured_high": [0, None],
            "title": ["a", "b"],
            "told": ["", ""],
            "said": ["", ""],
        },
        geometry=[Point(-76.51234567, 3.4), Point(-77, 2)],
        crs=4326,
    )


def sent(rows, **more):
    days = (date(2020, 1, 1), date(2020, 12, 31))
    types = {code: code for code in palette.EVENTS}
    layer = play.Play(
        "incidents", "Incidents", rows, others=rows.head(0), months=[1, 1], days=days, whole=days,
        types=types, texts={}, **more,
    )  # fmt: skip
    return layer.message("es")


def test_a_blank_is_nothing_and_zero_is_zero(rows):
    first, second = sent(rows)["rows"]
    assert first[6:8] == [[0, 3], [0, 0]]
    assert second[6:8] == [None, None]


def test_types_are_looked_up_by_their_place_and_positions_are_short(rows):
    layer = sent(rows)
    assert [layer["kinds"][row[4]] for row in layer["rows"]] == ["massacre", "ambush"]
    assert layer["rows"][0][2] == -76.5123
    assert len(layer["colours"]["kinds"]) == len(layer["kinds"])


def test_the_classes_of_hexagons_leave_no_gap_and_grow_darker():
    classes = play.hexagon_classes()
    assert [low for low, _, _ in classes[1:]] == [top + 1 for _, top, _ in classes[:-1]]
    assert classes[0][0] == 0 and classes[-1][1] is None
    lightness = [sum(colour[:3]) for _, _, colour in classes]
    assert lightness == sorted(lightness, reverse=True)
