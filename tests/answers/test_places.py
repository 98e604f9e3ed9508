import numpy as np
import pandas as pd
import pytest

from geo.answers import coca, places
from geo.answers.answer import words
from geo.answers.places import SECTIONS, profile
from geo.language import LANGUAGES, tell
from geo.views import view
from geo.views.place_sheet import two_sheets


@pytest.mark.parametrize("step", [150, pytest.param(1, marks=pytest.mark.long)])
def test_every_place_has_a_profile(evidence, step):
    units = evidence.municipalities
    codes = [*units["divipola"], *dict.fromkeys(units["department_code"])]
    assert len(codes) == 1121 + 33
    for code in codes[::step]:
        sections = profile(evidence, code)
        assert tuple(sections) == tuple(SECTIONS) and evidence.names[code]
        for key, answer in sections.items():
            if len(answer.frame):
                assert answer.source_ids, (code, key)
                own = answer.frame.get("divipola" if len(code) == 5 else "department_code")
                if key in ("incidents", "warnings", "structures", "pdet"):
                    assert (own == code).all(), (code, key)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_can_be_said(evidence, lang):
    for code in ("19698", "19142", "76001", "88001", "19", "76", "88"):
        for answer in profile(evidence, code).values():
            assert "{" not in words(answer, lang)


def test_santander_de_quilichao(evidence):
    sections = profile(evidence, "19698")
    load = sections["load"].said["load_same"].values
    # The same as on the corridors page: nothing from more than six hours away.
    assert round(load["share"] * 100, 1) == 83.7
    assert [round(end * 100, 1) for end in load["range"]] == [83.7, 83.8]
    assert load["sent_ha"] == pytest.approx(30_567.3)
    assert sections["load"].frame["load_ha_modelled"].sum() == pytest.approx(
        load["share"] * load["sent_ha"]
    )
    assert sections["load"].basis == "mixed"  # hectares beside the load
    assert sections["hours"].frame.set_index("divipola")["hours_modelled"]["76001"] == 0.5
    coca = sections["coca"].frame.set_index("year")
    assert coca.loc[2024, "hectares_nation"] == pytest.approx(261_386.17)
    assert coca.loc[2024, "hectares_department"] == pytest.approx(36_876.5)
    assert pd.isna(coca.loc[2001, "hectares"])
    assert len(sections["neighbours"].frame) == 6
    assert sections["corridors"].frame["waypoint_evidence"].iloc[0] == "named_in_source"
    assert set(sections["programmes"].frame["programme_id"]) >= {"P_ICESI", "P_LFP", "P_YRA"}


def test_two_ways_within_minutes_are_said_as_a_range(evidence):
    told = profile(evidence, "19142")["load"].said["load_range"].values
    assert [round(end * 100, 1) for end in told["range"]] == [0.1, 83.8]


def test_two_years_of_one_peak_are_both_said(evidence):
    told = words(profile(evidence, "05234")["coca"], "en")
    assert "the most was 40.00\u00a0ha, in 2001 and 2009" in told


def test_what_nobody_reports_stays_empty(evidence):
    sections = profile(evidence, "88001")
    empty = ("incidents", "corridors", "warnings", "structures", "programmes", "neighbours")
    assert all(sections[key].frame.empty and not sections[key].sentences for key in empty)
    assert "coca_none" in sections["coca"].said
    assert "load_none" in sections["load"].said


def test_a_department_adds_up_and_ranks_its_municipalities(evidence):
    sections = profile(evidence, "19")
    assert sections["coca"].frame["hectares"].iloc[-1] == pytest.approx(36_876.5)
    ranked = coca.municipalities_of(evidence, "19").frame
    assert len(ranked) == 42
    assert ranked["municipality"].iloc[0] == "El Tambo"
    assert ranked["hectares"].iloc[0] == pytest.approx(10_326.00)
    assert ranked["rank_coca"].dropna().is_monotonic_increasing
    assert ranked.loc[ranked["municipality"] == "Popayán", "rank_population"].item() == 1
    country = coca.departments(evidence).frame
    assert len(country) == 33
    assert country["department"].iloc[0] == "Nariño"
    assert country["hectares"].sum() == pytest.approx(261_386.17)
    by_code = country.set_index("department_code")["hectares"]
    assert by_code["76"] == pytest.approx(3_651.63)


@pytest.mark.parametrize("code", ["", "1", "00000", "03", "196981", "x9698"])
def test_an_unknown_code_is_refused(evidence, code):
    with pytest.raises(KeyError):
        profile(evidence, code)


def test_the_polices_count_is_a_line_of_its_own(evidence):
    told = evidence.ask(coca.by_counter)
    lines = told.frame.groupby("counted_by")[["counted_as_of", "hectares"]]
    assert lines.get_group("police").to_numpy().tolist() == [["2022", 230588], ["2025-08", 262179]]
    census = lines.get_group("unodc_simci")
    assert len(census) == 24 and set(census["counted_as_of"].str[4:]) == {"-12-31"}
    assert census["hectares"].iloc[-1] == pytest.approx(261_386.17)
    assert told.as_of == "2025-08-31"
    assert "230,588 ha (2022) and 262,179 ha (August 2025)" in words(told, "en").replace(
        "\u00a0", " "
    )


def test_two_places_stand_in_the_same_figures(evidence):
    rows = places.two(evidence, "19698", "19142").frame
    assert rows["municipality"].tolist() == ["Santander de Quilichao", "Caloto"]
    assert rows["programmes"].tolist() == [5, 2] and rows["active"].tolist() == [0, 0]
    assert rows["cali_hours_modelled"].iloc[0] == 0.5
    shares = rows[["share_low_modelled", "share_high_modelled"]] * 100
    assert shares.round(1).to_numpy().tolist() == [[83.7, 83.8], [0.1, 83.8]]
    assert not rows.columns.str.contains("incident").any()  # a press sample compares nothing
    far = places.two(evidence, "19", "88001").frame
    assert far["hectares"].notna().tolist() == [True, False]
    assert far["cali_hours_modelled"].isna().all()


@pytest.mark.parametrize("pair", [("19", "52"), ("88001", "11001")])
def test_two_places_without_hours_or_coca_have_a_sheet_too(evidence, pair):
    rows = places.two(evidence, *pair).frame
    assert set(rows[["hectares", "cali_hours_modelled"]].dtypes) == {np.dtype(float)}
    assert evidence.names[pair[0]] in two_sheets(evidence, pair, "es")


def test_cali_is_the_destination_and_not_on_its_own_way(evidence):
    load = profile(evidence, "76001")["load"]
    assert load.sentences[0].name == "load_destination" and len(load.frame)
    rows = places.two(evidence, "76001", "19698").frame
    assert rows["share_low_modelled"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("place", "first"),
    [("05001", "programmes"), ("19", "programmes"), ("76100", "place"), ("88001", "none")],
)
def test_a_place_is_first_told_by_what_is_there(evidence, place, first):
    finding = view("places", {"place": place}, evidence, "en").finding
    assert finding.name == f"finding_{first}"
    assert "None" not in tell(finding, "es")
