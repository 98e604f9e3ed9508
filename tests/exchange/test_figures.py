"""Cells of a reader's figures: the fields' columns, the lines of the file, rows out of order."""

import pytest

from geo.aid import check_reported
from geo.evidence import load
from geo.exchange import inspect
from geo.exchange.figures import figures, guess

MUNICIPALITIES = load("municipalities")
FIELDS = ("divipola", "fiscal_year", "amount", "programme")


def read(text: str):
    reading = inspect("own.csv", text.encode(), MUNICIPALITIES)
    return reading, {field: guess(reading, field) for field in FIELDS}


@pytest.mark.parametrize(
    "heading",
    [
        "divipola,fiscal_year,amount,programme",
        "Código DANE,Año fiscal,Monto USD,Programa",
        "cod_mpio,vigencia,valor,proyecto",
    ],
)
def test_headings_are_known_in_either_language(heading):
    reading, columns = read(f"{heading}\n19142,2023,10,P_HR4P\n")
    assert list(columns.values()) == list(reading.columns)
    assert figures(reading, columns).to_dict("records") == [
        {
            "divipola": "19142",
            "fiscal_year": "2023",
            "amount": "10",
            "programme": "P_HR4P",
            "row": 2,
        }
    ]


def test_a_column_that_no_heading_names_is_left_to_the_reader():
    _, columns = read("divipola,a,b,c\n19142,2023,10,P_HR4P\n")
    assert columns == {"divipola": "divipola", "fiscal_year": "", "amount": "", "programme": ""}


def test_no_number_is_read_from_a_row_that_a_comma_has_split():
    reading, columns = read(
        "divipola,fiscal_year,amount,programme\n19142,2023,1,234.50,P_HR4P\n19212,2023,7,P_HR4P\n"
    )
    cells = figures(reading, columns)
    assert list(cells["amount"]) == ["1 | P_HR4P", "7"]
    checked = check_reported(cells, MUNICIPALITIES, load("aid_programmes"))
    assert checked.ledger["row_status"].tolist() == ["not_counted", "kept"]
    assert checked.rows["reported_usd"].tolist() == [7.0]
