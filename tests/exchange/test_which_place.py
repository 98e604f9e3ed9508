"""Which column, and which word in a cell, says where a row lies: the right place, or a reason."""

import pytest

from geo.answers.joined import joined
from geo.errors import FileRefused
from geo.exchange import Options, accept, inspect, write
from geo.exchange.read.inspection import check_request


def read(text, evidence):
    return accept(check_request(inspect("rows.csv", text.encode(), evidence.municipalities)))


def places(table):
    return dict(zip(table.frame["row"], table.frame["divipola"], strict=True))


def reasons(table):
    return dict(zip(table.reasons["row"], table.reasons["reason"], strict=True))


@pytest.mark.parametrize("heading", ["country", "PAIS_HECHO", "Nacionalidad", "donde"])
def test_the_country_is_not_the_municipality_of_its_name(heading, evidence):
    with pytest.raises(FileRefused, match="Nothing says where"):
        read(f"id,{heading},n\n1,Colombia,3\n2,Colombia,5\n", evidence)
    table = read(f"lat,lon,{heading}\n8.63,-72.73,Colombia\n,,Colombia\n", evidence)
    assert table.kept == 1 and reasons(table) == {2: "no_place"}
    named = read("municipio,n\nColombia,3\n", evidence)
    assert places(named) == {1: "41206"}  # in Huila


def test_events_of_ucdp_lie_where_their_coordinates_say(evidence):
    head = "id,year,adm_1,adm_2,latitude,longitude,country,best"
    row = "1,2021,Norte de Santander department,Tibú municipality,8.64,-72.73,Colombia,2"
    assert read(f"{head}\n{row}\n", evidence).kept == 1
    by_name = "id,adm_1,adm_2\n1,Norte de Santander department,Tibú municipality\n"
    assert places(read(by_name, evidence)) == {1: "54810"}


@pytest.mark.parametrize(
    "code",
    ["COL.05001", "COL05001", "CO.05001", "05-001", "05 001", "5.001,00", "DANE 05001", "CO-05001"],
)
def test_a_code_is_read_however_a_table_has_it(code, evidence):
    assert places(read(f'divipola;n\n"{code}";1\n', evidence)) == {1: "05001"}


@pytest.mark.parametrize("heading", ["codigo", "cod", "code", "divipola", "lugar"])
def test_a_code_that_a_program_made_a_decimal_of_is_one(heading, evidence):
    table = read(f"{heading},n\n5001.0,1\n19050.0,2\n52835.0,3\n", evidence)
    assert places(table) == {1: "05001", 2: "19050", 3: "52835"}


EVENT = "{},latitud_hecho,longitud_hecho\n3.45,-76.53,2.44,-76.61\n3.45,-76.53,2.26,-77.25\n"
POSITION = 'lat,lon,coordenadas_evento\n3.45,-76.53,"2.44, -76.61"\n3.45,-76.53,"2.26, -77.25"\n'
CODES = "divipola,cod_mpio_ocurrencia\n19001,19050\n76001,52835\n"


@pytest.mark.parametrize(
    "text", [EVENT.format("latitud,longitud"), EVENT.format("lat,lng"), POSITION, CODES]
)
def test_the_place_of_the_event_is_asked_for_beside_one_that_says_nothing(text, evidence):
    with pytest.raises(FileRefused) as refused:
        read(text, evidence)
    assert [way.row for way in refused.value.draft.ways] == [1, 1]
    other = text.replace("_hecho", "_residencia")
    other = other.replace("_evento", "_residencia").replace("_ocurrencia", "_residencia")
    assert read(other, evidence).kept == 2


def test_a_number_within_its_department_goes_with_the_departments_name(evidence):
    table = read("departamento,cod_mpio\nCauca,050\nCauca,256\nAntioquia,1\n", evidence)
    assert places(table) == {1: "19050", 2: "19256", 3: "05001"}


@pytest.mark.parametrize(
    "head", ["codigo_postal,v", "valor,unidad", "total,casos", "monto,v", "telefono,v"]
)
def test_postal_codes_and_other_figures_place_no_row(head, evidence):
    with pytest.raises(FileRefused, match="Nothing says where"):
        read(f"{head}\n50001,1\n19050,2\n", evidence)


@pytest.mark.parametrize("rows", [3, 40])
def test_the_place_of_the_event_goes_with_its_department(rows, evidence):
    """A birthplace that differs now and then is another place, and crossed with no department."""
    head = "municipio_nacimiento,municipio_ocurrencia,departamento_ocurrencia\n"
    text = head + "Popayán,Popayán,Cauca\n" * (rows - 1) + "Pasto,Argelia,Cauca\n"
    table = read(text, evidence)
    assert table.kept == rows and places(table)[rows] == "19050"


@pytest.mark.parametrize(
    ("cell", "department", "place"),
    [
        ("Argelia (El Tambo)", "Cauca", None),
        ("La Unión (Sucre)", "Nariño", None),
        ("Huisitó (El Tambo)", "Cauca", "19256"),
        ("Popayán (vereda Argelia)", "Cauca", "19001"),
        ("La Unión (Sucre)", "", "70400"),
    ],
)
def test_a_cell_with_two_places_is_asked_about(cell, department, place, evidence):
    table = read(f"municipio,departamento\n{cell},{department}\n", evidence)
    assert places(table) == ({1: place} if place else {})
    assert reasons(table) == ({} if place else {1: "ambiguous_name"})


SUBTOTALS = "Total Cauca,\nTotal Santander,\nTotal general,\n"


@pytest.mark.parametrize(
    ("department", "town", "place"),
    [
        ("Departamento de Bolívar", "San Pablo", "13670"),
        ("Gobernación del Valle del Cauca", "Argelia", "76054"),
        ("CO-CAU", "Argelia", "19050"),
        ("NAR", "La Unión", "52399"),
        ("19 - Cauca", "Argelia", "19050"),
        ("Cauca (19)", "Argelia", "19050"),
        ("Sur de Bolívar", "El Carmen", None),
        ("Norte del Cauca", "Villarrica", None),
        ("ChocÃ³", "El Carmen", None),
    ],
)
def test_a_department_beside_a_name_is_never_passed_over(department, town, place, evidence):
    rows = f"departamento,municipio\n{department},{town}\n"
    for text in (rows, rows + SUBTOTALS):
        table = read(text, evidence)
        assert places(table) == ({1: place} if place else {})
        assert table.rejected == table.rows - table.kept


def test_the_status_of_a_row_is_no_department(evidence):
    table = read("estado,municipio\nActivo,Popayán\nCerrado,Tibú\n", evidence)
    assert places(table) == {1: "19001", 2: "54810"}


@pytest.mark.parametrize("heading", ["Capital", "Ciudad capital"])
def test_figures_of_departments_are_not_their_capitals(heading, evidence):
    rows = "Cauca,Popayán,10\nNariño,Pasto,20\n"
    with pytest.raises(FileRefused, match="Nothing says where"):
        read(f"Departamento,{heading},Casos\n{rows}", evidence)
    chosen = Options(municipality=heading)
    text = f"Departamento,{heading},Casos\n{rows}".encode()
    table = accept(inspect("rows.csv", text, evidence.municipalities, chosen))
    assert places(table) == {1: "19001", 2: "52001"}


def test_totals_of_departments_are_no_municipalitys(evidence):
    head = "DEPARTAMENTO,MUNICIPIO,CASOS\n"
    totals = "Antioquia,Antioquia,9\nArauca,Arauca,30\nRisaralda,Risaralda,3\nCaldas,Caldas,2\n"
    table = read(f"{head}{totals}Antioquia,Medellín,9\nArauca,Tame,20\n", evidence)
    assert places(table) == {5: "05001", 6: "81794"}
    assert set(reasons(table).values()) == {"department_row"}
    alone = read(f"{head}Arauca,Arauca,30\nArauca,Tame,20\n", evidence)
    assert places(alone) == {1: "81001", 2: "81794"}  # nothing says that it is a total


def test_a_second_table_is_not_read_under_the_headings_of_the_first(evidence):
    text = "codigo_dane;homicidios\n19050;3\n\ncodigo_dane;secuestros\n19050;7\n19256;2\n"
    table = read(text, evidence)
    assert places(table) == {1: "19050"}
    assert [reasons(table)[row] for row in (2, 3, 4)] == ["other_table"] * 3
    head, rows = "Depto;Municipio;Casos\n", "Cauca;Argelia;3\nNariño;Pasto;1\nMeta;Mapiripán;2\n"
    table = read(f"Homicidios\n{head}{rows}Secuestros\n{head}{rows}", evidence)
    assert list(places(table)) == [1, 2, 3]
    assert list(reasons(table).values())[-4:] == ["other_table"] * 4


def test_headings_of_the_next_page_are_left_out_alone(evidence):
    table = read("divipola;n\n19050;3\ndivipola;n\n19256;2\n", evidence)
    assert places(table) == {1: "19050", 3: "19256"}
    assert reasons(table) == {2: "headings_again"}


def test_a_towns_own_grid_is_taken_at_its_number_alone(evidence):
    """EPSG:6247, Bogotá's: Plaza de Bolívar at 4.5981, -74.0760."""
    text = b"nombre,este,norte\nPlaza,100171.0,100208.0\nUsme,97000.0,95500.0\n"
    reading = inspect("rows.csv", text, evidence.municipalities, Options(crs=6247))
    table = accept(check_request(reading))
    assert table.kept == 2
    assert table.frame.geometry.y[0] == pytest.approx(4.5981, abs=1e-3)
    assert table.frame.geometry.x[0] == pytest.approx(-74.0760, abs=1e-3)


ZONES = "{},este,norte\n{},329813.7,381647.1\n{},320462.9,270333.4\n{},778181.5,165954.4\n"
ORIGINS = "{},este,norte\n{},1060617.2,873447.7\n{},1051473.5,762110.0\n{},1148326.0,1447463.7\n"


@pytest.mark.parametrize(
    ("text", "systems", "last"),
    [
        (ZONES, ("zona_utm", "18N", "18N", "17N"), "52835"),
        (ZONES, ("huso", "UTM zone 18", "18 N", "WGS84 / UTM zone 17N"), "52835"),
        (ZONES, ("EPSG", "32618", "EPSG:32618", "EPSG:32617"), "52835"),
        (ORIGINS, ("origen", "Oeste", "OESTE", "Bogotá"), "54810"),
        (ORIGINS, ("sistema", "3115", "Magna Colombia Oeste", "Magna-Sirgas Bogotá"), "54810"),
    ],
)
def test_rows_that_state_their_own_system_are_read_in_it(text, systems, last, evidence):
    table = read(text.format(*systems), evidence)
    here = joined(evidence, table.frame).frame["divipola"]
    assert here.tolist() == ["76001", "19001", last]
    unknown = read(text.format(*systems) + "?,329813.7,381647.1\n" + ",,\n", evidence)
    assert reasons(unknown) == {4: "not_a_number"}
    with pytest.raises(FileRefused, match="north"):
        read(text.replace("este,norte", "x,y").format(*systems), evidence)


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_names_with_their_department_stand_in_one_column_under_its_heading(rows, evidence):
    table = read("Municipio\n" + "Argelia, Cauca\n" * rows, evidence)
    assert places(table) == dict.fromkeys(range(1, rows + 1), "19050")


@pytest.mark.parametrize(
    "text", ["depto;municipio\nCauca;Arge\0lia\n", "divipola\n19050\n" + "\0" * 500]
)
def test_text_with_empty_bytes_is_called_so(text, evidence):
    with pytest.raises(FileRefused, match="empty bytes"):
        read(text, evidence)
    with pytest.raises(FileRefused, match="not read"):
        inspect("x", bytes(range(256)) * 8, evidence.municipalities)


@pytest.mark.parametrize("kind", ["fgb", "gpkg", "geojson", "kml", "parquet", "xlsx", "csv"])
def test_rows_by_code_come_back_without_a_repair_from_every_format(kind, evidence):
    frame = joined(evidence, read("divipola,n\n19050,1\n05001,2\n", evidence).frame).frame
    content = write(frame[["n", "divipola", "geometry"]], kind, {"title": "x"})
    table = accept(check_request(inspect(f"rows.{kind}", content, evidence.municipalities)))
    assert places(table) == {1: "19050", 2: "05001"}
    assert not table.repaired
