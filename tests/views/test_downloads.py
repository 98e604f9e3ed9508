"""The map of a layer: what each place's colour counts."""

from geo.views import view


def test_both_ends_of_a_pair_of_travel_times_count_it(evidence):
    """1,120 of 1,121 municipalities have hours to each other: 1,119 pairs each."""
    [areas] = view("downloads", {"layer": "travel_time"}, evidence, "en").scene.kinds
    assert set(areas.values) == {1119.0} and len(areas.values) == 1120
    assert areas.basis == "modelled"
