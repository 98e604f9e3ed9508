"""Files that are right and odd: each is read, none ends in an error that nobody understands."""

import io
import json

import pandas as pd
import pytest
from shapely.geometry import Point

from geo.answers.joined import joined
from geo.exchange import accept, inspect, write
from geo.exchange.read.systems import stated_crs

LOCAL = (
    'LOCAL_CS["Undefined SRS",LOCAL_DATUM["unknown",32767],UNIT["unknown",0],AXIS["Easting",EAST]]'
)
MOON = 'GEOGCS["Moon",DATUM["Moon",SPHEROID["Moon",1737400,0]],PRIMEM["0",0],UNIT["Degree",0.0174]]'


def read(data, evidence, **options):
    data = data.encode() if isinstance(data, str) else data
    return accept(inspect("odd", data, evidence.municipalities, **options))


@pytest.mark.parametrize("said", [LOCAL, MOON, "EPSG:5800", "EPSG:4978", "EPSG:5703", "EPSG:0"])
def test_a_system_that_leads_nowhere_on_the_map_is_none(said):
    assert stated_crs(said) is None
    assert stated_crs("EPSG:9377+5703") is not None  # with heights


def test_a_file_with_a_drawings_own_system_is_read(evidence):
    shape = {"type": "Feature", "properties": {}, "geometry": Point(-76.53, 3.45).__geo_interface__}
    own = {"type": "name", "properties": {"name": LOCAL}}
    told = json.dumps({"type": "FeatureCollection", "crs": own, "features": [shape]})
    assert len(read(told, evidence).frame) == 1
    assert read("position\nSRID=5800;POINT(-76.53 3.45)\n", evidence).frame["row"].tolist() == [1]


def test_a_column_may_be_called_pk(evidence):
    assert read("PK,lat,lon\n1,3.45,-76.53\n", evidence).frame["PK"].tolist() == ["1"]


def test_a_column_of_our_name_ends_in_input_however_often_it_was_joined(evidence):
    table = read("row,row_input,row_input_2,lat,lon\na,b,c,3.45,-76.53\n", evidence)
    assert list(table.frame)[:3] == ["row_input_3", "row_input", "row_input_2"]
    assert table.frame.columns.is_unique


def test_coordinates_that_were_mended_are_written_mended(evidence):
    swapped = read("latitude,longitude\n-74.1,4.6\n-74.2,4.7\n", evidence).frame
    book = pd.read_csv(io.BytesIO(write(swapped, "csv")), encoding="utf-8-sig")
    assert book["latitude"].tolist() == [4.6, 4.7] and book["longitude"].tolist() == [-74.1, -74.2]
    assert book["latitude_input"].tolist() == [-74.1, -74.2]


def test_an_uncertainty_that_is_not_known_makes_nothing_certain(evidence):
    line = evidence.corridors_documented
    spot = line.geometry.iloc[0].interpolate(0.5, normalized=True)
    cells = ["1", "30 km", "unknown", "-3", ""]
    text = "".join(f"{spot.y},{spot.x},{cell}\n" for cell in cells)
    table = read(f"lat,lon,uncertainty_km\n{text}", evidence)
    assert table.frame["uncertainty_km"].tolist()[:2] == [1, 30]
    assert table.ledger.made() == {"no_uncertainty": 2}
    found = joined(evidence, table.frame, distance_km=20.0, joins=["corridors"]).frame
    assert found["corridor_within"].tolist() == ["certain", "possible", *["possible"] * 3]
