"""Errors of the hours: legs, draws that repeat, and how firm the way around Santander is."""

from dataclasses import replace

import numpy as np
import pytest

from geo.answers import doubts as answers
from geo.answers.doubts import errors as answered
from geo.answers.way import DEFAULT, outcome
from geo.journeys import errors


@pytest.fixture(scope="module")
def closure(evidence):
    return evidence.ask(outcome, replace(DEFAULT, closed=("19698",)))


def test_without_errors_the_legs_give_the_hours_back(evidence, closure):
    legs = errors.legs(closure)
    place = {evidence.travel_times.codes[row]: i for i, row in enumerate(legs.seats)}
    popayan, cali, suarez = (place[code] for code in ("19001", "76001", "19780"))
    [open_ways] = errors.shortest_ways(legs.hours[None])
    [closed] = errors.shortest_ways(np.where(legs.open, legs.hours, errors.FAR)[None])
    assert (open_ways[popayan, cali], closed[popayan, cali]) == (13, 17)
    assert closed[popayan, suarez] + closed[suarez, cali] == 17
    assert closed[popayan, place["19698"]] >= errors.FAR


def test_draws_repeat_and_both_ways_of_a_leg_err_alike(closure):
    legs = errors.legs(closure)
    one, again = (errors.draws(legs, 0.25)[:2] for _ in range(2))
    assert (one == again).all() and (one[0] == one[0].T).all() and (one[0] != one[1]).any()


def test_suarez_gains_in_most_draws_and_the_way_by_silvia_and_toribio_else(evidence):
    answer = answered(evidence, replace(DEFAULT, closed=("19698",)))
    said = answer.said["errors"].values
    assert said["place"] == "Suárez"
    assert 0.9 <= said["small"] <= 0.99 and 0.7 <= said["large"] <= 0.85
    assert {"Silvia", "Jambaló", "Toribío"} <= set(answer.said["errors_rivals"].values["places"])
    named = answer.frame.drop_duplicates("divipola").set_index("municipality")["change_modelled"]
    assert named[["Suárez", "Buenos Aires", "Silvia"]].tolist() == ["gain", "either", "same"]
    nothing = answered(evidence, replace(DEFAULT, closed=("76520",)))
    assert nothing.frame.empty and nothing.said["holds_none"]
    without_coca = answered(evidence, replace(DEFAULT, origins=("11001",), closed=("19698",)))
    assert without_coca.frame.empty and without_coca.said["holds_none"]


def test_more_seats_than_can_be_tried_are_said_instead(evidence, monkeypatch):
    for held in (errors, answers):
        monkeypatch.setattr(held, "MOST_SEATS", 100)
    answer = answers.errors(evidence, replace(DEFAULT, closed=("19698",), limit_hours=9))
    assert answer.frame.empty
    [told] = answer.sentences
    assert (told.name, told.values["seats"]) == ("errors_many", 135)
