"""The reader's own figures on the map: whatever they are, in classes that hold them."""

import geopandas as gpd
import pytest
from shapely import Point

from geo.answers.joined import joined, per_municipality
from geo.exchange.read import accept, apart, inspect
from geo.language import tell
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


def test_the_map_holds_every_row_whole(evidence):
    spread = rows([Point(-79.5, 3.5), Point(-75.9, 2.95), Point(-76.5, 2.4)])
    answer = joined(evidence, spread, joins=["place"])
    for shown_as in ("points", "municipalities"):
        scene = explore.view(evidence, {"shown_as": shown_as}, "en", answer=answer).scene
        west, south, east, north = scene.bounds
        assert -80 < west < -79.5 and -75.9 < east < -75.5 and south < 2.4 and north > 3.5


def test_rows_that_lie_elsewhere_than_they_say_are_listed(evidence):
    told = b"lugar;departamento;lat;lon\n"
    told += b"Miranda;Cauca;3,32;-76,23\n" + 9 * b"Cali;Valle del Cauca;3,45;-76,53\n"
    told += b"Guapi;Cauca;3,5;-79,5\nTorib\xedo;Cauca;;\n"
    reading = inspect("own.csv", told, evidence.municipalities)
    answer = joined(evidence, accept(reading).frame, joins=["place"])
    said = tell(answer.said["placed"], "en")
    assert "10 placed by their point" in said and "1 by its name" in said
    assert "1 in no municipality" in said
    found = apart(reading, answer.frame).set_index("row")
    assert found["named"].to_dict() == {1: "Miranda, Cauca", 11: "Guapi, Cauca"}
    assert found["lies"].to_dict() == {1: "Florida, Valle del Cauca", 11: ""}
    assert found["position"][11] == "3.50000, -79.50000"


def test_the_finding_says_what_the_rows_have_to_do_with_the_evidence(evidence):
    """Corinto grows coca, is named by a programme and lies on a corridor; the sea is none of it."""
    answer = joined(evidence, rows([Point(-76.26, 3.17), Point(-79.5, 3.5)]))
    told = tell(explore.finding(answer, 3, 1), "en")
    assert told == (
        "Of your 3 rows, 1 lies in 1 municipality, 1 in none; 1 could not be read or placed, see "
        "below. Within 20 km of a documented corridor lies 1 for certain. In 1 of these "
        "municipalities coca was detected at the end of 2024. US programs on record name 1 of them."
    )
