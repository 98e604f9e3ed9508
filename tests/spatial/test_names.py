import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.evidence import load
from geo.spatial.name_index import fold, key
from geo.spatial.names import match_names
from geo.spatial.search import search

PLACES = load("municipalities")
NAMES = dict(zip(PLACES["divipola"], PLACES["municipality"], strict=True))
DEPARTMENTS = dict(zip(PLACES["divipola"], PLACES["department"], strict=True))
CODES = st.sampled_from(sorted(NAMES))


def matched(*rows: tuple[str, str | None]) -> pd.DataFrame:
    names, departments = zip(*rows, strict=True)
    return match_names(pd.Series(names), pd.Series(departments), PLACES)


def test_every_municipality_is_exact_by_code_and_by_name_with_department():
    by_code = match_names(PLACES["divipola"], None, PLACES)
    by_name = match_names(PLACES["municipality"], PLACES["department"], PLACES)
    for found in (by_code, by_name):
        assert (found["how"] == "exact").all()
        assert found["divipola"].tolist() == PLACES["divipola"].tolist()


def test_only_two_official_names_of_different_places_fold_alike():
    names = PLACES[["municipality"]].drop_duplicates()
    alike = names[names["municipality"].map(key).duplicated(keep=False)]
    assert sorted(alike["municipality"]) == ["Chima", "Chimá"]


@pytest.mark.parametrize(
    ("row", "how", "code"),
    [
        (("Santiago de Cali", None), "exact", "76001"),
        (("CALI", "Valle"), "exact", "76001"),
        (("Bogotá D. C.", "Bogotá"), "exact", "11001"),
        (("Piendamó", "19"), "exact", "19548"),
        (("Argelia (Cauca)", None), "exact", "19050"),
        (("5001.0", "5"), "exact", "05001"),
        (("Popallán", None), "near", "19001"),
        (("Argelya", "cauca"), "near", "19050"),
        (("Santander de Quilichao", "Cuaca"), "near", "19698"),
        (("Popayán", "Huila"), "near", "19001"),
        (("19001", "Huila"), "near", "19001"),
    ],
)
def test_exact_is_a_match_and_near_only_a_suggestion(row, how, code):
    found = matched(row).iloc[0]
    assert found["how"] == how
    assert found["divipola" if how == "exact" else "suggestion"] == code
    assert pd.isna(found["suggestion" if how == "exact" else "divipola"])


@pytest.mark.parametrize(
    ("name", "department", "code"),
    [("Cartagena", "Caquetá", "18150"), ("EL CARMEN", "SANTANDER", "68235")],
)
def test_a_longer_name_of_its_department_is_suggested_before_the_same_of_another(
    name, department, code
):
    row = matched((name, department)).iloc[0]
    assert (row["how"], row["suggestion"]) == ("near", code)


@pytest.mark.parametrize("name", ["San Vicente", "Belalcázar"])
def test_a_short_name_that_several_go_by_is_asked_about(name):
    assert matched((name, None))["how"].tolist() == ["ambiguous"]


def test_a_homonym_without_its_department_is_ambiguous():
    found = matched(("Argelia", None), ("Argelia", ""), ("Argelia", "Huila"))
    assert (found["how"] == "ambiguous").all()
    assert (found["candidates"] == "05055;19050;76054").all()
    assert found["divipola"].isna().all()


def test_blanks_and_strangers_are_none():
    found = matched((None, None), ("", "Cauca"), ("nowhere at all", None), ("?", None))
    assert (found["how"] == "none").all()
    assert found[["divipola", "suggestion", "candidates"]].isna().all().all()


def test_order_and_index_are_kept():
    names = pd.Series(["Cali", "Argelia", "Cali"], index=[7, 7, 2])
    found = match_names(names, None, PLACES)
    assert found.index.tolist() == [7, 7, 2]
    assert found["how"].tolist() == ["exact", "ambiguous", "exact"]
    assert match_names(names.head(0), None, PLACES).empty


@given(CODES, st.randoms())
@settings(max_examples=30, deadline=None)
def test_case_accents_spaces_and_punctuation_do_not_matter(code, random):
    changed = "".join(
        random.choice([c, c.upper(), c.lower(), fold(c) or c, c + random.choice(["", ".", " "])])
        for c in NAMES[code]
    )
    found = matched((changed, DEPARTMENTS[code].upper())).iloc[0]
    assert (found["how"], found["divipola"]) == ("exact", code)


@given(CODES, st.data())
@settings(max_examples=30, deadline=None)
def test_one_slip_is_never_taken_for_a_match_with_another_place(code, data):
    name = NAMES[code]
    at = data.draw(st.integers(0, len(name) - 1))
    slip = name[:at] + data.draw(st.sampled_from(["", "x", name[at] * 2])) + name[at + 1 :]
    found = matched((slip, DEPARTMENTS[code])).iloc[0]
    if found["how"] == "exact":
        assert key(NAMES[found["divipola"]]) == key(slip) or found["divipola"] == code
    if len(name) >= 8:
        assert code in {
            found["divipola"],
            found["suggestion"],
            *str(found["candidates"]).split(";"),
        }
    if len(name) >= 8:
        assert code in search(slip, PLACES, limit=12)["place"].tolist()


@given(st.text(max_size=30), st.one_of(st.none(), st.text(max_size=20)))
@settings(max_examples=40, deadline=None)
def test_any_text_gets_an_answer(name, department):
    found = matched((name, department)).iloc[0]
    assert found["how"] in ("exact", "near", "ambiguous", "none")
    assert len(search(name, PLACES)) <= 8
