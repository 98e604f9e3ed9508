"""Closures as answers: what is said of them, in both languages, and with which columns."""

from dataclasses import replace

import pyogrio
import pytest

from geo.answers import closures, doubts
from geo.answers.answer import words
from geo.answers.way import CAUCA_TO_CALI, ways
from geo.evidence import columns
from geo.exchange.bundle import geopackage
from geo.journeys import robust
from geo.language import LANGUAGES, tell
from geo.views import view

SANTANDER = replace(CAUCA_TO_CALI, closed=("19698",))


@pytest.fixture(scope="module")
def every(evidence):
    """Every answer on a scenario, by id."""

    def all_of(scenario):
        questions = (
            *(closures.change, closures.journeys, closures.cost, closures.curve),
            *(doubts.holds, closures.singles, closures.around, ways),
        )
        answers = [
            *(evidence.ask(question, scenario) for question in questions),
            evidence.ask(closures.why, scenario, "19780"),
            evidence.ask(doubts.difference, scenario.opened, scenario),
        ]
        return {answer.id: answer for answer in answers}

    return all_of


@pytest.fixture(scope="module")
def santander(every):
    return every(SANTANDER)


def values(answer, key):
    return [s.values for s in answer.sentences if s.key == f"closures.{key}"]


def test_santander_closed_in_words(santander):
    answer = santander["closure_change"]
    assert answer.frame["municipality"].head(2).tolist() == ["Villa Rica", "Santander de Quilichao"]
    assert {v["place"] for v in values(answer, "change_gain")} == {"Suárez", "Morales"}
    told = words(answer, "en")
    assert "Suárez gains 80 points: it lies on the way of 93% of the coca area" in told
    assert "Press reports of past blockades there speak of 1–3 hours more." in told
    assert {"JT_S96", "JT_S97"} <= set(answer.source_ids)
    [holds] = values(santander["closure_holds"], "holds")
    assert (holds["changes"], holds["but_zero"], holds["everywhere"]) == (4, 2, 0)
    [added] = values(answer, "added")
    assert round(added["added_min"]) == 20
    [cut] = values(answer, "cut_off")
    assert cut["cut_ha"] == pytest.approx(312.79)
    kinds = answer.frame.set_index("municipality")["change_modelled"]
    assert kinds["Buenos Aires"] == "either"
    assert "Buenos Aires" not in words(answer, "en")


def test_a_change_that_its_shares_do_not_show_is_told_in_points_alone(evidence):
    """With Argelia closed, 13 of the 17 points of El Rosario have no practical way."""
    shown = view("corridors", {"ask": "close", "closed": "19050", "limit": "0"}, evidence, "en")
    assert tell(shown.finding, "en") == (
        "Modeled: with Argelia closed, El Rosario gains 4 points of the coca area that still has "
        "a practical way."
    )


def test_one_scenario_beside_itself_does_not_differ(evidence):
    twice = doubts.difference(evidence, SANTANDER, SANTANDER)
    assert [s.key for s in twice.sentences] == ["closures.same"]


def test_what_it_costs_in_one_row(santander):
    row = santander["closure_cost"].frame.iloc[0]
    assert round(row["delay_mean_h_modelled"], 2) == 0.33
    assert not row["within_rounding_modelled"]
    assert row["cut_off_ha_modelled"] == pytest.approx(312.79)
    assert row["delay_worst_h_modelled"] == pytest.approx(0.7)


def test_all_whose_way_grows_most_are_counted(evidence):
    """Villa Rica closed: Cajibío, Caldono, Piendamó and Santander each take 0.5 h more."""
    answer = evidence.ask(closures.cost, replace(CAUCA_TO_CALI, closed=("19845",)))
    assert answer.frame["worst_origin"][0].count("; ") == 3
    assert "0.5\u00a0model hours longer from 4 places alike" in words(answer, "en")


def test_no_way_that_nobody_takes_is_told_as_hours(evidence):
    """Argelia closed: Timbiquí and López de Micay would need 34.4 and 66.9 hours more."""
    closed = replace(CAUCA_TO_CALI, closed=("19050",))
    answer = evidence.ask(closures.cost, closed)
    row = answer.frame.iloc[0]
    assert (row["worst_origin"], row["delay_worst_h_modelled"]) == ("Guapi", 7.9)
    assert row["no_practical_way_ha_modelled"] == pytest.approx(3042.44 + 1738.18)
    assert "66.9" not in words(answer, "en")
    ways = evidence.ask(closures.journeys, closed).frame
    far = ways[ways["way_modelled"] == "no_practical_way"]
    assert len(far) == 2 and far[["hours_after_modelled", "delay_h_modelled"]].isna().all(axis=None)
    alone = replace(closed, origins=("19418",), closed=(), limit_hours=None)
    answer = evidence.ask(closures.singles, alone)
    assert "Rosas, Timbío and Popayán; the first adds 4.1" in words(answer, "en")
    argelia = answer.frame.set_index("municipality").loc["Argelia"]
    costs = ["hectare_hours_modelled", "no_practical_way_ha_modelled"]
    assert argelia[costs].tolist() == [0, 1738.18]


def test_the_sum_is_written_out(santander):
    [row] = values(santander["why_on_the_way"], "sum")
    assert (row["origin"], row["place"], row["destination"]) == ("El Tambo", "Suárez", "Cali")
    assert row["to_h"] + row["from_h"] - row["direct_h"] == pytest.approx(row["detour_min"] / 60)

    [after] = values(santander["why_on_the_way"], "sum_after")
    legs = [tuple(leg.values.values()) for leg in after["legs"]]
    assert [leg[:2] for leg in legs] == [
        ("El Tambo", "Popayán"),
        ("Popayán", "Suárez"),
        ("Suárez", "Cali"),
    ]
    assert sum(hours for *_, hours in legs) == pytest.approx(after["around_h"])
    assert after["around_h"] == pytest.approx(2.0)
    assert "Suárez to Suárez" not in words(santander["why_on_the_way"], "en")


def test_a_place_outside_the_matrix(evidence):
    with pytest.raises(KeyError):
        closures.why(evidence, SANTANDER, "94663")


def test_documents_coincide_with_their_sources(santander):
    answer = santander["closure_documents"]
    named = answer.frame.set_index("corridor_id")["gained_on_it"]
    assert named["COR10"] == "Morales, Suárez"
    assert all("COR" not in words(answer, lang) for lang in LANGUAGES)
    assert set(answer.source_ids) > {"G_BRAVO_VEGA_2022"}


def test_half_gone_and_where_to(santander):
    answer = santander["checkpoint_curve"]
    assert values(answer, "half_gone") == [{"half_min": 24, "road": (35, 110)}]
    assert set(values(answer, "went")[0]["places"]) == {"Suárez", "Morales"}


def test_does_the_answer_hold(santander):
    frame = santander["closure_holds"].frame
    assert len(frame) == 5 * 9
    cells = frame.set_index(["municipality", "varied", "setting"])["holds_modelled"]
    assert cells["Suárez"].loc[[("tolerance", 6), ("width", 6), ("year", 2024)]].all()
    assert cells["Suárez", "width", 0] and not cells["Villa Rica", "width", 0]
    assert set(frame.loc[frame["varied"] == "year", "setting"]) == {2014, 2019, 2024}


@pytest.mark.parametrize(
    ("year", "years"), [(2024, 2014), (2003, 2003), (2008, 2003), (2012, 2002)]
)
def test_three_years_of_the_record(year, years):
    found = robust.years_beside(year, range(2001, 2025))
    assert found == (years, years + 5, years + 10)
    assert year in found


def test_the_costliest_alone(santander):
    frame = santander["closures_ranked"].frame
    assert frame["hectare_hours_modelled"].is_monotonic_decreasing
    assert "Cali" not in set(frame["municipality"])
    rows = frame.set_index("municipality")
    assert round(rows.loc["Popayán", "delay_mean_h_modelled"], 2) == 2.43
    # Argelia leaves 4,781 ha no practical way: their 46 hours each are in no cost.
    assert frame["municipality"].head(3).tolist() == ["Popayán", "Timbío", "Rosas"]
    assert round(rows.loc["Argelia", "hectare_hours_modelled"]) == 12076


def test_the_costliest_pair_is_more_than_its_parts(evidence):
    answer = closures.together(evidence, replace(CAUCA_TO_CALI, limit_hours=4.0))
    best = answer.frame[answer.frame["size"] == 2].iloc[0]
    assert best["places_closed"] == "Popayán, Totoró"
    assert best["excess_modelled"] > best["alone_sum_modelled"] / 2
    assert values(answer, "together_beyond")


@pytest.mark.parametrize(
    ("changed", "keys"),
    [
        ({"closed": ()}, ["closures.open"]),
        (
            {"closed": ("76001",)},
            ["closures.closed", "closures.destination_closed", "closures.cut_off"],
        ),
        ({"origins": ("11",)}, ["answers_corridors.loads_none"]),
        ({"closed": ("19130",)}, ["closures.closed", "closures.cut_off"]),
        ({"hold_minutes": 30.0}, ["closures.held", "closures.change_gain"]),
        ({"destinations": ("76001", "76109")}, ["closures.closed"]),
    ],
)
def test_every_answer_of_every_kind_of_scenario(every, evidence, changed, keys):
    answers = every(replace(SANTANDER, **changed))
    said = [s.key for s in answers["closure_change"].sentences]
    assert said[: len(keys)] == keys
    known = set(evidence.sources["source_id"])
    for answer in answers.values():
        figures = {"hectares", "own_ha", "sent_ha"} & set(answer.frame)
        assert answer.basis == ("mixed" if figures else "modelled")
        assert set(answer.frame.columns) <= columns().keys()
        assert set(answer.source_ids) <= known
        for lang in LANGUAGES:
            assert "{" not in words(answer, lang)
            assert all(tell(caveat, lang) for caveat in answer.caveats)


def test_one_geopackage_of_many_layers(santander, tmp_path):
    layers = {
        name: santander[name].frame
        for name in ("closure_change", "closure_journeys", "ways_of_loads", "closure_cost")
    }
    path = tmp_path / "all.gpkg"
    path.write_bytes(geopackage(layers, {key: {"title": "Santander closed"} for key in layers}))
    assert {name for name, _ in pyogrio.list_layers(path)} == set(layers)
    ways = pyogrio.read_dataframe(path, layer="ways_of_loads")
    assert ways.crs == 4326 and len(ways) == len(layers["ways_of_loads"])
    cost = pyogrio.read_dataframe(path, layer="closure_cost")
    assert cost["cut_off_ha_modelled"].item() == pytest.approx(312.79)
    said = pyogrio.read_info(path, layer="ways_of_loads")["layer_metadata"]
    assert said["title"] == "Santander closed"
    with pytest.raises(ValueError, match="editors"):
        geopackage({"x": cost.assign(note="private")}, {"x": {}})


@pytest.mark.long
def test_draws_tell_how_far_they_are_and_are_made_once(evidence):
    told, again = [], []
    drawn = doubts.draw(evidence, SANTANDER, told.append)
    assert doubts.draw(evidence, SANTANDER, again.append) is drawn and again == []
    assert told == [n / 20 for n in range(1, 21)]


def test_where_no_way_is_known_none_is_timed(evidence):
    """San Andrés is an island; the place that is closed has no way around it that passes it."""
    answer = closures.why(evidence, SANTANDER, "88001")
    assert answer.frame["detour_h_modelled"].isna().all()
    assert words(answer, "en").startswith("The model knows no way from El Tambo to San Andrés")
    told = words(closures.why(evidence, SANTANDER, "19698"), "en")
    assert "Around what is closed" not in told
    assert told.endswith("no way around it passes it.")


def test_what_is_sent_nowhere_is_compared_with_nothing(evidence):
    nowhere = replace(CAUCA_TO_CALI, destinations=("88001",))
    answer = doubts.difference(evidence, CAUCA_TO_CALI, nowhere)
    assert answer.frame[[*doubts.OTHER, "difference_share_modelled"]].isna().all(axis=None)
    told = words(answer, "en")
    assert (
        told.startswith("Modeled: there is no coca area going to San Andrés") and "0%" not in told
    )
    assert [
        s.key for s in closures.around(evidence, replace(nowhere, closed=("19698",))).sentences
    ] == ["answers_corridors.loads_none"]
