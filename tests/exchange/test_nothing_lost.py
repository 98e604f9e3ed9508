"""No row is lost, moved or emptied without a word: each is kept, mended, or listed."""

import pytest

from geo.exchange import Options, accept, inspect
from tests.exchange.placed import codes_of

CALI, PASTO, MEDELLIN, BOGOTA = "76001", "52001", "05001", "11001"
LONG = "".join(f"{n};x;Cali\n" for n in range(4, 40))
GEOJSON = '"{""type"":""Point"",""coordinates"":[%s,3.45]}"\n'


def read(data, evidence, **options):
    data = data.encode() if isinstance(data, str) else data
    return accept(inspect("x", data, evidence.municipalities, Options(**options)))


def told(table) -> list[str]:
    """The names of the notes."""
    return [note.name for note in table.notes]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Cali\nMedellín\nPasto\n", [CALI, MEDELLIN, PASTO]),
        ("Cali;Valle del Cauca\nMedellín;Antioquia\n", [CALI, MEDELLIN]),
        ("Hospital X,Cali,activo\nHospital Y,Pasto,activo\n", [CALI, PASTO]),
        ("Cali,2022\nMedellín,2023\n", [CALI, MEDELLIN]),
        ("POINT(-76.53 3.45)\nPOINT(-75.56 6.25)\n", [CALI, MEDELLIN]),
        (GEOJSON % -76.53 + GEOJSON % -76.52, [CALI, CALI]),
    ],
)
def test_a_first_row_that_lies_somewhere_is_a_row(text, right, evidence):
    table = read(text, evidence)
    assert codes_of(table.frame, evidence.municipalities) == right
    assert told(table) == ["note_no_header"]


def test_it_is_said_where_nothing_tells_headings_from_a_row(evidence):
    assert told(read("Caly\nMedellín\nPasto\n", evidence)) == ["note_headings"]
    assert told(read("codigo\n05001\n76001\n", evidence)) == []


@pytest.mark.parametrize(
    ("text", "rows", "marks"),
    [
        (f'id;t;municipio\n1;x;Cali\n3;"El Cauca;Cali\n{LONG}40;"El Valle;Pasto\n', 39, 2),
        ('id\tt\tcity\n2\t"open\tPasto\n3\tx\tCali\n4\t"La Loma" sur\tCali\n', 3, 1),
        ('id;t;municipio\n1;"a;Cali\n2;"b;Pasto\n3;"c";Cali\n', 3, 2),
        ('id,t,municipio\n1,"a\nb, c\nd",Cali\n2,"x, y\nz, u",Pasto\n', 2, 0),
    ],
)
def test_a_stray_quotation_mark_swallows_no_row(text, rows, marks, evidence):
    table = read(text, evidence)
    assert (table.rows, len(table.frame)) == (rows, rows)
    assert [note.values for note in table.notes] == ([{"n": marks}] if marks else [])
