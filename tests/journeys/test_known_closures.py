"""The known answers of closures and checkpoints: all Cauca, 2024, to Cali, on the real layers."""

import numpy as np
import pytest

from geo.evidence import load
from geo.journeys import Checkpoint, Closure, Scenario, TravelTimes, outcome_of, trips_of
from geo.journeys.change import places, ways
from geo.journeys.checkpoints import curve, halving_minute
from geo.journeys.costs import cost
from geo.journeys.documents import along_documents

SANTANDER, POPAYAN, JAMUNDI, PUERTO_TEJADA = "19698", "19001", "76364", "19573"
TIMBIO, PIENDAMO, ARGELIA, CAJIBIO = "19807", "19548", "19050", "19130"


@pytest.fixture(scope="module")
def times():
    return TravelTimes.from_pairs(load("travel_time"))


@pytest.fixture(scope="module")
def trips(times):
    return trips_of(Scenario(2024, ("19",), ("76001",)), times, load("coca"))


@pytest.fixture(scope="module")
def name():
    return load("municipalities").set_index("divipola")["municipality"]


def changed(closure, kind, name):
    """{municipality: percent} of the named gains or losses."""
    frame = places(closure)
    share = frame.set_index(frame["divipola"].map(name))[f"{kind}_share_modelled"]
    return (share[share >= 0.01] * 100).round(1).to_dict()


@pytest.mark.parametrize(
    ("closed", "width_h", "hours", "cut_off"),
    [
        ((SANTANDER,), 0.1, 0.33, 312.79),
        ((POPAYAN,), 0.1, 2.43, 0),
        ((JAMUNDI,), 0.1, 0.08, 0),
        ((JAMUNDI, PUERTO_TEJADA), 0.1, 0.51, 0),
        ((TIMBIO,), 0.1, 1.75, 10.05),
        ((PIENDAMO,), 0.1, 0.51, 63.31),
        ((POPAYAN, SANTANDER), 0.1, 2.78, 312.79),
        ((CAJIBIO,), 0.1, 0.00, 805.9),
        ((SANTANDER,), 0, 0.08, 312.79),
        ((POPAYAN,), 0, 0.06, 0),
    ],
)
def test_hours_added_and_hectares_cut_off(trips, closed, width_h, hours, cut_off):
    found = cost(Closure(trips, closed, width_h))
    assert round(found["delay_mean_h_modelled"], 2) == hours
    assert found["cut_off_ha_modelled"] == pytest.approx(cut_off, abs=0.05)
    assert found["sent_ha"] == pytest.approx(36876.50, abs=0.005)


def test_argelia_closed_cuts_off_its_own(trips):
    assert cost(Closure(trips, (ARGELIA,)))["cut_off_ha_modelled"] == pytest.approx(4008.42)


def test_santander_closed_puts_the_western_road_on_the_way(trips, name):
    closure = Closure(trips, (SANTANDER,))
    assert changed(closure, "gained", name) == {"Suárez": 79.8, "Morales": 79.8}
    assert changed(closure, "lost", name) == {
        "Villa Rica": 80.0,
        "Santander de Quilichao": 80.0,
        "Puerto Tejada": 15.6,
    }
    row = places(closure).set_index("divipola").loc["19780"]
    shares = ["share_modelled", *(f"share_after_{p}modelled" for p in ("", "low_", "high_"))]
    assert [round(100 * row[s], 1) for s in shares] == [10.4, 93.1, 93.1, 93.2]
    assert row["change_modelled"] == "gain"


def test_popayan_closed(trips, name):
    gained = changed(Closure(trips, (POPAYAN,)), "gained", name)
    assert {k: v for k, v in gained.items() if v > 7.7} == {
        "Totoró": 77.5,
        "La Plata": 69.8,
        "Inzá": 69.8,
        "Puracé": 69.8,
        "Sotará Paispamba": 69.7,
        "Timbío": 28.0,
    }


def test_jamundi_closed(trips, name):
    assert changed(Closure(trips, (JAMUNDI,)), "gained", name) == {
        "Puerto Tejada": 13.4,
        "Villa Rica": 7.6,
        "Santander de Quilichao": 7.6,
    }


def test_jamundi_and_puerto_tejada_closed_lead_over_ruta_31(trips, name):
    closure = Closure(trips, (PUERTO_TEJADA, JAMUNDI))
    assert changed(closure, "gained", name) == {
        "Candelaria": 99.9,
        "Corinto": 84.2,
        "Miranda": 60.0,
        "Florida": 27.9,
        "Caloto": 13.4,
        "Santander de Quilichao": 13.4,
        "Chachagüí": 7.7,
        "Colón": 7.7,
    }
    along = along_documents(closure, load("corridor_waypoints"))
    assert along["corridor_id"][0] == "COR12"
    assert {"19212", "19455", "76275"} <= set(along["gained_divipolas"][0].split(";"))


def test_the_western_road_is_documented(trips):
    along = along_documents(Closure(trips, (SANTANDER,)), load("corridor_waypoints"))
    assert {"COR05", "COR10"} <= set(along["corridor_id"])
    assert along.set_index("corridor_id").loc["COR10", "gained_divipolas"] == "19473;19780"


def test_piendamo_closed(trips, name):
    gained = changed(Closure(trips, (PIENDAMO,)), "gained", name)
    assert {k: gained[k] for k in ("Totoró", "Silvia", "Toribío")} == {
        "Totoró": 79.6,
        "Silvia": 35.6,
        "Toribío": 27.3,
    }


def test_cajibio_closed_changes_nothing_by_name(trips, name):
    closure = Closure(trips, (CAJIBIO,))
    assert changed(closure, "gained", name) == changed(closure, "lost", name) == {}


@pytest.mark.parametrize(
    ("held", "passing"),
    [
        (
            SANTANDER,
            {0: 86.5, 1: 86.5, 5: 84.4, 10: 81.4, 15: 80.8, 20: 73.3, 25: 32.4, 30: 2.1, 45: 0.9},
        ),
        (PUERTO_TEJADA, {0: 51.2, 1: 38.5, 3: 17.1, 5: 0.0}),
    ],
)
def test_what_still_passes_a_checkpoint(trips, held, passing):
    frame = curve(Closure(trips, (held,)), 120).set_index("delay_min")
    found = (frame["share_modelled"] * 100).round(1)
    assert {p: found[p] for p in passing} == passing
    load_at = places(Checkpoint(Closure(trips, (held,)), 1)).set_index("divipola")
    assert round(100 * load_at.loc[held, "share_after_modelled"], 1) == passing[1]


def test_most_break_evens_in_santander_are_24_minutes(trips):
    closure = Closure(trips, (SANTANDER,))
    around = closure.touched & ~closure.cut_off
    hectares = trips.hectares[around & (closure.added == 4)].sum()
    assert hectares / trips.hectares[around].sum() > 0.9
    assert halving_minute(curve(closure, 120)) == 24


@pytest.mark.parametrize("closed", [(SANTANDER,), (POPAYAN,), (TIMBIO,), (POPAYAN, SANTANDER)])
def test_leaving_seats_out_changes_nothing(trips, closed, monkeypatch):
    """The seats that cannot matter are left out: all of them give the same answer."""
    quick = Closure(trips, closed)
    assert quick.after.max() == 1  # asked before the others are let in
    monkeypatch.setattr("geo.journeys.closures.NEAR", 100_000)
    whole = Closure(trips, closed)
    assert len(whole.around.seats) == len(trips.times.codes) > len(quick.around.seats)
    assert np.array_equal(quick.added, whole.added)
    assert np.array_equal(quick.after, whole.after)


def test_a_checkpoint_with_a_wide_tolerance_charges_only_journeys_that_it_touches(times):
    """Held at Santander, Puerto Tejada and Villa Rica, on the way to Cali or Buenaventura."""
    cauca, coca = ("19",), load("coca")
    wide = {"tolerance_hours": 0.5, "closure_width_hours": 0}
    three = ("19698", "19573", "19845")
    to = ("76001", "76109")
    held = Scenario(2023, cauca, to, 3, closed=three, hold_minutes=40, **wide)
    outcome = outcome_of(held, trips_of(held, times, coca))
    whole = cost(outcome)
    assert round(whole["delay_mean_h_modelled"], 3) == 0.245
    assert round(whole["hectare_hours_modelled"], 1) == 4644.3
    hours = ways(outcome).set_index("divipola")["hours_after_modelled"]
    assert hours[["19110", "19780"]].tolist() == [0.7, 0.8]  # as if nothing were held
    held = Scenario(2024, cauca, ("76001",), closed=(SANTANDER,), hold_minutes=60, **wide)
    outcome = outcome_of(held, trips_of(held, times, coca))
    assert round(cost(outcome)["delay_mean_h_modelled"] * 60) == 5
    delays = ways(outcome).set_index("divipola")["delay_h_modelled"]
    assert (delays.idxmax(), delays.max()) == (SANTANDER, 1)
