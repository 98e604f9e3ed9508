"""What a map shows: what travels, how it is told, and what bad input comes to."""

import json
import math

import geopandas as gpd
import pandas as pd
import pytest
from shapely import LineString, Point, box

from geo.cartography import palette, static
from geo.cartography.classes import classify
from geo.cartography.kinds import Areas, Dots, Hexagons, Lines, Names, Rings, Shapes, incidents
from geo.cartography.legend import Entry, Legend
from geo.cartography.scene import Scene, describe, message
from geo.errors import LayerMissing
from geo.evidence import load
from geo.language import tell

BREAKS = (0, 50, 250, 1000, 2500, 5000, 35000)
HOSTILE = "<img src=x onerror=alert(1)> **bold** {n}"


def places() -> list[str]:
    return list(static.places("municipalities"))


def rows(points, **columns) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=list(points), crs="EPSG:4326")


def areas(values: pd.Series, **options) -> Areas:
    finite = values[values.map(math.isfinite)]
    classes = classify(finite, places(), BREAKS, palette.steps(palette.GREENS, 6))
    return Areas("coca", "Coca", classes=classes, values=values, unit="ha", **options)


def coca(year: int) -> pd.Series:
    table = load("coca")
    return table[(table["year"] == year) & (table["hectares"] > 0)].set_index("divipola")[
        "hectares"
    ]


def sent(scene: Scene, lang: str = "en") -> tuple[dict, int]:
    """The message and its bytes; NaN in it fails."""
    made = message(scene, lang)
    return made, len(json.dumps(made, ensure_ascii=False, allow_nan=False).encode())


def only(kind) -> dict:
    return message(Scene("A map", [kind]), "en")["layers"][0]


def test_classes_travel_as_one_character_a_place_and_values_largest_first():
    layer = only(areas(pd.Series({"19256": 100.0, "52835": 31_300.4})))
    codes = dict(zip(places(), layer["codes"], strict=True))
    assert (codes["19256"], codes["52835"], codes["05001"]) == ("1", "5", "-")
    index = {code: i for i, code in enumerate(places())}
    assert layer["values"] == [[index["52835"], "31,300\u00a0ha"], [index["19256"], "100\u00a0ha"]]
    assert layer["url"].startswith("/app/static/municipalities-")
    assert layer["stripes"] == [] and layer["basis"] == "reported"


def test_modelled_areas_are_hatched_and_words_may_stand_for_the_value():
    values = pd.Series({"19256": 100.0})
    modelled = areas(values, basis="modelled", labels={"19256": "80–100 ha · 2 ways"}, either=2)
    layer = only(modelled)
    assert len(layer["stripes"]) == 6 and (layer["either"], layer["falls"]) == (2, [])
    assert [text for _, text in layer["values"]] == ["80–100 ha · 2 ways"]
    assert "the largest: El Tambo (80–100 ha)." in describe(Scene("A", [modelled]), "en")


def test_all_years_travel_once_as_24_characters_of_each_place_with_any():
    years = {
        year: classify(coca(year), places(), BREAKS, palette.steps(palette.GREENS, 6)).codes
        for year in range(2001, 2025)
    }
    layer = only(areas(coca(2024), years=years, year=2024))["years"]
    assert (layer["first"], layer["last"], layer["year"]) == (2001, 2024, 2024)
    assert all(len(codes) == 24 and codes.strip("-") for _, codes in layer["rows"])
    back = ["-"] * 1121
    for i, codes in layer["rows"]:
        back[i] = codes[2010 - 2001]
    assert "".join(back) == years[2010]


def test_a_message_of_a_full_page_is_small_and_holds_no_geometry_of_places():
    years = {year: areas(coca(year)).classes.codes for year in range(2001, 2025)}
    seats = load("seats").head(60)
    scene = Scene(
        "Coca",
        [
            areas(coca(2024), years=years, year=2024),
            Names("names", "", seats.assign(text=seats["municipality"], priority=1)),
        ],
    )
    made, size = sent(scene)
    assert size <= 30_000
    assert {layer["kind"] for layer in made["layers"]} == {"areas", "names"}


def test_documented_lines_are_dashed_where_schematic_and_give_their_corridor():
    ways = rows(
        [LineString([(-76.51234567, 3), (-76, 2)]), LineString([(-76, 2), (-75, 1)])],
        corridor_id=["COR01", "COR02"],
        is_schematic=[True, False],
        tooltip=["COR01\nCocaine", "COR02"],
    )
    layer = only(Lines("lines", "Documented", ways, code="corridor_id"))
    assert layer["dashed"] == [1, 0] and layer["striped"] == ""
    assert layer["paths"][0][0] == [-76.5123, 3.0]
    assert (layer["codes"], layer["opens"]) == (["COR01", "COR02"], "corridor")


def test_modelled_lines_are_as_wide_as_their_hectares_the_widest_first():
    legs = [LineString([(-76, 3), (-76, 2)]), LineString([(-76, 2), (-75, 1)])]
    ways = rows(legs, load_ha_modelled=[50.0, 100.0], tooltip=["half", "whole"])
    layer = only(Lines("ways", "Ways", ways, basis="modelled", width=14))
    assert layer["tips"] == ["whole", "half"] and layer["widths"] == [14, 7]
    assert layer["striped"] and layer["basis"] == tell("frame.modelled", "en")


def test_incidents_are_rings_where_uncertain_by_8_km_and_dots_elsewhere():
    points = load("incidents")
    wide = points["uncertainty_km"] >= 8
    rings, dots = (
        layer
        for layer in message(
            Scene("A map", [incidents(points.assign(tooltip=points["title_en"]), "Incidents")]),
            "en",
        )["layers"]
    )
    assert (rings["kind"], len(rings["at"])) == ("rings", int(wide.sum()))
    assert (dots["kind"], len(dots["at"])) == ("dots", int((~wide).sum()))
    assert rings["metres"][0] == points[wide]["uncertainty_km"].iloc[0] * 1000
    assert dots["opens"] == "incident" and dots["codes"][0] == points[~wide]["incident_id"].iloc[0]
    assert all(0 <= k < len(dots["colours"]) for k in dots["of"])


def test_hexagons_travel_as_centres_and_shapes_with_rounded_coordinates():
    cells = rows([Point(-76.123456, 3)], tooltip=["12 rows"])
    hexagons = only(Hexagons("cells", "Rows", cells, radius_km=20))
    assert hexagons["at"] == [[-76.1235, 3.0]] and hexagons["metres"] == 20_000
    shape = rows([box(-76.1234564, 3, -76.12341, 3.00004)], tooltip=["mine"], row=[1])
    drawn = only(Shapes("own", "Yours", shape, code="row"))
    [corners] = drawn["shapes"][0]["coordinates"]  # of a plot of 5 m
    assert {tuple(at) for at in corners} == {
        (x, y) for x in (-76.123456, -76.12341) for y in (3, 3.00004)
    }
    assert (drawn["codes"], drawn["opens"]) == (["1"], "row")


def test_names_go_by_importance_and_only_a_thousand_of_them():
    many = rows(
        [Point(-76, 3)] * 1200, text=[f"name {i}" for i in range(1200)], priority=range(1200)
    )
    names = only(Names("names", "", many))["names"]
    assert len(names) == 1000 and names[0] == ["name 1199", -76.0, 3.0]


def test_the_view_has_a_name_that_changes_when_the_map_should_look_elsewhere():
    cali = message(Scene("A map", [], extent="cali"), "en")["view"]
    assert cali["name"] == "cali" and cali["latitude"] == 3.36
    near = message(Scene("A map", [], bounds=(-77, 2, -76, 3)), "en")["view"]
    assert near == {"name": "-77,2,-76,3", "bounds": [-77, 2, -76, 3]}


def test_highlighted_places_are_outlined_by_their_own_shapes():
    limits = message(Scene("A map", [], highlight=["19", "19256"]), "en")["limits"]
    assert limits[0][2] is None
    outlined = {url.split("/")[-1].split("-")[0]: rows for url, _, rows in limits[1:]}
    assert outlined["municipalities"] == [places().index("19256")]
    assert len(outlined["departments"]) == 1


@pytest.mark.parametrize("lang", ["en", "es"])
def test_words_tell_what_is_shown_the_three_largest_and_what_is_blank(lang):
    values = pd.Series({"52835": 31_300.0, "54810": 25_911.0, "19256": 10_326.0, "05001": 1.0})
    cities = load("cities")
    told = describe(
        Scene(
            "Coca",
            [areas(values), Dots("cities", "Ciudades", cities.assign(tooltip=cities["city"]))],
        ),
        lang,
    )
    first, second, third = ("San Andrés de Tumaco", "Tibú", "El Tambo")
    assert told.index(first) < told.index(second) < told.index(third)
    assert "Medellín" not in told
    assert {"en": "31,300\u00a0ha", "es": "31.300\u00a0ha"}[lang] in told
    assert {"en": "1,117 places", "es": "1.117 lugares"}[lang] in told
    assert tell("frame.reported", lang) in told and "Ciudades" in told


def test_a_scene_without_rows_says_so():
    nothing = rows([], tooltip=[])
    scene = Scene("A map", [Dots("dots", "Dots", nothing), Lines("lines", "Lines", nothing)])
    made, _ = sent(scene)
    assert made["notices"] == [tell("map.empty", "en")]
    assert describe(scene, "es") == tell("map.empty", "es")
    assert made["base"]


def test_limits_count_where_they_have_a_title_and_the_ground_alone_is_told():
    told = describe(Scene("Units", [Areas("l", "Limits", classes=None)]), "en")
    assert "Limits (reported, 1,121)" in told
    assert describe(Scene("Rows", [Areas("l", "", classes=None)]), "en") == tell("map.empty", "en")
    assert describe(Scene("Roads", []), "es") == tell("map.ground", "es")


def test_what_is_not_finite_is_left_out_and_counted():
    points = rows(
        [Point(-76, 3), Point(math.inf, 3), None, Point()], tooltip=["here", "far", "none", "empty"]
    )
    layer = only(Dots("dots", "Dots", points, radius=[math.nan, 1, 2, 3]))
    assert layer["tips"] == ["here"] and layer["radii"] == [0]
    _, size = sent(Scene("A map", [Rings("rings", "Rings", points, metres=math.nan)]))
    assert size
    assert "3 rows have no position" in describe(Scene("A", [Dots("d", "Dots", points)]), "en")
    values = pd.Series({"19256": math.inf, "52835": math.nan, "05001": 7.0})
    made = areas(values)
    assert [text for _, text in only(made)["values"]] == ["7\u00a0ha"]


def test_a_very_long_name_is_shortened():
    long = rows([Point(-76, 3)], tooltip=["x" * 200], text=["y" * 200], priority=[1])
    assert len(only(Dots("dots", "Dots", long))["tips"][0]) <= 160
    assert len(only(Names("names", "", long))["names"][0][0]) <= 40
    assert len(message(Scene("z" * 200, []), "en")["title"]) <= 160


def test_markup_stays_text():
    point = rows([Point(-76, 3)], tooltip=[HOSTILE])
    scene = Scene(
        HOSTILE,
        [Dots("dots", HOSTILE, point)],
        legends=[Legend(HOSTILE, "reported", [Entry("dot", palette.CITY, HOSTILE)])],
    )
    assert only(scene.kinds[0])["tips"] == [HOSTILE]
    assert "<img" not in scene.legend_html("en")
    assert HOSTILE in describe(scene, "en") and "<img" not in scene.words_html("en")


def test_a_missing_file_takes_its_layer_along_and_is_named(monkeypatch):
    real = static.url

    def without(name: str) -> str:
        if name in ("municipalities.json", "roads.json"):
            raise LayerMissing(name, f"layers/display/{name}")
        return real(name)

    monkeypatch.setattr(static, "url", without)
    scene = Scene(
        "A map", [areas(pd.Series({"19256": 10.0})), Names("n", "", rows([], text=[], priority=[]))]
    )
    made = message(scene, "en")
    assert [layer["kind"] for layer in made["layers"]] == ["names"]
    assert len(made["base"]) == 5
    assert any("layers/display/municipalities.json" in notice for notice in made["notices"])


def test_two_layers_of_one_key_are_refused():
    dots = Dots("dots", "Dots", rows([], tooltip=[]))
    with pytest.raises(ValueError, match="share a key"):
        message(Scene("A map", [dots, [dots]]), "en")
