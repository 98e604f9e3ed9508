"""Rows as a reader sees them, as the table of a stand-alone map holds them."""

import pandas as pd

from geo.exchange.readable import as_texts


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
