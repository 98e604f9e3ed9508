"""Places ranked by coca and by population, and two of them in the same figures."""

import pandas as pd

from geo.answers.answer import Answer, answered, ordered, say
from geo.answers.places import LAST_YEAR, place_name, profile, rows_of
from geo.answers.programmes import places
from geo.answers.way import DEFAULT, trips
from geo.evidence import Evidence, join_ids
from geo.spatial import PLACE

CALI = "76001"


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


def two(evidence: Evidence, one: str, other: str) -> Answer:
    """Two places, a row each, in figures that can stand side by side: not incidents.

    Columns: place, `population` and `hectares` of the last year (blank: none detected), of a
    municipality its hours to Cali and its part of what has it on its way there (blank where the
    matrix does not hold it), `early_warnings`, `structures`, `programmes` and how many of these
    are `active`. Raises KeyError for an unknown code.
    """
    frame = pd.DataFrame([_in_figures(evidence, place) for place in (one, other)])
    whole = ["population", "early_warnings", "structures", "programmes", "active"]
    frame = frame.astype(dict.fromkeys(whole, "Int64"))
    names = {"one": place_name(evidence, one), "other": place_name(evidence, other)}
    used = "population coca travel_time early_warnings armed_structures aid_footprints"
    caveats = "coca_stock model_limits alerts_found reported_not_control partial_footprint"
    return answered(
        evidence, "two_places", frame, used, say("answers_places.two", **names), caveats
    )


def _in_figures(evidence: Evidence, place: str) -> dict[str, object]:
    sections = evidence.ask(profile, place)
    frames = {name: section.frame for name, section in sections.items()}
    level = "municipality" if len(place) == 5 else "department"
    code = {"municipality": "divipola", "department": "department_code"}[level]
    named = evidence.ask(places, level).frame.set_index(code)[["programmes", "active"]]
    people, coca, load = (frames[name] for name in ("population", "coca", "load"))
    hours = frames["hours"].set_index("divipola")["hours_modelled"]
    figures = {
        "divipola": place if level == "municipality" else None,
        level: place_name(evidence, place),
        "population": people["population"].iloc[-1],
        "hectares": coca["hectares"].iloc[-1] if len(coca) else None,
        "cali_hours_modelled": hours.get(CALI),
        "early_warnings": len(frames["warnings"]),
        "structures": len(frames["structures"]),
        **named.reindex([place]).fillna(0).iloc[0].to_dict(),
        "source_ids": join_ids(";".join(answer.source_ids) for answer in sections.values()),
    }
    if level == "municipality" and "load_unknown" not in sections["load"].said:
        sent = trips(evidence, DEFAULT).sent["hectares"].sum()
        for end in ("low", "high"):
            ha = load.get(f"load_{end}_ha_modelled", pd.Series(dtype=float)).sum()
            figures[f"share_{end}_modelled"] = ha / sent
    return figures
