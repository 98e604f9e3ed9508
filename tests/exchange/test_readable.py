"""Rows as a reader sees them, as the table of a stand-alone map holds them."""

import pandas as pd

from geo.exchange.readable import as_texts, order_of


def test_codes_are_words_numbers_are_written_in_the_language_and_blanks_stay_empty():
    frame = pd.DataFrame(
        {
            "municipality": ["Tibú", None],
            "year": [2024, 2023],
            "hectares": [23111.25, float("nan")],
            "event_type": ["vehicle_bomb", None],
            "mine": ["<b>", "x"],
        }
    )
    told = as_texts(frame, "es", own=["mine"])
    first, second = told.to_dict("records")
    assert list(first.values()) == ["Tibú", "2024", "23.111,25", "carro o camión bomba", "<b>"]
    assert list(second.values()) == ["", "2023", "", "", "x"]
    assert "ha" in list(told)[2]


def test_days_points_and_whole_figures_read_as_in_a_text():
    names = [
        "date",
        "value",
        "net_share_modelled",
        "population_within_modelled",
        "load_ha_modelled",
    ]
    frame = pd.DataFrame([["2025-08-21", 173.0, 0.04, 29301.94, 25627.63]], columns=names)
    assert as_texts(frame, "es").to_dict("records") == [
        {
            "Fecha": "21 de agosto de 2025",
            "Valor": "173",
            "Ganancia menos pérdida (modelada) (puntos)": "4,0",
            "Personas dentro, por área (modelado) (personas)": "29.302",
            "Carga (modelada) (ha)": "25.628",
        }
    ]
    assert order_of("2025-08-21") > order_of("2025-08") > order_of("2025-07-31")
