"""Shares of programmes: worked by hand, and what must hold whatever the weights."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aid import AMOUNTS, allocate, by_unit, largest_remainder
from geo.evidence import load
from tests.aid.frames import PLACES, footprints, people, programmes, units

NAMED = [("P", code, True) for code in PLACES]


@pytest.fixture(scope="module")
def layers():
    ids = ("aid_programmes", "aid_footprints", "population", "municipalities", "coca")
    return {i: load(i) for i in ids}


@pytest.fixture(scope="module")
def model(layers):
    return allocate(layers["aid_programmes"], layers["aid_footprints"], layers["population"])


def of(model, programme):
    return model.shares[model.shares["programme_id"] == programme].set_index("divipola")


@given(
    st.integers(0, 10**12),
    st.lists(st.floats(0, 1e9, allow_subnormal=False), min_size=1, max_size=40),
)
def test_cents_are_never_lost_and_never_off_by_one(cents, weights):
    if sum(weights) == 0:
        with pytest.raises(ValueError):
            largest_remainder(cents, weights)
        return
    parts = largest_remainder(cents, weights)
    total = sum(map(Fraction, weights))
    assert sum(parts) == cents
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - cents * Fraction(weight) / total) < 1


def test_ties_go_to_the_earlier_and_negative_weights_nowhere():
    assert largest_remainder(100, [1, 1, 1]) == [34, 33, 33]
    with pytest.raises(ValueError):
        largest_remainder(100, [3, -1])


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 10**11),
    st.lists(st.integers(0, 10**7), min_size=1, max_size=4),
    st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=4, max_size=4),
    st.integers(0, 30),
)
def test_shares_and_remainder_are_the_amount_and_the_range_holds_every_method(
    cents, counts, weights, more
):
    """For any amount, any people, any weights of one's own, and k of any n."""
    codes = list(PLACES)[: len(counts)]
    names = [PLACES[c].lower() for c in codes]
    own = pd.Series(weights, index=list(PLACES))
    model = allocate(
        programmes({"amount_usd": cents / 100, "n_exact": len(codes) + more}),
        footprints(*[("P", c, True) for c in codes]),
        people(**dict(zip(names, counts, strict=True))),
        own=own,
    )
    shares = model.shares
    assert (shares["share_kind"] == "remainder").sum() <= (more > 0)
    fits = {"equal": True, "population": sum(counts) > 0, "own": own[codes].sum() > 0}
    assert model.methods == tuple(method for method, does in fits.items() if does)
    for method in model.methods:
        values = shares[f"{method}_usd_modelled"]
        assert sum(round(v * 100) for v in values) == cents
        assert (values >= shares["low_usd_modelled"]).all()
        assert (values <= shares["high_usd_modelled"]).all()


def test_a_complete_programme_by_two_methods(model):
    """Integra: 41,998,474 dollars over its nine cities, 17,443,730 people in 2024."""
    rows = of(model, "P_INTEGRA")
    assert (rows["k_named"].iloc[0], rows["n_exact"].iloc[0]) == (9, 9)
    assert set(rows["share_kind"]) == {"municipality"}
    assert rows.loc["05001", "equal_usd_modelled"] == 4_666_497.12  # the cent left over
    assert rows.loc["76001", "equal_usd_modelled"] == 4_666_497.11
    assert rows.loc["76001", "population_usd_modelled"] == 5_498_711.96  # × 2,283,846 / 17,443,730
    assert rows.loc["11001", "population_usd_modelled"] == 19_091_589.79
    assert rows.loc["76001", "low_usd_modelled"] == 4_666_497.11
    assert rows.loc["76001", "high_usd_modelled"] == 5_498_711.96


def test_a_partial_programme(model):
    """Generando Equidad: 3 of 36 named, so 36,940,507 × 3/36 is shared and the rest is not."""
    rows = of(model, "P_GE")
    placed = rows[rows["share_kind"] == "municipality"]
    assert placed["equal_usd_modelled"].tolist() == [1_026_125.20, 1_026_125.19, 1_026_125.19]
    assert placed["population_usd_modelled"].sum() == pytest.approx(3_078_375.58)
    assert (
        placed.loc["11001", "population_usd_modelled"] == 2_103_321.63
    )  # × 7,929,539 / 11,605,500
    rest = rows[rows["share_kind"] == "remainder"]
    assert rest["equal_usd_modelled"].tolist() == [33_862_131.42]
    assert rest["population_usd_modelled"].tolist() == [33_862_131.42]
    assert rest.index.isna().all()


def test_a_programme_that_must_refuse(model):
    """Land for Prosperity names 13 of "over 70": without an exact number nothing is shared."""
    row = model.programmes.set_index("programme_id").loc["P_LFP"]
    assert (row["refused"], row["k_named"]) == ("no_exact_number", 13)
    assert of(model, "P_LFP").empty


@pytest.mark.parametrize(
    ("amount", "count", "total", "named", "remainder"),
    [("amount_usd", 7, 226.4, 172.6, 53.8), ("obligated_usd", 6, 154.0, 115.3, 38.7)],
)
def test_known_totals(layers, amount, count, total, named, remainder):
    model = allocate(
        layers["aid_programmes"], layers["aid_footprints"], layers["population"], amount
    )
    assert model.shares["programme_id"].nunique() == count
    assert model.methods == ("equal", "population")
    for method in model.methods:
        sums = model.shares.groupby("share_kind")[f"{method}_usd_modelled"].sum() / 1e6
        assert sums.sum() == pytest.approx(total, abs=0.05)
        assert sums["municipality"] == pytest.approx(named, abs=0.05)
        assert sums["remainder"] == pytest.approx(remainder, abs=0.05)


def test_no_two_programmes_that_are_shared_out_may_hold_the_same_money(model, layers):
    shared = set(model.shares["programme_id"])
    rows = layers["aid_programmes"].set_index("programme_id").loc[sorted(shared)]
    named = {i for cell in rows["overlaps_with"].dropna() for i in cell.split(";")}
    assert not named & shared


def test_the_layer_is_what_the_library_computes(layers):
    built = load("aid_allocation_modelled")
    tables = [layers[i] for i in ("aid_programmes", "aid_footprints", "population")]
    fresh = pd.concat([allocate(*tables, amount).shares for amount in AMOUNTS])
    key = ["programme_id", "amount_basis", "divipola"]
    both = [f.sort_values(key).reset_index(drop=True)[built.columns] for f in (built, fresh)]
    pd.testing.assert_frame_equal(*both, check_dtype=False)


def test_only_places_of_implementation_count_and_departments_stay():
    """An event site and a department row get nothing, and a place named twice one share."""
    model = allocate(
        programmes({"n_exact": 2}),
        footprints(
            ("P", "00001", True), ("P", "00001", True), ("P", "00002", False), ("P", None, True)
        ),
        people(one=1),
    )
    assert model.shares["divipola"].dropna().tolist() == ["00001"]
    assert model.shares["equal_usd_modelled"].tolist() == [50.0, 50.0]


@pytest.mark.parametrize(
    ("row", "rows", "why"),
    [
        ({"amount_usd": None, "n_exact": 4}, NAMED, "no_amount"),
        ({}, NAMED, "no_exact_number"),
        ({"n_exact": 4}, [("P", "00001", False)], "no_municipality_named"),
        ({"n_exact": 3}, NAMED, "more_named_than_number"),
    ],
)
def test_why_nothing_is_shared(row, rows, why):
    fine = {"programme_id": "Q", "n_exact": 1}
    model = allocate(programmes(row, fine), footprints(*rows, ("Q", "00001", True)), people(one=1))
    assert model.programmes.set_index("programme_id")["refused"].to_dict()["P"] == why
    assert set(model.shares["programme_id"]) == {"Q"}


def test_where_nothing_can_be_shared_the_shares_are_empty():
    model = allocate(programmes({}), footprints(*NAMED), people(one=1))
    assert model.methods == ()
    assert model.shares.empty
    assert by_unit(model.shares, "equal", units(), "divipola").empty


def test_a_method_that_does_not_fit_is_null_and_not_in_the_range():
    """Four has no population: by population nothing is known, equal shares stand alone."""
    model = allocate(programmes({"n_exact": 4}), footprints(*NAMED), people(one=1, two=2, three=3))
    assert model.methods == ("equal",)
    assert model.shares["population_usd_modelled"].isna().all()
    assert model.shares["high_usd_modelled"].tolist() == [25.0] * 4
    own = pd.Series({"00001": 1.0, "00002": -1.0, "00003": 1.0, "00004": 1.0})
    model = allocate(programmes({"n_exact": 4}), footprints(*NAMED), people(one=1), own=own)
    assert model.methods == ("equal",)


def test_coca_fits_no_programme_today(layers):
    tables = [layers[i] for i in ("aid_programmes", "aid_footprints", "population")]
    model = allocate(*tables, coca=layers["coca"].query("year == 2024"))
    assert model.methods == ("equal", "population")
    assert "coca_usd_modelled" not in model.shares


def test_coca_is_only_for_the_licit_economy():
    """The rule itself: 3 ha in One and 1 in Two, none detected in the others."""
    hectares = pd.DataFrame(
        {"divipola": ["00001", "00002"], "hectares": [3.0, 1.0], "source_ids": "COCA"}
    )
    rest = footprints(*NAMED), people(one=1)
    licit = {"n_exact": 4, "sector_code": "land_licit"}
    model = allocate(programmes(licit), *rest, coca=hectares)
    assert model.methods == ("equal", "coca")
    assert model.shares["coca_usd_modelled"].tolist() == [75.0, 25.0, 0.0, 0.0]
    assert model.shares["low_usd_modelled"].tolist() == [25.0, 25.0, 0.0, 0.0]
    assert "COCA" in model.shares["source_ids"].iloc[0]
    assert allocate(programmes({"n_exact": 4}), *rest, coca=hectares).methods == ("equal",)
    assert allocate(programmes(licit), *rest, coca=hectares.head(0)).methods == ("equal",)


def test_units_add_up_and_their_range_is_of_the_whole(model, layers):
    """Equal 25 each; by population 10, 20, 30, 40: the two departments 50/50 against 30/70."""
    small = allocate(
        programmes({"n_exact": 4}), footprints(*NAMED), people(one=1, two=2, three=3, four=4)
    )
    out = by_unit(small.shares, "population", units(), "department_code")
    assert out["allocated_usd_modelled"].tolist() == [30.0, 70.0]
    assert out["low_usd_modelled"].tolist() == [30.0, 50.0]
    assert out["high_usd_modelled"].tolist() == [50.0, 70.0]
    for unit in ("divipola", "department_code"):
        for method in model.methods:
            totals = by_unit(model.shares, method, layers["municipalities"], unit)
            assert totals["allocated_usd_modelled"].sum() == pytest.approx(172_618_715.08)
            assert (totals["allocated_usd_modelled"] >= totals["low_usd_modelled"] - 0.005).all()
            assert (totals["allocated_usd_modelled"] <= totals["high_usd_modelled"] + 0.005).all()
