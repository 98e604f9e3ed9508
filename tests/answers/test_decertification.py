"""What is not known, law, record, scenario and fact: each says which it is."""

import pytest

from geo.answers import decertification
from geo.answers.answer import words
from geo.errors import NoSplit
from geo.evidence import columns
from geo.language import LANGUAGES, tell


@pytest.fixture(scope="module")
def answers(evidence):
    questions = ("unknown", "law", "flags", "record", "timeline", "in_fact", "outcomes")
    cuts = (("FMF", 0.5),)
    return {
        **{name: getattr(decertification, name)(evidence) for name in questions},
        **{o: decertification.scenario(evidence, o, cuts=cuts) for o in decertification.OUTCOMES},
    }


def test_what_is_not_known_comes_first(answers):
    assert answers["unknown"].frame["date"].tolist() == ["2026-09-18", "2026-09-16"]
    text = words(answers["unknown"], "en")
    assert "not known here" in text.lower()
    assert "La República reports that the United States keeps Colombia" in text


def test_every_year_has_a_row_and_says_so_where_nothing_was_read(answers):
    by = answers["record"].frame.set_index("determination_year")["outcome"]
    assert by.index.tolist() == list(range(1987, 2028))
    assert set(by.loc[1987:1994]) | set(by.loc[1999:2001]) == {"certified"}
    assert by[1995] == by[1998] == "waiver_national_interest"
    assert by[1996] == by[1997] == "denied"
    assert by[2026] == "failed_with_waiver"
    assert by[2027] == "unknown"
    assert by[by == "no_row"].index.tolist() == [*range(2003, 2015), 2016]
    assert "For 13 fiscal years" in (told := words(answers["record"], "en"))
    assert "2003–2014" in told
    assert (answers["record"].matched, answers["record"].unmatched) == (28, 13)


def test_a_range_of_years_keeps_its_end(answers):
    rows = answers["record"].frame.set_index("determination_year")
    assert set(rows.loc[1987:1994, "date_end"]) == {"1994"}
    assert rows.loc[1995:, "date_end"].isna().all()


def test_procedures_by_year(answers):
    by = answers["record"].frame.set_index("determination_year")["procedure"]
    assert (by[2001], by[2002], by[2003]) == ("old", "temporary", "current")


def test_the_law_keeps_its_readings_apart(answers):
    frame = answers["law"].frame
    assert len(answers["timeline"].frame) == 59
    assert set(frame["law_reading"]) == {"statute", "agency", "inference", "practice"}
    assert frame.loc[frame["law_reading"] == "statute", "citation"].notna().all()
    assert frame.loc[frame["law_reading"] == "agency", "citation"].isna().all()


def test_what_happened_in_fact(answers):
    frame = answers["in_fact"].frame
    dates = frame["date"].tolist()
    assert dates[:3] == ["2025-01-24", "2025-03", "2025-03-10"] and dates[-1] == "2026-10-01"
    assert {"2025-09-16", "2025-10-19", "2025-10-24", "2026-02-03"} <= set(dates)
    assert "failed_with_waiver" in set(frame["outcome"])
    assert frame["source_ids"].notna().all()
    values = answers["in_fact"].said["in_fact"].values
    assert values.items() >= {"lines": 86, "funded": 7, "defunded": 79}.items()


def test_totals_by_outcome(answers):
    frame = answers["outcomes"].frame.set_index("scenario_outcome")
    high = (frame["exposed_high_usd_modelled"] / 1e6).to_dict()
    assert high == pytest.approx(
        {
            "no_designation": 0,
            "designated_with_waiver": 0,
            "designated_without_waiver": 310.5,
            "hold_half": 155.25,
        }
    )
    assert set(frame["amount_usd"]) == {485.5e6}
    barred = answers["designated_without_waiver"].said["outcome_designated_without_waiver"]
    assert barred.values["low_usd"] == 38.5e6
    assert answers["own_cut"].said["outcome_own_cut"].values["low_usd"] == 19.25e6
    assert "$19.25–$155.25 million" in words(answers["hold_half"], "en")


def test_every_number_says_what_it_is_and_of_which_year(answers):
    for outcome in decertification.OUTCOMES:
        frame = answers[outcome].frame
        assert set(decertification.RANGES) <= set(frame)
        assert set(frame["amount_kind"]) == {"record"}
        assert set(frame["covered_kind"]) == {"law"}
        assert set(frame["number_kind"]) <= {"law", "scenario"}
        assert set(frame["fiscal_year"]) == {2023}
    assert set(decertification.RANGES) <= set(answers["outcomes"].frame)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_account_is_read_by_its_letters_or_its_name(answers, lang):
    text = words(answers["flags"], lang)
    assert {"en": "Defense counterdrug", "es": "Defensa, antidrogas"}[lang] in text
    assert "OTHER_FUNCTION_150" not in text


def test_a_year_without_a_split_carries_no_scenario(evidence):
    with pytest.raises(NoSplit):
        decertification.scenario(evidence, "hold_half", fiscal_year=2025)


def test_sliders_have_the_accounts_of_the_split(evidence):
    assert decertification.split_accounts(evidence) == [
        "INCLE",
        "ESF",
        "DA",
        "FMF",
        "NADR",
        "OHCHR",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_and_columns(answers, lang):
    for answer in answers.values():
        text = words(answer, lang)
        assert text and "{" not in text and " nan" not in text
        assert all(tell(key, lang) for key in answer.caveats)
        assert set(answer.frame) - {"source_ids"} <= columns().keys()
    about = decertification.about("own_cut", lang, (("FMF", 0.5),))
    assert "FMF 50" in about["parameters"]
    assert "2023" in about["parameters"]


def test_accounts_for_security_are_added_up_and_none_of_their_programs_names_a_municipality(
    evidence,
):
    """2023: INCLE 175, FMF 38.5, NADR 21 million. The overview says the second of all of them."""
    told = decertification.totals(evidence, 2023).said["security"].values
    assert told["usd"] == 234.5e6 and told["accounts"] == ("INCLE", "FMF", "NADR")
    assert "security" not in decertification.totals(evidence, 2024).said
    secure = evidence["aid_programmes"].query("sector_code == 'security'")["programme_id"]
    named = evidence["aid_footprints"].dropna(subset="divipola")["programme_id"]
    assert len(secure) and not set(secure) & set(named)
