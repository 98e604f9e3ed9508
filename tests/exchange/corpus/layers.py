"""Layers of shapes as people export them, and files that mean harm."""

import io
import json
import sqlite3
import struct
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geo.exchange import Options, write
from tests.exchange.corpus.case import case

CALI, POPAYAN = "76001", "19001"
IN_CALI, IN_POPAYAN = Point(-76.53, 3.45), Point(-76.6063, 2.4419)
KML = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
)
MARK = "<Placemark><name>{}</name><Point><coordinates>{},{},0</coordinates></Point></Placemark>"


def points(**columns: list) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns or {"n": [1, 2]}, geometry=[IN_CALI, IN_POPAYAN], crs=4326)


def features(*geometries: dict | None, **members: object) -> bytes:
    each = [
        {"type": "Feature", "properties": {"n": i}, "geometry": g} for i, g in enumerate(geometries)
    ]
    return json.dumps({"type": "FeatureCollection", "features": each, **members}).encode()


def shapefile(frame: gpd.GeoDataFrame, without: tuple[str, ...] = (), **options: object) -> bytes:
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        frame.to_file(Path(folder) / "capa.shp", engine="pyogrio", **options)
        with zipfile.ZipFile(out, "w") as archive:
            for path in sorted(Path(folder).iterdir()):
                if path.suffix not in without:
                    archive.write(path, f"datos/{path.name}")
    return out.getvalue()


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@case("points.geojson", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN], place="shape")
def geojson():
    return write(points(), "geojson")


@case("projected.geojson", counts=(2, 0, 2, 0), repairs={"crs": 2}, codes=[CALI, POPAYAN])
def projected():
    """Metres of Origen-Nacional in a file that by its standard should hold degrees."""
    frame = points().to_crs(9377)
    return features(*(shapely.geometry.mapping(g) for g in frame.geometry))


@case("projected_and_said.geojson", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def projected_said():
    frame = points().to_crs(3116)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3116"}}
    return features(*(shapely.geometry.mapping(g) for g in frame.geometry), crs=crs)


@case("every_kind_of_trouble.geojson", counts=(9, 1, 3, 5), codes=[CALI, CALI, CALI, ""],
      repairs={"made_valid": 1, "heights": 1, "swapped": 1},
      reasons={5: "no_place", 6: "bad_shape", 7: "antimeridian", 8: "not_finite",
               9: "zero_zero"})  # fmt: skip
def trouble():
    bow = [[-76.54, 3.44], [-76.52, 3.46], [-76.52, 3.44], [-76.54, 3.46], [-76.54, 3.44]]
    around = [[-179, 3], [179, 3], [179, 4], [-179, 4], [-179, 3]]
    text = features(
        {"type": "Point", "coordinates": [-76.53, 3.45]},
        {"type": "Polygon", "coordinates": [bow]},
        {"type": "Point", "coordinates": [-76.53, 3.45, 1018]},
        {"type": "LineString", "coordinates": [[3.4, -79], [3.5, -79.1]]},
        None,
        {"type": "Polygon", "coordinates": [[[1, 2]]]},
        {"type": "Polygon", "coordinates": [around]},
        {"type": "Point", "coordinates": [-76, 123456]},
        {"type": "Point", "coordinates": [0, 0]},
    )
    return text.replace(b"123456", b"NaN")


@case("mixed.geojson", counts=(3, 3, 0, 0), codes=[CALI, CALI, CALI])
def mixed():
    line = LineString([(-76.54, 3.44), (-76.52, 3.46)])
    many = MultiPolygon([box(-76.54, 3.44, -76.53, 3.45), box(-76.52, 3.45, -76.51, 3.46)])
    return features(*(shapely.geometry.mapping(g) for g in (IN_CALI, line, many)))


@case("no_features.geojson", refused="exchange.no_rows")
def no_features():
    return features()


@case("some_other.json", refused="exchange.not_geojson")
def other_json():
    return '{"gdal_streamed_alg": {"command_line": "gdal vector read /etc/passwd"}}'


@case("broken_off.geojson", refused="exchange.bad_json")
def broken():
    return geojson()[:-40]


@case("nested.geojson", refused="exchange.too_deep")
def nested():
    return '{"type":"FeatureCollection","features":' + "[" * 100_000


@case("million_vertices.geojson", counts=(1, 0, 0, 1), codes=[], reasons={1: "too_many_vertices"})
def heavy():
    ring = "[[-76,3]" + ",[-75,4],[-75,3]" * 130_000 + ",[-76,3]]"
    return f'{{"type": "Polygon", "coordinates": [{ring}]}}'


@case("layers.gpkg", counts=(1, 1, 0, 0), codes=[POPAYAN], options=Options(layer="dos"))
def geopackage():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.gpkg"
        points().to_file(path, layer="uno", engine="pyogrio")
        points().iloc[1:].to_file(path, layer="dos", engine="pyogrio", mode="a")
        return path.read_bytes()


def doctored(*statements: str) -> bytes:
    """A GeoPackage after some SQL."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.gpkg"
        path.write_bytes(write(points(), "gpkg"))
        base = sqlite3.connect(path)
        for statement in statements:
            base.execute(statement)
        base.commit()
        base.close()
        return path.read_bytes()


@case("view.gpkg", refused="exchange.no_layer")
def view():
    """The only layer is a view, which could compute anything."""
    return doctored(
        "CREATE VIEW v AS SELECT * FROM corredor",
        "UPDATE gpkg_geometry_columns SET table_name = 'v'",
        "UPDATE gpkg_contents SET table_name = 'v'",
    )


@case("plain_sqlite.gpkg", refused="exchange.not_geopackage")
def plain_sqlite():
    return doctored("PRAGMA foreign_keys = OFF", "DROP TABLE gpkg_contents")


@case("damaged.gpkg", refused="exchange.damaged")
def damaged_gpkg():
    return b"SQLite format 3\x00" + b"\xff" * 4000


@case("no_shapes.gpkg", refused="exchange.no_rows")
def empty_layer():
    return write(points().iloc[:0], "gpkg")


@case("points.zip", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def zipped_shapefile():
    return shapefile(points())


@case("without_prj.zip", counts=(2, 0, 2, 0), repairs={"crs": 2}, codes=[CALI, POPAYAN])
def without_prj():
    return shapefile(points().to_crs(9377), without=(".prj",))


@case("wrong_prj.zip", counts=(2, 0, 2, 0), repairs={"crs": 2}, codes=[CALI, POPAYAN])
def wrong_prj():
    """Degrees under a .prj that says metres."""
    return shapefile(points().set_crs(3116, allow_override=True))


@case("cp1252_dbf.zip", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def cp1252():
    return shapefile(points(lugar=["Nariño", "Popayán"]), without=(".cpg",), encoding="cp1252")


@case("without_dbf.zip", refused="exchange.shapefile_part")
def without_dbf():
    return shapefile(points(), without=(".dbf",))


@case("folders.kml", counts=(3, 3, 0, 0), codes=[CALI, POPAYAN, CALI])
def folders():
    return KML.format(
        f"<Folder><name>A</name>{MARK.format('a', -76.53, 3.45)}<Folder><name>B</name>"
        f"{MARK.format('b', -76.6063, 2.4419)}</Folder></Folder>{MARK.format('c', -76.53, 3.45)}"
    )


@case("one_folder.kml", counts=(1, 1, 0, 0), codes=[POPAYAN], options=Options(layer="A / B"))
def one_folder():
    return folders()


@case("packed.kmz", counts=(3, 3, 0, 0), codes=[CALI, POPAYAN, CALI])
def kmz():
    return zipped(**{"doc.kml": folders()})


@case("entities.kml", refused="exchange.doctype")
def entities():
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a0 "ha">{laughs}]><kml>&a9;</kml>'


@case("broken.kml", refused="exchange.bad_xml")
def broken_kml():
    return folders()[:-30]


@case("points.parquet", counts=(2, 2, 0, 0), codes=[CALI, POPAYAN])
def parquet():
    return write(points(), "parquet")


@case("table.parquet", counts=(2, 1, 1, 0), codes=["05001", CALI], place="code")
def table_parquet():
    out = io.BytesIO()
    gpd.pd.DataFrame({"divipola": [5001, 76001], "n": [1.5, None]}).to_parquet(out)
    return out.getvalue()


@case("damaged.parquet", refused="exchange.damaged")
def damaged_parquet():
    return parquet()[:-20]


@case("points.fgb", counts=(2, 2, 0, 0))
def flatgeobuf():
    return write(points(), "fgb")


@case("damaged.fgb", refused="exchange.damaged")
def damaged_fgb():
    return flatgeobuf()[:60]


VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)


@case("vrt_as.csv", refused="exchange.markup")
def vrt():
    return VRT


@case("vrt_as.kml", refused="exchange.markup")
def vrt_kml():
    return f'<?xml version="1.0"?><!-- kml -->{VRT}'


@case("vrt_behind_a_mark.fgb", refused="exchange.damaged")
def vrt_fgb():
    return b"fgb\x03fgb\x01" + VRT.encode()


@case("web_page.csv", refused="exchange.is_web_page")
def page():
    return "<!DOCTYPE html><html><body><table><tr><td>lat</td></tr></table></body></html>"


@case("bomb.zip", refused="exchange.zip_bomb")
def bomb():
    """A small zip whose directory says that 700 MB come out of it."""
    content = zipped(**{"a.shp": "0" * 1000})
    place = content.index(b"PK\x01\x02") + 24
    return content[:place] + struct.pack("<I", 700_000_000) + content[place + 4 :]


@case("climbs_out.zip", refused="exchange.zip_path")
def climbs():
    return zipped(**{"../../a.shp": "x"})


@case("only_text.zip", refused="exchange.zip_without_shapes")
def only_text():
    return zipped(**{"a.txt": "x"})


@case("bare.shp", refused="exchange.bare_shapefile")
def bare():
    return b"\x00\x00\x27\x0a" + b"\x00" * 96


@case("broken_ring.geojson", counts=(1, 0, 1, 0), repairs={"made_valid": 1}, codes=[CALI])
def figure():
    shape = Polygon(
        [(-76.54, 3.44), (-76.52, 3.44), (-76.52, 3.46), (-76.53, 3.43), (-76.54, 3.46)]
    )
    return features(shapely.geometry.mapping(shape))


@case("tangled.geojson", counts=(1, 0, 0, 1), codes=[], reasons={1: "invalid_shape"})
def tangled():
    """Twenty thousand points in no order: mending it would take days."""
    spots = np.random.default_rng(1).uniform(0, 1, (20_000, 2)).round(5) + np.array([-76, 3])
    ring = [*spots.tolist(), spots[0].tolist()]
    return features({"type": "Polygon", "coordinates": [ring]})


@case("collapsed.geojson", counts=(2, 0, 0, 2), codes=[],
      reasons={1: "invalid_shape", 2: "invalid_shape"})  # fmt: skip
def collapsed():
    flat = [[-76, 3], [-75, 3], [-76, 3], [-76, 3]]
    return features(
        {"type": "Polygon", "coordinates": [flat]},
        {"type": "LineString", "coordinates": [[-76, 3], [-76, 3]]},
    )
