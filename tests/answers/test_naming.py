"""Programmes by the place they name, and programmes by words."""

import pytest

from geo.answers.naming import find, naming
from geo.evidence import load

PROGRAMMES, FOOTPRINTS = load("aid_programmes"), load("aid_footprints")


def asked(level, members=None, place=None):
    return naming(PROGRAMMES, FOOTPRINTS, level, "2025-03-31", members, place)


def test_64_municipalities_are_named_and_none_by_an_active_programme():
    answer = asked("municipality")
    assert answer.frame["divipola"].nunique() == 64
    assert not (answer.frame["status_code"] == "active").any()
    counting = answer.frame[answer.frame["counts_for_allocation"]]
    assert counting["divipola"].nunique() == 52
    cauca = counting.loc[counting["department_code"] == "19", "municipality"]
    assert set(cauca) == {"Caloto", "Corinto", "Jambaló", "Santander de Quilichao"}


def test_departments_stay_departments():
    assert len(asked("department").frame) == 62
    assert "divipola" not in asked("department").frame


def test_a_subregion_and_a_city_hold_municipal_rows_only():
    pdet, cities = load("pdet"), load("cities")
    region = asked("pdet", pdet, "Alto Patía y Norte del Cauca").frame
    assert set(region["pdet_subregion"]) == {"Alto Patía y Norte del Cauca"}
    assert region["divipola"].notna().all()
    cali = asked("city", cities, "76001")
    assert set(cali.frame["city"]) == {"Cali"}
    assert cali.sentences[0].values["active"] == 0


def test_a_place_that_no_programme_names_has_no_row_and_is_told_so():
    answer = asked("municipality", place="19256")
    assert answer.frame.empty
    assert answer.sentences[0].key == "answers_aid.naming_none"


@pytest.mark.parametrize("text", ["jovenes RESILIENTES", "Jóvenes", "p_yra"])
def test_words_are_found_without_accents_and_in_either_language(text):
    assert "P_YRA" in set(find(PROGRAMMES, text)["programme_id"])


def test_every_word_must_occur_and_no_word_keeps_all():
    assert find(PROGRAMMES, "jóvenes zzz").empty
    assert len(find(PROGRAMMES, "  ")) == len(PROGRAMMES)
    assert find(PROGRAMMES, "(.*").empty
