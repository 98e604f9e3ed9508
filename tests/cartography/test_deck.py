"""Decks: no other host, no municipal shape inside, the marks of what is modelled or vague."""

import json
import math
import re

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, Point

from geo.cartography import deck, palette
from geo.cartography.classes import classify
from geo.cartography.extents import EXTENTS, circle_around, fitting
from geo.cartography.sizes import circle_radii
from geo.evidence import load

CRS = "EPSG:4326"


@pytest.fixture(scope="module")
def classes():
    units = list(load("municipalities")["divipola"])
    values = pd.Series({"19256": 10326.0, "19001": 12.0})
    return classify(values, units, (0, 100, 20000), palette.steps(palette.PURPLES, 2))


def lines(schematic: list[bool]) -> gpd.GeoDataFrame:
    shapes = [LineString([(-76.6, 2.4 + i), (-76.5, 3.4 + i)]) for i in range(len(schematic))]
    columns = {
        "is_schematic": schematic,
        "load_ha_modelled": [10.0 * (i + 1) for i in range(len(schematic))],
        "tooltip": "x",
    }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=CRS)


def points(uncertainty: list[float]) -> gpd.GeoDataFrame:
    columns = {
        "event_type": "ambush",
        "uncertainty_km": uncertainty,
        "tooltip": "x",
        "text": "Ñuñoa",
        "priority": [float(i) * 1e6 for i in range(len(uncertainty))],
    }
    places = [Point(-76.5 + i / 10, 3.4) for i in range(len(uncertainty))]
    return gpd.GeoDataFrame(columns, geometry=places, crs=CRS)


def as_dict(layer) -> dict:
    return json.loads(layer.to_json())


def whole(classes) -> str:
    return deck.deck(
        [
            deck.choropleth("loads", classes, "cauca_cali", modelled=True),
            deck.modelled_legs(lines([False, False]), 14),
            deck.documented(lines([True, False])),
            deck.incidents(points([1, 8])),
            deck.ring(-76.5, 3.4, 50),
            deck.circles(points([1]), "cities", palette.CITY),
            deck.labels(points([1, 1])),
        ],
        "cauca_cali",
    ).to_json()


def test_no_address_of_another_host_is_in_a_deck(classes):
    text = whole(classes)
    assert not re.search(r"https?:|//[a-z]", text)
    assert "mapbox://" not in text and "carto-" not in text


def test_municipal_shapes_are_not_in_a_deck(classes):
    text = whole(classes)
    assert "coordinates" not in text
    assert len(text) < 25_000


def test_the_style_and_shapes_come_by_address(classes):
    made = json.loads(whole(classes))
    assert re.fullmatch(r"/app/static/style-[0-9a-f]{10}\.json", made["mapStyle"])
    fill = made["layers"][0]
    assert re.fullmatch(r"/app/static/municipalities-[0-9a-f]{10}\.json", fill["data"])
    assert fill["pickable"] and not fill["stroked"]


def test_layer_ids_are_unique(classes):
    ids = [layer["id"] for layer in json.loads(whole(classes))["layers"]]
    assert len(ids) == len(set(ids))


def test_only_the_modelled_fill_is_hatched(classes):
    flat = deck.choropleth("a", classes, "colombia")
    hatched = deck.choropleth("a", classes, "colombia", modelled=True)
    assert [layer.id for layer in flat] == ["a", "municipalities-borders"]
    assert [layer.id for layer in hatched] == ["a", "a-hatch", "municipalities-borders"]
    assert as_dict(hatched[1])["getFillPatternScale"] == EXTENTS["colombia"].hatch_scale


def test_schematic_legs_are_dashed_and_documented_ones_share_one_width():
    made = {layer.id: as_dict(layer) for layer in deck.documented(lines([True, False, True]))}
    assert "getDashArray" in made["documented-dashed"]
    assert "getDashArray" not in made["documented-solid"]
    assert len(made["documented-dashed"]["data"]) == 2
    assert made["documented-dashed"]["getWidth"] == made["documented-solid"]["getWidth"]


def test_modelled_legs_are_as_wide_as_their_hectares_and_striped():
    _, band, stripes = (as_dict(layer) for layer in deck.modelled_legs(lines([False] * 4), 12))
    assert [row["width"] for row in band["data"]] == [12, 9, 6, 3]
    assert "getDashArray" in stripes and not stripes.get("pickable")
    assert deck.modelled_legs(lines([]), 12) == []


def test_a_position_vague_by_eight_kilometres_is_an_area_in_metres_never_a_dot():
    areas, dots = (as_dict(layer) for layer in deck.incidents(points([1, 7.9, 8, 34])))
    assert [row["radius"] for row in areas["data"]] == [8000, 34000]
    assert areas.get("radiusUnits") != "pixels"
    assert len(dots["data"]) == 2 and dots["radiusUnits"] == "pixels"


def test_circles_grow_by_area():
    assert list(circle_radii(pd.Series([100.0, 25.0]), 20)) == [20, 10]
    assert list(circle_radii(pd.Series([25.0]), 20, largest=100)) == [10]


def test_priorities_of_labels_stay_within_what_deck_takes():
    halo, made = (as_dict(layer) for layer in deck.labels(points([1, 1, 1])))
    assert halo["data"] == made["data"] and halo["id"] != made["id"]
    assert sorted(row["priority"] for row in made["data"]) == [1, 2, 3]
    assert made["characterSet"] == "auto"


def test_all_extents_look_at_colombia():
    for extent in EXTENTS.values():
        assert -82 < extent.longitude < -66 and -5 < extent.latitude < 13.5
        assert 4 < extent.zoom < 12 and extent.hatch_scale > 0
    assert {"colombia", "cauca_cali", "cali", "bogota", "medellin"} <= set(EXTENTS)


@pytest.mark.parametrize("latitude", [0, 4.6, 10.99])
@pytest.mark.parametrize("radius_km", [5, 50, 150])
def test_a_circle_to_be_shown_fits_the_height_of_a_map(latitude, radius_km):
    view = fitting(-75, latitude, radius_km)
    pixel_m = 40_075_017 * math.cos(math.radians(latitude)) / (512 * 2**view.zoom)
    assert 440 < 2000 * radius_km / pixel_m < 560


def test_what_can_be_clicked_has_no_id_that_streamlit_would_grey_out():
    seats = gpd.GeoDataFrame(
        {"tooltip": ["a"], "divipola": ["19001"]}, geometry=gpd.points_from_xy([-76], [2]), crs=4326
    )
    made = deck.deck([deck.circles(seats, deck.CLICKS, palette.CITY)], "cali")
    (layer,) = json.loads(made.to_json())["layers"]
    assert "id" not in layer
    assert layer["data"][0]["divipola"] == "19001"


def test_a_circle_around_bounds_holds_them_whole():
    longitude, latitude, km = circle_around((-77.0, 2.0, -76.0, 4.0))
    assert (longitude, latitude) == (-76.5, 3.0)
    assert km == pytest.approx(111.3, abs=0.1)  # half of two degrees of latitude
    wide = circle_around((-80.0, 3.0, -72.0, 3.1))[2]
    assert wide == pytest.approx(8 * 111.3 * math.cos(math.radians(3.05)) / 4, rel=1e-3)
    assert circle_around((-76.5, 3.0, -76.5, 3.0))[2] == 15


def test_a_map_that_is_clicked_does_not_wait_for_a_double_click():
    def controller(layer_id):
        points = gpd.GeoDataFrame(
            {"tooltip": ["a"], "divipola": ["19001"]}, geometry=[Point(-76, 2)], crs=CRS
        )
        made = deck.deck([deck.circles(points, layer_id, palette.CITY)], "cali")
        return json.loads(made.to_json())["views"][0]["controller"]

    assert controller(deck.CLICKS) == {"doubleClickZoom": False}
    assert controller("dots") is True
