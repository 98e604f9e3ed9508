"""Areas on the ellipsoid: the same however the rings of a shape are wound."""

import geopandas as gpd
import pytest
from shapely import GeometryCollection, LineString, MultiPolygon, Polygon, box

from geo.crs import METRIC, geodesic_area_km2
from geo.errors import CrsMismatch


def ring(west, south, east, north, clockwise):
    """Corners of a box in either sense."""
    return list(box(west, south, east, north, ccw=not clockwise).exterior.coords)


def area(shape):
    return geodesic_area_km2(gpd.GeoSeries([shape], crs=4326))[0]


@pytest.mark.parametrize("shell", [True, False])
@pytest.mark.parametrize("hole", [True, False])
def test_a_hole_is_left_out_however_it_is_wound(shell, hole):
    outer, inner = (-77, 1.5, -75.5, 3.5), (-76.7, 2.2, -76.0, 2.9)
    holed = Polygon(ring(*outer, shell), [ring(*inner, hole)])
    assert area(holed) == pytest.approx(30867.6, abs=0.05)
    assert area(holed) == pytest.approx(area(box(*outer)) - area(box(*inner)))


def test_parts_add_up_however_they_are_wound():
    parts = (-76.7, 3.3, -76.4, 3.6), (-74.3, 4.4, -73.9, 4.9)
    for first, second in ((True, False), (False, True), (True, True)):
        both = MultiPolygon([Polygon(ring(*parts[0], first)), Polygon(ring(*parts[1], second))])
        assert area(both) == pytest.approx(3559.8, abs=0.05)


def test_lines_have_no_area_and_a_crs_is_needed():
    mixed = GeometryCollection([LineString([(-76, 3), (-75, 3)]), box(-76.4, 3.3, -76.3, 3.4)])
    assert area(mixed) == pytest.approx(area(box(-76.4, 3.3, -76.3, 3.4)))
    square = gpd.GeoSeries([box(-76.4, 3.3, -76.3, 3.4)], crs=4326)
    assert geodesic_area_km2(square.to_crs(METRIC))[0] == pytest.approx(area(square[0]), rel=1e-6)
    with pytest.raises(CrsMismatch):
        geodesic_area_km2(gpd.GeoSeries([box(0, 0, 1, 1)]))
