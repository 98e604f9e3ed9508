"""The map of a layer: what its places' colours count and its points tell; its columns in words."""

import pytest

from geo.evidence import catalogue
from geo.views import view
from geo.views.downloads import dictionary


def test_both_ends_of_a_pair_of_travel_times_count_it(evidence):
    """1,120 of 1,121 municipalities have hours to each other: 1,119 pairs each."""
    scene = view("downloads", {"layer": "travel_time"}, evidence, "en").scene
    [areas, _] = scene.kinds
    assert set(areas.values) == {1119.0} and len(areas.values) == 1120
    assert areas.basis == "modelled"
    assert {entry.mark for entry in scene.legends[0].entries} == {"hatched"}


@pytest.mark.parametrize(
    ("layer", "lines"),
    [
        ("seats", ["Medellín", "Antioquia", "GeoNames"]),
        (
            "incidents",
            [
                "Moto bomba y una segunda carga dejan cuatro heridos en Caloto",
                "16 de junio de 2018 · moto bomba",
                "Vía Caloto-El Palo y vereda El Nilo, Caloto, Cauca",
                "Sin muertos reportados, 4 heridos",
                "sin atribución · desconocida",
                "± 9 km",
            ],
        ),
    ],
)
def test_a_point_tells_in_words_what_a_reader_may_know(evidence, layer, lines):
    [*kinds] = view("downloads", {"layer": layer}, evidence, "es").scene.kinds
    tips = [tip for kind in kinds[:-1] for tip in kind.rows["tooltip"]]  # the last are names
    assert "\n".join(lines) in tips and len(tips) == len(evidence[layer])
    assert not any(line == "nan" for tip in tips for line in tip.split("\n"))


def test_units_that_are_words_are_in_the_readers_language():
    layers = [catalogue()[name] for name in ("population", "homicides", "coca")]
    units = {unit for entry in layers for unit in dictionary(entry, "es")["Unidad"]}
    assert "personas" in units and not units & {"people", "share", "per 100,000"}
