"""Everything we hold about one municipality or department, one answer a section."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from geo.answers.answer import Answer, Range, Sentence, compose, ordered, say
from geo.answers.coca import FIRST_YEAR, LAST_YEAR, borders
from geo.answers.documents import road
from geo.answers.incidents import CAVEATS as INCIDENT_CAVEATS
from geo.answers.incidents import in_order
from geo.answers.programmes import places, programmes_documented
from geo.answers.way import DEFAULT, MODEL_CAVEATS, WIDE, trips
from geo.evidence import Evidence, join_ids, once, sorted_by
from geo.journeys import loads
from geo.spatial import PLACE

CALI = "76001"
TOLERANCE_H = 0.1
WAYPOINT_EVIDENCE = ("named_in_source", "on_main_road_or_river", "schematic")


def profile(evidence: Evidence, place: str) -> dict[str, Answer]:
    """The sections about a municipality or, by two digits, a department, in their order.

    An empty frame means that our sources hold nothing, except for coca (the census covers the
    country: none detected) and PDET (a closed list). Raises KeyError for a code that is neither.
    """
    if place not in evidence.names:
        raise KeyError(place)
    return {name: section(evidence, place) for name, section in SECTIONS.items()}


@once
def _chances(evidence: Evidence) -> np.ndarray:
    """One row per origin of the trips, one column per seat."""
    return trips(evidence, DEFAULT).chances(TOLERANCE_H)


def _answer(evidence: Evidence, name: str, frame, layers: str, caveats="", sentences=()) -> Answer:
    frame = frame.reset_index(drop=True)
    return compose(evidence, f"place_{name}", frame, layers, sentences, caveats)


def _population(evidence: Evidence, place: str) -> Answer:
    if len(place) == 5:
        frame = evidence.of_place("population", place).sort_values("year")
    else:
        people = evidence.population
        rows = people[people["divipola"].str[:2] == place]
        frame = rows.groupby("year", as_index=False)[["men", "women", "population"]].sum()
    frame = pd.DataFrame(frame[["year", "population", "men", "women"]])
    frame["source_ids"] = evidence.cites("population")
    sentences = [
        say("answers_places.population", people=last.population, year=last.year)
        for last in frame.tail(1).itertuples()
    ]
    return _answer(evidence, "population", frame, "population", "population_from_2012", sentences)


# By the length of a code, a department's or a municipality's: what is said of its coca, and
# where no year had more; that it is of PDET, and that it is not.
COCA = {
    2: ("answers_places.coca_department", "answers_places.coca_department_peak"),
    5: ("answers_places.coca", "answers_places.coca_peak"),
}
PDET = {
    2: ("answers_places.pdet_some", "answers_places.pdet_no_part"),
    5: ("answers_places.pdet_one", "answers_places.pdet_none"),
}


def _coca(evidence: Evidence, place: str) -> Answer:
    """Hectares by year: the place's own, its department's and the country's."""
    frame = pd.DataFrame({"year": range(FIRST_YEAR, LAST_YEAR + 1)})
    frame["hectares"] = _by_year(evidence.of_place("coca", place))
    if len(place) == 5:
        frame["hectares_department"] = _by_year(evidence.of_place("coca", place[:2]))
    frame["hectares_nation"] = _nation(evidence)
    frame["source_ids"] = evidence.cites("coca")
    grown = frame.dropna(subset="hectares")
    sentence = say("answers_places.coca_none", first=FIRST_YEAR, last=LAST_YEAR)
    if len(grown):
        last, highest = frame.iloc[-1], grown["hectares"].max()
        years = grown.loc[grown["hectares"] == highest, "year"].tolist()
        whole = last.get("hectares_department", last["hectares_nation"])
        own = COCA[len(place)][int(years[-1] == LAST_YEAR)]
        sentence = say(
            own if pd.notna(last["hectares"]) else "answers_places.coca_gone",
            year=LAST_YEAR,
            ha=last["hectares"],
            share=last["hectares"] / whole,
            most_ha=highest,
            most_year=years,
        )
    frame = frame if len(grown) else frame.head(0)
    return _answer(evidence, "coca", frame, "coca", "coca_stock coca_2001 coca_2009", sentence)


@once
def _nation(evidence: Evidence) -> np.ndarray:
    return _by_year(evidence.coca)


def _by_year(coca: pd.DataFrame) -> np.ndarray:
    """Hectares of each year; missing where none were detected."""
    year = coca["year"].to_numpy(int) - FIRST_YEAR
    ha = coca["hectares"].to_numpy(float)
    sums = np.bincount(year, weights=ha, minlength=LAST_YEAR - FIRST_YEAR + 1)
    return np.where(sums > 0, sums, np.nan)


def _incidents(evidence: Evidence, place: str) -> Answer:
    frame = sorted_by(evidence.of_place("incidents", place), "-date -incident_id")
    days = Range(frame["date"].min(), frame["date"].max())
    sentences = [say("answers_places.incidents", rows=len(frame), days=days)] if len(frame) else []
    return _answer(evidence, "incidents", in_order(frame), "incidents", INCIDENT_CAVEATS, sentences)


def _corridors(evidence: Evidence, place: str) -> Answer:
    """One row a corridor with a point here, those that a source names first; then lists."""
    cited = "corridors_documented place_lists", "schematic_lines communities"
    points = evidence.of_place("corridor_waypoints", place)
    lists = evidence.of_place("place_lists", place).drop_duplicates("corridor_no")
    if points.empty and lists.empty:
        return _answer(evidence, "corridors", pd.DataFrame(), *cited)
    rank = points["waypoint_evidence"].map(WAYPOINT_EVIDENCE.index)
    points = points.assign(rank=rank).sort_values(["rank", "corridor_id", "order"])
    each = points.groupby("corridor_id", sort=False).agg(
        waypoint_evidence=("waypoint_evidence", "first"),
        places_named=("place", lambda names: "; ".join(dict.fromkeys(names))),
    )
    frame = each.join(_described(evidence), how="inner").reset_index()
    listed = pd.DataFrame(
        {
            "corridor_id": lists["list_id"] + " " + lists["corridor_no"].astype(str),
            "waypoint_evidence": WAYPOINT_EVIDENCE[0],
            "name_en": lists["corridor_name"],
            "name_es": lists["corridor_name"],
            "source_ids": lists["source_ids"],
        }
    )
    frame = pd.concat([frame, listed]) if len(listed) else frame
    frame = ordered(frame, "corridor_id", "name_en", "name_es")
    return _answer(evidence, "corridors", frame, *cited)


@once
def _described(evidence: Evidence) -> pd.DataFrame:
    legs = evidence.corridors_documented.drop_duplicates("corridor_id").set_index("corridor_id")
    values = ["commodities", "evidence", "confidence", "period", "superseded_by", "source_ids"]
    return pd.DataFrame(legs[["name_en", "name_es", *values]])


def _load(evidence: Evidence, place: str) -> Answer:
    """Whose coca area has the place on its way; for a department, its places by load."""
    journeys, names = trips(evidence, DEFAULT), pd.DataFrame(evidence.municipalities[PLACE])
    if len(place) == 2:
        here = names[names["department_code"] == place]
        frame = here.merge(loads(journeys, TOLERANCE_H), on="divipola")
        frame = frame.sort_values("load_ha_modelled", ascending=False, kind="stable")
        key = f"answers_places.load_{'department' if len(frame) else 'none'}"
        between = ~frame["divipola"].isin(DEFAULT.destinations)
        sentences = say(key, places=int(between.sum()), sent_ha=journeys.sent["hectares"].sum())
    else:
        frame, sentences = _whose(evidence, place, names)
    frame = frame.assign(source_ids=evidence.cites("coca", "travel_time"))
    return _answer(evidence, "load", frame, "coca", MODEL_CAVEATS, sentences)


def _whose(evidence: Evidence, place: str, names: pd.DataFrame) -> tuple[pd.DataFrame, Sentence]:
    """The origins that have a municipality on their way, and what is said of them."""
    origins, times = trips(evidence, DEFAULT).sent, evidence.travel_times
    ha, timed = origins["hectares"].to_numpy(float), place in times
    chance = np.zeros(len(origins))
    if timed:
        chance = _chances(evidence)[:, times.rows([place])[0]]
    if not chance.any():
        columns = [*PLACE, "hectares", "load_ha_modelled"]
        sentence = say(f"answers_places.load_{'none' if timed else 'unknown'}")
        return pd.DataFrame(columns=columns), sentence
    frame = pd.DataFrame(
        {
            "divipola": origins["divipola"].to_numpy(),
            "hectares": ha,
            "load_ha_modelled": ha * chance,
            "load_low_ha_modelled": ha * (chance == 1),
            "load_high_ha_modelled": ha * (chance > 0),
        }
    )
    frame = names.merge(frame[frame["load_high_ha_modelled"] > 0], on="divipola", how="right")
    frame = frame.sort_values(["load_ha_modelled", "hectares"], ascending=False)
    about = {"sent_ha": ha.sum(), "origins": len(frame)}
    about["road"] = road(evidence, DEFAULT, (DEFAULT.limit_hours or 0) * 60)
    if place in DEFAULT.destinations:
        return frame, say("answers_places.load_destination", name=evidence.names[place], **about)
    low, middle, high = (
        frame[f"load_{end}ha_modelled"].sum() / ha.sum() for end in ("low_", "", "high_")
    )
    same = round(low, 2) == round(high, 2)  # in whole percents, as they are told
    kind = "range" if high - low > WIDE else "same" if same else "about"
    values = {"range": Range(low, high), "share": middle, **about}
    return frame, say(f"answers_places.load_{kind}", **values)


def _hours(evidence: Evidence, place: str) -> Answer:
    """Model hours from the seat to the five cities, nearest first; none for a department."""
    cities, times = pd.DataFrame(evidence.cities[["city", *PLACE]]), evidence.travel_times
    hours = np.nan
    if place in times:
        hours = times.tenths[times.rows([place])[0], times.rows(cities["divipola"])] / 10
    frame = cities.assign(hours_modelled=hours, source_ids=evidence.cites("travel_time"))
    frame = frame[np.isfinite(frame["hours_modelled"]) & (frame["divipola"] != place)]
    frame = frame.sort_values("hours_modelled")
    return _answer(evidence, "hours", frame, "travel_time", "free_flow_hours")


def _neighbours(evidence: Evidence, place: str) -> Answer:
    """Places across a shared border, the longest border first; lengths are geodesic."""
    pairs = evidence.ask(borders)
    if len(place) == 5:
        code, shapes = "divipola", evidence.municipalities
        across = pairs[pairs["divipola"] == place].set_index("neighbour")["border_km"]
    else:
        code, shapes = "department_code", evidence.departments
        other = pairs["neighbour"].str[:2]
        outward = (pairs["divipola"].str[:2] == place) & (other != place)
        across = pairs[outward].groupby(other[outward])["border_km"].sum()
    wanted = [c for c in [*PLACE, "source_ids"] if c in shapes]
    frame = pd.DataFrame(shapes.loc[shapes[code].isin(across.index), wanted])
    frame.insert(len(frame.columns) - 1, "border_km", frame[code].map(across))
    frame = frame.sort_values("border_km", ascending=False)
    return _answer(evidence, "neighbours", frame, "municipalities")


def _warnings(evidence: Evidence, place: str) -> Answer:
    frame = evidence.of_place("early_warnings", place).sort_values("date", ascending=False)
    frame = ordered(frame, "date", "alert_en", "alert_es", "alert_type")
    return _answer(evidence, "warnings", frame, "early_warnings", "alerts_found")


def _structures(evidence: Evidence, place: str) -> Answer:
    frame = sorted_by(evidence.of_place("armed_structures", place), "-end_year structure")
    about = ["umbrella_en", "umbrella_es", "presence_type", "period", "confidence", "municipality"]
    frame = ordered(frame, "structure", *about)
    caveats = "reported_not_control attribution"
    return _answer(evidence, "structures", frame, "armed_structures", caveats)


def _programmes(evidence: Evidence, place: str) -> Answer:
    """Programmes that name the municipality; for a department, those that name it as such."""
    programmes, prints = evidence.aid_programmes, evidence.aid_footprints
    layers, caveats = "aid_programmes aid_footprints", "partial_footprint municipal_dollars"
    if len(place) == 5:
        if len(evidence.of_place("aid_footprints", place)):
            return programmes_documented(evidence, place)
        return _answer(evidence, "programmes", programmes.head(0), layers, caveats)
    whole = prints[prints["divipola"].isna() & (prints["department_code"] == place)]
    kinds = whole[["programme_id", "footprint_type"]].drop_duplicates("programme_id")
    frame = programmes.merge(kinds, on="programme_id").sort_values(["status_code", "programme_id"])
    return _answer(evidence, "programmes", frame, layers, f"departments_stay {caveats}")


def _pdet(evidence: Evidence, place: str) -> Answer:
    """Membership by the closed list of 170 municipalities."""
    frame = evidence.of_place("pdet", place)
    own, none = PDET[len(place)]
    sentence = say(own, n=len(frame)) if len(frame) else say(none)
    return _answer(evidence, "pdet", frame, "pdet", "pnis_blank", sentence)


SECTIONS: dict[str, Callable[[Evidence, str], Answer]] = {
    "population": _population,
    "coca": _coca,
    "incidents": _incidents,
    "corridors": _corridors,
    "load": _load,
    "hours": _hours,
    "neighbours": _neighbours,
    "warnings": _warnings,
    "structures": _structures,
    "programmes": _programmes,
    "pdet": _pdet,
}


MAY_BE_BLANK = "hectares", "cali_hours_modelled"  # of both places, and numbers all the same


def two(evidence: Evidence, one: str, other: str) -> Answer:
    """Two places, a row each, in figures that can stand side by side: not incidents.

    Columns: place, `population` and `hectares` of the last year (blank: none detected), of a
    municipality its hours to Cali and its part of what has it on its way there (blank of Cali
    itself, and where the matrix does not hold it), `early_warnings`, `structures`, `programmes`
    and how many of these are `active`. Raises KeyError for an unknown code.
    """
    frame = pd.DataFrame([_in_figures(evidence, place) for place in (one, other)])
    whole = ["population", "early_warnings", "structures", "programmes", "active"]
    frame = frame.astype(dict.fromkeys(whole, "Int64") | dict.fromkeys(MAY_BE_BLANK, float))
    names = {"one": evidence.names[one], "other": evidence.names[other]}
    layers = "population coca travel_time early_warnings armed_structures aid_footprints"
    caveats = "coca_stock model_limits alerts_found reported_not_control partial_footprint"
    sentence = say("answers_places.two", **names)
    return compose(evidence, "two_places", frame, layers, sentence, caveats)


def _in_figures(evidence: Evidence, place: str) -> dict[str, object]:
    sections = evidence.ask(profile, place)
    frames = {name: section.frame for name, section in sections.items()}
    level = "municipality" if len(place) == 5 else "department"
    code = {"municipality": "divipola", "department": "department_code"}[level]
    footprints = evidence.ask(places, level).frame.set_index(code)[["programmes", "active"]]
    people, coca, load = (frames[name] for name in ("population", "coca", "load"))
    hours = frames["hours"].set_index("divipola")["hours_modelled"]
    figures = {
        "divipola": place if level == "municipality" else None,
        level: evidence.names[place],
        "population": people["population"].iloc[-1],
        "hectares": coca["hectares"].iloc[-1] if len(coca) else None,
        "cali_hours_modelled": hours.get(CALI),
        "early_warnings": len(frames["warnings"]),
        "structures": len(frames["structures"]),
        **footprints.reindex([place]).fillna(0).iloc[0].to_dict(),
        "source_ids": join_ids(";".join(answer.source_ids) for answer in sections.values()),
    }
    unsaid = {"load_unknown", "load_destination"} & set(sections["load"].said)
    if level == "municipality" and not unsaid:
        total = trips(evidence, DEFAULT).sent["hectares"].sum()
        for end in ("low", "high"):
            ha = load.get(f"load_{end}_ha_modelled", pd.Series(dtype=float)).sum()
            figures[f"share_{end}_modelled"] = ha / total
    return figures
