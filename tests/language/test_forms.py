"""Numbers, dates and lists as an English and a Colombian reader write them."""

import math

import pandas as pd
import pytest

from geo.language import (
    UNITS,
    Range,
    date,
    join_list,
    messages,
    minutes,
    money,
    number,
    one_stop,
    percent,
    say,
    sentences,
    tell,
)


@pytest.mark.parametrize(
    ("value", "decimals", "en", "es"),
    [
        (36876.5, 2, "36,876.50", "36.876,50"),
        (36876.5, 0, "36,877", "36.877"),
        (36876.499999999996, 0, "36,877", "36.877"),
        (1234567, 0, "1,234,567", "1.234.567"),
        (0, 0, "0", "0"),
        (0.05, 1, "0.1", "0,1"),
        (-2.43, 2, "-2.43", "-2,43"),
        (math.inf, 1, "∞", "∞"),
        (-1e308, 0, "-1E308", "-1E308"),
    ],
)
def test_numbers(value, decimals, en, es):
    assert number(value, "en", decimals) == en
    assert number(value, "es", decimals) == es


@pytest.mark.parametrize("form", [number, percent, UNITS["h"], minutes, money, date])
@pytest.mark.parametrize("missing", [None, math.nan, pd.NA, pd.NaT])
def test_missing_is_said_and_never_zero(form, missing):
    assert form(missing, "en") == "no data"
    assert form(missing, "es") == "sin datos"


def test_shares_hours_and_minutes_carry_their_unit():
    assert percent(0.865, "en") == "86.5%"
    assert percent(0.865, "es") == "86,5\u00a0%"
    assert percent(1, "es", 0) == "100\u00a0%"
    assert UNITS["h"](2.43, "es") == "2,4\u00a0h"
    assert minutes(24.2, "en") == "24\u00a0min"


def test_from_an_hour_and_a_half_on_minutes_are_told_as_a_clock_tells_them():
    assert minutes(89.4, "es") == "89\u00a0min"
    assert minutes(135, "es") == minutes(134.6, "en") == "2\u00a0h\u00a015\u00a0min"
    assert minutes(120, "es") == minutes(119.7, "en") == "2\u00a0h"
    assert minutes(60_001, "es") == "1.000\u00a0h\u00a01\u00a0min"


def test_money_is_in_millions_from_a_million_on():
    assert money(8_256_000, "en") == "$8.3 million"
    assert money(8_256_000, "es") == "8,3 millones de dólares"
    assert money(999_999, "es") == "999.999 dólares"
    assert money(19_250_000, "en") == "$19.25 million"
    assert money(155_250_000, "es") == "155,25 millones de dólares"
    assert money(19_251_000, "en") == "$19.3 million"
    assert money(485_500_000, "en") == "$485.5 million"
    assert money(46_000_000, "en") == "$46.0 million"


@pytest.mark.parametrize(
    ("iso", "en", "es"),
    [
        ("2025-08-21", "August 21, 2025", "21 de agosto de 2025"),
        ("2025-08", "August 2025", "agosto de 2025"),
        ("2025", "2025", "2025"),
        ("", "no data", "sin datos"),
        ("FY2024", "FY2024", "FY2024"),
        ("2025-02-30", "2025-02-30", "2025-02-30"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(iso, en, es):
    assert date(iso, "en") == en
    assert date(iso, "es") == es


def test_lists():
    assert join_list(["Cali"], "es") == "Cali"
    assert join_list(["Cali", "Jamundí", "Suárez"], "en") == "Cali, Jamundí and Suárez"
    assert join_list(["Cali", "Jamundí", "Suárez"], "es") == "Cali, Jamundí y Suárez"
    assert join_list(["Suárez", "Ipiales"], "es") == "Suárez e Ipiales"
    assert join_list([], "en") == ""


def test_an_unknown_message_is_an_error():
    with pytest.raises(KeyError):
        tell("frame.nonsense", "en")


MADE = {
    "test.coca": {
        "en": "{n} {n:municipality|municipalities} {n:has|have} {coca:ha}, {share:percent.0}.",
        "es": "{n} {n:municipio|municipios} {n:tiene|tienen} {coca:ha}, {share:percent.0}.",
    },
    "test.all": {
        "en": "{where} {day:date} {n} {x} {both}",
        "es": "{where} {day:date} {n} {x} {both}",
    },
}


@pytest.fixture
def made(monkeypatch):
    monkeypatch.setattr(sentences, "text", lambda key, lang: (MADE | messages())[key][lang])


def test_a_message_says_unit_and_plural(made):
    one = say("test.coca", n=1, coca=1234.6, share=0.07)
    assert tell(one, "en") == "1 municipality has 1,235\u00a0ha, 7%."
    many = say("test.coca", n=2, coca=Range(1, 2), share=Range(0.071, 0.074))
    assert tell(many, "es") == "2 municipios tienen 1,00–2,00\u00a0ha, 7\u00a0%."
    assert tell(say("test.coca", n=0, coca=None, share=None), "en") == (
        "0 municipalities have no data, no data."
    )


def test_a_noun_after_a_range_agrees_with_its_high_end(made):
    one, more = (say("test.coca", n=Range(k, k), coca=1, share=1) for k in (1, 2))
    assert tell(one, "en").startswith("1 municipality has")
    assert tell(more, "en").startswith("2 municipalities have")


def test_one_killed_is_one():
    told = [
        tell("incidents.ucdp_told", "es", best=n, place="Cali").split(" según")[0] for n in (1, 2)
    ]
    assert told == ["1 muerto", "2 muertos"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bogotá, D.C..", "Bogotá, D.C."),
        ("EE. UU.. Cali.", "EE. UU. Cali."),
        ("Cali.", "Cali."),
        ("A...", "A..."),
    ],
)
def test_the_stop_of_an_abbreviation_also_ends_its_sentence(text, told):
    assert one_stop(text) == told


def test_a_message_that_ends_with_such_a_place_has_one_stop():
    told = tell("answers_corridors.without_coca", "es", year=2024, places=["Bogotá, D.C."])
    assert told.endswith("D.C.") and not told.endswith("..")


def test_a_span_of_days_or_years_with_equal_ends_says_one():
    days = Range("2025-08-21", "2025-08-21")
    assert tell("answers_incidents.rows", "es", n=1, total=245, days=days) == (
        "1 de los 245 hechos registrados cumple estos filtros, el 21 de agosto de 2025."
    )
    assert tell("answers_corridors.period", "en", years=Range(2025, 2025)) == (
        "Their sources date them in 2025."
    )
    assert tell("answers_corridors.period", "es", years=Range(2016, 2026)) == (
        "Sus fuentes los fechan entre 2016 y 2026."
    )


@pytest.mark.parametrize(
    ("key", "low", "high", "told"),
    [
        ("aid.usd", 10_900_000, 19e6, "10,9–19,0 millones de dólares"),
        ("aid.usd", 900_000, 19e6, "900.000 dólares a 19,0 millones de dólares"),
        (
            "closures.on_the_road",
            *(90, 150),
            "Esa media es en la carretera de unos 1 h 30 min a 2 h 30 min, "
            "según la comparación de la página de métodos.",
        ),
    ],
)
def test_a_range_says_its_unit_once(key, low, high, told):
    name = "usd" if key == "aid.usd" else "road"
    assert tell(key, "es", **{name: Range(low, high)}).replace("\u00a0", " ") == told


def test_the_days_of_one_month_name_it_once():
    days = Range("2025-04-20", "2025-04-24")
    assert tell("answers_incidents.all_rows", "es", total=2, days=days).endswith(
        "del 20 al 24 de abril de 2025."
    )


def test_a_share_that_rounds_to_nothing_is_not_nothing():
    assert percent(0.0002, "en") == "<0.1%"
    assert percent(0.0002, "es") == "<0,1\u00a0%"
    assert percent(0, "en") == "0.0%"
    assert percent(0.9993, "es", 0) == ">99\u00a0%"
    assert percent(1 - 1e-15, "en", 0) == "100%"


def test_without_a_unit_each_kind_of_value_has_its_own_writing(made):
    both = {"en": "account", "es": "cuenta"}
    values = {"where": ["Cali", "Inzá"], "day": "2025-08-21", "n": 1234, "x": 0.25, "both": both}
    assert tell("test.all", "es", **values) == "Cali e Inzá 21 de agosto de 2025 1.234 0,3 cuenta"
    assert say("test.all", **values).name == "all"


def test_a_value_is_never_read_as_a_pattern():
    assert tell("frame.link_ignored", "en", items="{version}").endswith("{version}.")


def test_a_part_stands_only_where_there_is_something_to_count():
    some = {"certain": 5, "possible": 1}
    assert "for certain and 1 possibly." in tell("answers_incidents.within", "en", **some)
    assert "for certain." in tell("answers_incidents.within", "en", **(some | {"possible": 0}))


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("2025-04-24", "from April 20 to 24, 2025."),
        ("2025-06-01", "from April 20 to June 1, 2025."),
        ("2026-04-20", "from April 20, 2025, to April 20, 2026."),
    ],
)
def test_english_days_name_month_and_year_once(last, told):
    days = Range("2025-04-20", last)
    assert tell("answers_incidents.all_rows", "en", total=2, days=days).endswith(told)
