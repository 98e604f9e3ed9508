"""Municipalities of a department, and departments, ranked by coca and by population."""

import pandas as pd

from geo.answers.answer import Answer, answered, ordered, say
from geo.answers.places import LAST_YEAR, place_name, rows_of
from geo.evidence import Evidence
from geo.spatial import PLACE


def municipalities_of(evidence: Evidence, department_code: str) -> Answer:
    """The municipalities of a department by coca, then population; blank: none detected.

    Columns: `rank_coca` and `rank_population` within the department (1 is the most; equal
    values share a rank), place, `hectares` and `population` of the last year of both.
    Raises KeyError for an unknown department.
    """
    place_name(evidence, department_code)
    rows = _with_figures(evidence, rows_of(evidence, "municipalities", department_code))
    said = "answers_places.municipalities"
    return _ranked(evidence, f"municipalities_{department_code}", rows, said)


def departments(evidence: Evidence) -> Answer:
    """The departments by coca, then population: sums of their municipalities; as above."""
    each = _with_figures(evidence, evidence.municipalities)
    rows = each.groupby(["department_code", "department"], as_index=False).agg(
        hectares=("hectares", lambda ha: ha.sum(min_count=1)),
        population=("population", "sum"),
        source_ids=("source_ids", "first"),
    )
    return _ranked(evidence, "departments", rows, "answers_places.departments")


def _with_figures(evidence: Evidence, units: pd.DataFrame) -> pd.DataFrame:
    """Places with their coca and population of the last year, and the sources of both."""
    rows, cited = pd.DataFrame(units[PLACE]), evidence.cites("coca", "population")
    for column, layer in (("hectares", "coca"), ("population", "population")):
        known = evidence.of_year(layer, LAST_YEAR).set_index("divipola")[column]
        rows[column] = rows["divipola"].map(known)
    return rows.astype({"population": "Int64"}).assign(source_ids=cited)


def _ranked(evidence: Evidence, name: str, rows: pd.DataFrame, message: str) -> Answer:
    for column, rank in (("hectares", "rank_coca"), ("population", "rank_population")):
        rows[rank] = rows[column].rank(ascending=False, method="min").astype("Int64")
    with_coca = rows["hectares"].notna().sum()
    named = "municipality" if "municipality" in rows else "department"
    n = len(rows) - (named == "department")  # Bogotá, D.C. is none
    said = say(message, n=n, with_coca=int(with_coca), year=LAST_YEAR)
    frame = rows.sort_values(["hectares", "population"], ascending=False)
    frame = ordered(frame, "rank_coca", named, "hectares", "rank_population", "population")
    frame = frame.reset_index(drop=True)
    return answered(evidence, f"place_{name}", frame, "coca", said, "coca_stock")
