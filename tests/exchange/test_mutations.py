"""A valid file written in another way puts its rows where it did, or refuses: never elsewhere."""

import csv
import io

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import FileRefused
from geo.evidence import load
from geo.exchange import accept, inspect
from tests.exchange.placed import codes_of

MUNICIPALITIES = load("municipalities")
CODES = ("76001", "19001", "19698", "05001", "05030", "11001", "19256", "52835", "27615", "54001")
CLEAN = MUNICIPALITIES.set_index("divipola", drop=False).loc[list(CODES)]
SPOTS = gpd.GeoSeries(CLEAN.representative_point())
SYSTEMS = (4326, 4326, 4326, 9377, 3115, 3116, 3117, 32618, 3857)
LATITUDES = {
    "latitude": "longitude", "Latitud": "Longitud", "lat": "lon", "LAT": "LONG",
    "_gps_latitude": "_gps_longitude", "ubicacion-Latitude": "ubicacion-Longitude",
    "decimalLatitude": "decimalLongitude", "Y": "X", "coord_y": "coord_x", "POINT_Y": "POINT_X",
    "Norte": "Este", "Latitud (N)": "Longitud (W)", "campo7": "campo8", "X": "Y",
}  # fmt: skip
CODED = ("divipola", "cod_mpio", "Código DANE", "ADM2_PCODE", "MPIO_CDPMP", "clave", "campo1")
NAMED = ("municipio", "Municipality", "NOM_MPIO", "admin2Name_es", "Lugar", "ciudad")
TITLED = ("departamento", "DEPTO", "admin1Name_es", "Department", "estado")
# Columns that are none of these, and look a little like them.
OTHERS = {
    "edad": lambda i: str(3 + i), "prioridad": lambda i: str(1 + i % 3), "anio": lambda i: "2024",
    "precision": lambda i: f"{4 + i / 10:.1f}", "altitud": lambda i: f"{995 + i}.2",
    "hospital": lambda i: "X" if i % 2 else "", "estado": lambda i: ("Activo", "Cerrado")[i % 2],
    "telefono": lambda i: f"+57 300 {i:07d}", "id": lambda i: str(90071992547409930 + i),
    "valor": lambda i: f"1.{100 + i}", "codigo_dane": lambda i: f"1760010001{i:02d}",
    "fecha": lambda i: f"2024-01-{i + 1:02d}", "nota": lambda i: "año, niño – “x”",
}  # fmt: skip


def degrees(value: float, sides: str) -> str:
    """Degrees, minutes and seconds with the side."""
    seconds = round(abs(value) * 3600, 2)
    whole, rest = divmod(seconds, 3600)
    return f"{whole:.0f}°{rest // 60:.0f}'{rest % 60:.2f}\"{sides[value < 0]}"


def written(value: float, style: str, axis: str, metres: bool) -> str:
    if metres:
        text = f"{value:.0f}" if style != "comma" else f"{value:.2f}"
        return f"{value:,.0f}".replace(",", ".") if style == "grouped" else text.replace(".", ",")
    if style == "degrees":
        return degrees(value, "NS" if axis == "y" else "EW")
    text = f"{value:.6f}"
    return text.replace(".", ",") if style == "comma" else text


def coded(code: str, style: str) -> str:
    plain = {"short": str(int(code)), "decimal": f"{int(code)}.0", "pcode": f"CO{code}"}
    plain |= {"pointed": f"{int(code[:2])}.{code[2:]}", "quoted": f"'{code}", "full": code}
    plain |= {"centre": f"{code}000", "named": f"{code} - {CLEAN.loc[code, 'municipality']}"}
    return plain[style]


def positioned(draw, sparse: list[bool]) -> dict[str, list[str]]:
    """The columns of positions, in one of the ways in which people write them."""
    system = draw(st.sampled_from(SYSTEMS))
    there = SPOTS.to_crs(system)
    style = draw(st.sampled_from(["point", "comma", "degrees", "grouped"]))
    y, x = (
        [written(v, style, axis, system not in (4326,)) for v in values]
        for axis, values in (("y", there.y), ("x", there.x))
    )
    form = draw(st.sampled_from(["pair", "pair", "pair", "cell", "geopoint", "wkt"]))
    if form != "pair" and system == 4326:
        cells = {
            "cell": [
                f"{a}; {b}" if style == "comma" else f"{a}, {b}" for a, b in zip(y, x, strict=True)
            ],
            "geopoint": [f"{p.y:.6f} {p.x:.6f} 995 4.9" for p in there],
            "wkt": [f"POINT ({p.x:.6f} {p.y:.6f})" for p in there],
        }[form]
        heading = draw(st.sampled_from(["ubicacion", "coordenadas", "WKT", "campo9"]))
        return {heading: [c if keep else "" for c, keep in zip(cells, sparse, strict=True)]}
    lat = draw(st.sampled_from(list(LATITUDES)))
    columns = {lat: y, LATITUDES[lat]: x}
    return {
        n: [c if keep else "" for c, keep in zip(v, sparse, strict=True)]
        for n, v in columns.items()
    }


@st.composite
def files(draw) -> bytes:
    """The ten places as a table, with what says where they lie written in some way."""
    ways = draw(st.sets(st.sampled_from(["position", "code", "name"]), min_size=1))
    sparse = [True] * len(CODES)
    if len(ways) > 1 and draw(st.booleans()):
        sparse = draw(st.lists(st.booleans(), min_size=len(CODES), max_size=len(CODES)))
    columns = positioned(draw, sparse) if "position" in ways else {}
    if "code" in ways:
        style = draw(st.sampled_from(
            ["full", "short", "decimal", "pcode", "pointed", "quoted", "centre", "named"]
        ))  # fmt: skip
        columns[draw(st.sampled_from(CODED))] = [coded(c, style) for c in CODES]
    if "name" in ways:
        change = draw(st.sampled_from([str, str.upper, str.lower, lambda t: f" {t} "]))
        columns[draw(st.sampled_from(NAMED))] = [change(t) for t in CLEAN["municipality"]]
        columns[draw(st.sampled_from(TITLED))] = [change(t) for t in CLEAN["department"]]
    for name in draw(st.sets(st.sampled_from(list(OTHERS)), max_size=4)) - set(columns):
        columns[name] = [OTHERS[name](i) for i in range(len(CODES))]
    order = draw(st.permutations(list(columns)))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=draw(st.sampled_from(",;\t|")))
    if draw(st.booleans()):
        writer.writerow(["Reporte"] + [""] * (len(order) - 1))
    writer.writerow(order)
    writer.writerows(zip(*(columns[name] for name in order), strict=True))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"]))
    return out.getvalue().encode(encoding, "replace")


LOOSE = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def lie_where_they_did_or_nowhere(data: bytes) -> None:
    try:
        table = accept(inspect("mutated.csv", data, MUNICIPALITIES))
    except FileRefused:
        return
    assert table.kept + table.repaired + table.rejected == table.rows == len(CODES)
    right = np.array(CODES)[table.frame["row"] - 1].tolist()
    assert codes_of(table.frame, MUNICIPALITIES) == right


@settings(max_examples=10, **LOOSE)
@given(files())
def test_rows_lie_where_they_did_or_nowhere(data):
    lie_where_they_did_or_nowhere(data)


@pytest.mark.long
@settings(max_examples=1000, derandomize=False, **LOOSE)
@given(files())
def test_rows_of_many_files_lie_where_they_did_or_nowhere(data):
    lie_where_they_did_or_nowhere(data)
