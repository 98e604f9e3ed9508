"""folium maps of answers: whole in themselves, true to the rows, and no text of data runs."""

import json
import re

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from geo.answers import Answer
from geo.cartography.leaflet import view

BAD = "`${alert(1)}`</script><script>alert(2)</script>{{ 7000001 * 7 }}"


def answer(frame: pd.DataFrame) -> Answer:
    return Answer("test", frame.assign(source_ids="S001"), "2025-01-01")


def rendered(made) -> str:
    return made.get_root().render()


def drawn(html: str) -> list[dict]:
    """The features that carry a fill: what the map shows beside the country."""
    found = re.findall(r"_add\((\{.*?\})\);", html, re.DOTALL)
    features = [f for text in found for f in json.loads(text).get("features", [])]
    return [f["properties"] for f in features if "fill" in f["properties"]]


def test_nothing_is_loaded_from_elsewhere():
    html = rendered(view(answer(pd.DataFrame({"divipola": ["19256"], "hectares": [1.0]}))))
    assert re.findall(r"<(?:script|link)[^>]+(?:src|href)=", html) == []
    assert "tileLayer(" not in html.rpartition("</script>")[0].split("L.map(")[-1]


def test_places_are_coloured_by_their_figure_and_hatched_where_modelled():
    codes = ["19256", "52835", "05001", "76001", "11001"]
    reported = pd.DataFrame({"divipola": codes, "hectares": [10.0, 20, 30, 40, 50]})
    fills = [row["fill"] for row in drawn(rendered(view(answer(reported))))]
    assert len(set(fills)) == 5 and all(fill.startswith("rgba") for fill in fills)
    modelled = reported.rename(columns={"hectares": "load_ha_modelled"})
    html = rendered(view(answer(modelled)))
    assert {row["fill"] for row in drawn(html)} == {f"url(#hatch-{k})" for k in range(5)}
    assert 'id="hatch-4"' in html


def test_several_rows_of_one_place_are_counted():
    rows = pd.DataFrame({"divipola": ["19256", "19256", "52835"], "hectares": [1.0, 2, 3]})
    found = drawn(rendered(view(answer(rows))))
    assert len(found) == 2 and len({row["fill"] for row in found}) == 2


def test_rows_with_a_position_lie_where_they_are_and_missing_ones_are_left_out():
    points = gpd.GeoDataFrame(
        {"divipola": ["76001", "76001", "76001"]},
        geometry=[Point(-76.5, 3.4), None, Point()],
        crs=4326,
    )
    html = rendered(view(answer(points)))
    assert len(drawn(html)) == 1 and "circleMarker" in html


def test_a_plot_of_a_few_metres_keeps_its_corners():
    plot = gpd.GeoDataFrame(geometry=[box(-76.5, 3.4, -76.49996, 3.40004)], crs=4326)
    html = rendered(view(answer(plot)))
    assert "-76.49996, 3.40004" in html and '"coordinates": []' not in html


def test_without_a_place_there_are_the_country_and_the_words():
    html = rendered(view(answer(pd.DataFrame({"year": [2020]})), lang="es"))
    assert drawn(html) == [] and "Evidencia a" in html
    assert rendered(view(answer(pd.DataFrame({"divipola": []}))))


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        view(answer(pd.DataFrame({"divipola": ["19256"]})), column="nonsense")


def test_text_of_data_stays_text():
    square = gpd.GeoDataFrame({"municipality": [BAD]}, geometry=[box(-77, 3, -76, 4)], crs=4326)
    html = rendered(view(answer(square)))
    assert "alert(2)</script>" not in html and "${alert" not in html and "49000007" not in html
