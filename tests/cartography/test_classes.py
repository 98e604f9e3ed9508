"""Classes: the breaks hold what the legend says, and the browser colours what we counted."""

import itertools

import pandas as pd
import pytest

from geo.cartography import palette
from geo.cartography.classes import MOST, classify
from geo.evidence import columns

UNITS = ["05001", "05002", "19001", "76001"]
TWO = [[1, 2, 3, 255], [4, 5, 6, 255]]


def test_a_value_at_a_break_belongs_to_the_class_below():
    classes = classify(pd.Series({"05001": 10.0, "76001": 10.1}), UNITS, (0, 10, 20), TWO)
    assert classes.codes == "0--1"
    assert classes.counts == (1, 1)
    assert classes.missing == 2


def test_a_missing_value_is_no_class_and_not_the_lowest():
    classes = classify(pd.Series({"05001": None, "19001": 20}), UNITS, (0, 10, 20), TWO)
    assert classes.codes == "--1-"


@pytest.mark.parametrize("value", [0, -1, 20.5])
def test_a_value_that_no_class_holds_is_refused(value):
    with pytest.raises(ValueError, match="outside"):
        classify(pd.Series({"05001": value}), UNITS, (0, 10, 20), TWO)


def test_a_value_of_a_unit_that_is_not_on_the_map_is_refused():
    with pytest.raises(ValueError, match="94663"):
        classify(pd.Series({"94663": 5.0}), UNITS, (0, 10, 20), TWO)


def test_more_than_seven_classes_or_other_colours_are_refused():
    with pytest.raises(ValueError, match="at most 7"):
        classify(pd.Series({"05001": 5.0}), UNITS, range(9), [*palette.GREENS, TWO[0]])
    with pytest.raises(ValueError, match="2 colours for 1 classes"):
        classify(pd.Series({"05001": 5.0}), UNITS, (0, 10), TWO)


@pytest.mark.parametrize("ramp", [palette.GREENS, palette.PURPLES])
def test_ramps_grow_darker_at_every_step_so_that_a_grey_print_keeps_the_order(ramp):
    grey = [0.3 * r + 0.6 * g + 0.1 * b for r, g, b, _ in ramp]
    assert len(ramp) <= MOST
    assert all(lighter - darker > 15 for lighter, darker in itertools.pairwise(grey))


def test_hatching_differs_from_its_ground_in_grey():
    for colour in [*palette.GREENS, *palette.PURPLES]:
        over = palette.stripe(colour)
        ground, line = (0.3 * c[0] + 0.6 * c[1] + 0.1 * c[2] for c in (colour, over))
        assert abs(ground - line) * over[3] / 255 > 30


def test_every_type_of_event_and_status_has_a_colour_of_its_own():
    shown = {
        "explosive_device", "drone_attack", "armed_attack", "vehicle_bomb", "massacre",
        "motorcycle_bomb", "ambush", "kidnapping", "roadblock", "assassination",
    }  # fmt: skip
    assert shown <= set(palette.EVENTS) <= set(columns()["event_type"].values)
    assert set(palette.STATUSES) == set(columns()["status_code"].values)
    assert len({tuple(c) for c in palette.EVENTS.values()}) == len(palette.EVENTS)
