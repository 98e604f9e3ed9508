"""folium maps ask no other host and run no text of data."""

import re

import geopandas as gpd
from shapely import Point, box

from geo.cartography import palette
from geo.cartography.leaflet import add_dots, add_shapes, leaflet


def test_only_our_own_leaflet_is_loaded():
    made = leaflet("cali")
    add_dots(made, gpd.GeoDataFrame({"tooltip": ["Ñ"]}, geometry=[Point(-76.5, 3.4)]), palette.CITY)
    html = made.get_root().render()
    loaded = re.findall(r"<(?:script|link)[^>]+(?:src|href)=[\"']([^\"']+)", html)
    assert sorted(re.sub(r"-[0-9a-f]{10}", "", each) for each in loaded) == [
        "/app/static/leaflet.css",
        "/app/static/leaflet.js",
    ]
    assert "tileLayer" not in html and "L.marker(" not in html


def test_text_of_data_stays_text():
    bad = "`${alert(1)}`</script><script>alert(2)</script>"
    made = leaflet("cali")
    square = gpd.GeoDataFrame({"tooltip": [bad]}, geometry=[box(-77, 3, -76, 4)], crs=4326)
    add_shapes(made, square)
    add_dots(made, square.set_geometry([Point(-76.5, 3.5)], crs=4326), [0, 0, 0])
    html = made.get_root().render()
    assert "alert(2)</script>" not in html and "${alert" not in html
