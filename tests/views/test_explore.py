"""The reader's own figures on the map: whatever they are, in classes that hold them."""

import geopandas as gpd
import pytest
from shapely import Point

from geo.answers.joined import joined, per_municipality
from geo.views import explore
from tests.answers.test_joined import rows

CALI, POPAYAN, PASTO = "76001", "19001", "52001"


def legend(evidence, *figures):
    codes = [CALI, POPAYAN, PASTO][: len(figures)]
    shapes = gpd.GeoSeries([None] * len(codes))
    answer = joined(evidence, rows(shapes, "code", codes, n=figures), joins=["place"])
    counted = per_municipality(answer, sums=["n"])
    scene = explore.places(evidence, answer, counted, "en").scene
    return [entry.text for entry in scene.legends[0].entries], scene


def test_a_figure_without_end_is_in_no_class_and_named(evidence):
    told, scene = legend(evidence, 1.0, 2.0, float("inf"))
    assert told == ["1.0–2.0", "no finite figure: Pasto"]
    assert '"∞"' in str(scene.layers[0].message("en")).replace("'", '"')


@pytest.mark.parametrize("figure", [float("inf"), 1e308, -1e308])
def test_any_figure_is_drawn(evidence, figure):
    assert legend(evidence, figure, -figure, 0.0)


def test_small_figures_are_told_apart(evidence):
    assert legend(evidence, 0.001, 0.002, 0.004)[0] == ["0.001–0.002", "0.002–0.004"]


def test_points_that_no_hexagon_holds_are_told(evidence):
    answer = joined(evidence, rows([Point(-76.5, 3.4), Point(170, 2)]), joins=["place"])
    drawn = explore.view(evidence, {"shown_as": "hexagons"}, "en", answer=answer)
    entries = {entry.text: entry.count for entry in drawn.scene.legends[0].entries}
    assert entries["too far from Colombia to be in a hexagon"] == 1 and entries["1"] == 1
