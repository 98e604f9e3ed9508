"""Traits of files of other kinds, packed ones and such that are not read; see trait_tables."""

import gzip
import io
import zipfile

import openpyxl

from tests.exchange.corpus.trait_tables import ASK, CALI, POPAYAN


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["lat", "lon"], [3.45, -76.53]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


ONE = "lat,lon\n3.45,-76.53\n"
FILES: dict[str, tuple[str | bytes, list[str] | str]] = {
    "gpx trk": (
        '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX'
        '/1/1"><trk><name>r</name><trkseg><trkpt lat="3.45" lon="-76.53"/><trkpt lat='
        '"3.451" lon="-76.53"/></trkseg></trk><rte><rtept lat="2.44" lon="-76.606"/><'
        'rtept lat="2.45" lon="-76.606"/></rte></gpx>',
        [POPAYAN, CALI],
    ),
    "bare features": (
        '[{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordi'
        'nates": [-76.53, 3.45]}}]',
        [CALI],
    ),
    "ndjson records": (
        '{"municipio":"Cali","departamento":"Valle del Cauca"}\n'
        '{"municipio":"Popayán","departamento":"Cauca"}\n',
        [CALI, POPAYAN],
    ),
    "records in data": ('{"total": 1, "data": [{"lat": 3.45, "lon": -76.53}]}', [CALI]),
    "records nested point": (
        '[{"n": 1, "punto": {"type": "Point", "coordinates": [-76.53, 3.45]}}]',
        [CALI],
    ),
    "records nested location": (
        '[{"n": 1, "ubicacion": {"latitude": "3.45", "longitude": "-76.53", "human_address": ""}}]',
        [CALI],
    ),
    "esri json": (
        '{"geometryType": "esriGeometryPoint", "spatialReference": {"wkid": 102100, "'
        'latestWkid": 3857}, "features": [{"attributes": {"OBJECTID": 1}, "geometry":'
        ' {"x": -8519280, "y": 384300}}]}',
        [CALI],
    ),
    "esri polygon": (
        '{"geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 4326}, '
        '"features": [{"attributes": {"a": 1}, "geometry": {"rings": [[[-76.54, 3.44]'
        ", [-76.54, 3.46], [-76.52, 3.46], [-76.52, 3.44], [-76.54, 3.44]]]}}]}",
        [CALI],
    ),
    "topojson": (
        '{"type": "Topology", "transform": {"scale": [0.01, 0.01], "translate": [-76.'
        '54, 3.44]}, "objects": {"a": {"type": "GeometryCollection", "geometries": [{'
        '"type": "Polygon", "arcs": [[0]], "properties": {"n": 1}}]}}, "arcs": [[[0, '
        "0], [2, 0], [0, 2], [-2, 0], [0, -2]]]}",
        [CALI],
    ),
    "crs old EPSG": (
        '{"type": "FeatureCollection", "crs": {"type": "EPSG", "properties": {"code":'
        ' 3115}}, "features": [{"type": "Feature", "properties": {}, "geometry": {"ty'
        'pe": "Point", "coordinates": [1061000, 872000]}}]}',
        [CALI],
    ),
    "crs CRS84": (
        '{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name":'
        ' "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "features": [{"type": "Feature", "proper'
        'ties": {}, "geometry": {"type": "Point", "coordinates": [-76.53, 3.45]}}]}',
        [CALI],
    ),
    "crs wrong": (
        '{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name":'
        ' "EPSG:3116"}}, "features": [{"type": "Feature", "properties": {}, "geometry'
        '": {"type": "Point", "coordinates": [-76.53, 3.45]}}]}',
        [CALI],
    ),
    "crs none": (
        '{"type": "FeatureCollection", "crs": null, "features": [{"type": "Feature", '
        '"properties": {}, "geometry": {"type": "Point", "coordinates": [-76.53, 3.45'
        "]}}]}",
        [CALI],
    ),
    "geojson utm no crs": (
        '{"type": "FeatureCollection", "crs": null, "features": [{"type": "Feature", '
        '"properties": {}, "geometry": {"type": "Point", "coordinates": [330047, 3814'
        "78]}}]}",
        ASK,
    ),
    "json seq": (
        '\x1e{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":'
        "[-76.53,3.45]}}\n"
        '\x1e{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":'
        "[-76.6063,2.4419]}}\n",
        [CALI, POPAYAN],
    ),
    "netlink kml": (
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="g"><Document><NetworkL'
        "ink><Link><href>https://www.google.com/maps/d/kml?mid=1</href></Link></Netwo"
        "rkLink></Document></kml>",
        "exchange.is_network_link",
    ),
    "multitrack": (
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="g"><Document><Placemar'
        "k><gx:MultiTrack><gx:Track><gx:coord>-76.53 3.45 0</gx:coord></gx:Track></gx"
        ":MultiTrack></Placemark></Document></kml>",
        [CALI],
    ),
    "html xls": ("<html><table><tr><td>a</td></tr></table></html>", "exchange.is_web_page"),
    "html xls2": ("<meta charset=utf-8><table><tr><td>a</td></tr></table>", "exchange.is_web_page"),
    "xml xls": (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns'
        '="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
        "exchange.is_sheet_as_xml",
    ),
    "letters of a Macintosh": (
        "municipio;departamento\nPopayán;Cauca\nChachagüí;Nariño\n".encode("mac_roman"),
        [POPAYAN, "52240"],
    ),
    "two stray bytes in UTF-8": (
        "municipio;departamento;n\nPopayán;Cauca;a\nJamundí;Valle del Cauca;c\n".encode()
        + b"Cali;Valle del Cauca;\xe9\xe1\n",
        [POPAYAN, "76364", CALI],
    ),
    "no-break spaces and quotes of Windows": (
        "lat;lon;nota\n3.45\u00a0;-76.53\u00a0;año – “x”\n".encode("cp1252"),
        [CALI],
    ),
    "a table in gzip": (gzip.compress(ONE.encode()), [CALI]),
    "a workbook in a zip": (zipped(**{"x.xlsx": workbook()}), [CALI]),
    "a geodatabase": (zipped(**{"a.gdb/a1.gdbtable": "x"}), "exchange.is_geodatabase"),
    "a document": (zipped(**{"word/document.xml": "<x/>"}), "exchange.is_document"),
    "an entry without a name": (zipped(**{".": "x", "a.shp": "x"}), "exchange.zip_path"),
    "two tables in a zip": (zipped(**{"a.csv": ONE, "b.csv": ONE}), "exchange.zip_several"),
    "a table and its readme": (zipped(**{"a.csv": ONE, "LEEME.txt": "hola"}), [CALI]),
    "a table called txt": (zipped(**{"CO.txt": ONE}), [CALI]),
    "a pdf": (b"%PDF-1.4 x", "exchange.is_pdf"),
}
