"""The message to the player: figures, blanks, areas, our own base map, classes without a gap."""

from datetime import date

import geopandas as gpd
import pytest
from shapely import Point

from geo.cartography import palette, playback


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


def scene(rows, **more):
    none = gpd.GeoDataFrame({"text": []}, geometry=[], crs=4326)
    days = (date(2020, 1, 1), date(2020, 12, 31))
    kinds = {code: code for code in palette.EVENTS}
    return playback.scene(
        rows, rows.head(0), [1, 1], days, days, kinds, none, "cali", {}, "es", **more
    )


def test_a_blank_is_nothing_and_zero_is_zero(rows):
    first, second = scene(rows)["rows"]
    assert first[6:8] == [[0, 3], [0, 0]]
    assert second[6:8] == [None, None]


def test_kinds_are_looked_up_by_their_place_and_positions_are_short(rows):
    sent = scene(rows)
    assert [sent["kinds"][row[4]] for row in sent["rows"]] == ["massacre", "ambush"]
    assert sent["rows"][0][2] == -76.5123
    assert len(sent["colours"]["kinds"]) == len(sent["kinds"])


def test_the_base_map_and_the_script_come_from_this_server(rows):
    sent = scene(rows)
    urls = [url for url, _, _ in sent["base"]]
    urls += [sent["urls"]["script"], sent["urls"]["leaflet"], *sent["urls"]["styles"]]
    assert all(url.startswith("/app/static/") for url in urls)
    assert sent["locale"] == "es-CO"


def test_the_classes_of_hexagons_leave_no_gap_and_grow_darker():
    classes = playback.hexagon_classes()
    assert [low for low, _, _ in classes[1:]] == [top + 1 for _, top, _ in classes[:-1]]
    assert classes[0][0] == 0 and classes[-1][1] is None
    lightness = [sum(colour[:3]) for _, _, colour in classes]
    assert lightness == sorted(lightness, reverse=True)
