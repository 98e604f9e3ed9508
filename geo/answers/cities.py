"""The five cities: what lies within reach of each, what was counted, and who argued what."""

import pandas as pd

from geo.answers.answer import Answer, compose, keys, ordered, say, tally
from geo.answers.coca import year_caveats
from geo.answers.documents import on_the_road
from geo.answers.incidents import in_order
from geo.errors import UnknownCode
from geo.evidence import Evidence, cited_by, join_ids, sorted_by
from geo.spatial import (
    CERTAIN,
    PLACE,
    POSSIBLE,
    municipalities_within_hours,
    municipalities_within_km,
    points_within_km,
    seat_of,
    seats_without_time,
)

KM, HOURS = "km", "hours"
STEPS = ((KM, (25, 50, 100)), (HOURS, (1, 2, 3, 4)))
REACH = keys(
    "whole_municipality_by_seat press_sample certain_and_possible coca_stock "
    "municipal_dollars partial_footprint blank_not_zero"
)
INCIDENTS = keys("press_sample certain_and_possible attribution nothing_after")
RECORD = ("confirmed", "quoted", "partly", "open", "opinion")
# The only whole-year figure by one counter that all five have, and its count of half a year.
COUNTED = {
    "homicide_rate_2024": ("rate_per_100k", "2024-01-01", "2024-12-31"),
    "homicides_2025_first_half": ("count", "2025-01-01", "2025-06-30"),
}
# What the table of the five shows first, and that of one city's homicides.
PROFILE = [
    *("city", "mayor", "party_movement_en", "party_movement_es", "population"),
    *("travelled_to_washington", "travel_note_en", "travel_note_es"),
    *(*COUNTED, "homicide_source_ids", "metro_notes_en", "metro_notes_es"),
]
FIGURES = ["city", "period_start", "period_end", "measure", "value", "scope", "counted_by"]
CLAIMS = ["claim_id", "speaker_en", "speaker_es", "claim_en", "claim_es", "record_status"]


def reach(evidence: Evidence, divipola: str, by: str, amount: float, year: int) -> Answer:
    """The municipalities whose seats lie within kilometres (KM) or HOURS of a city's seat.

    year: of the coca and the population. One row each, nearest first, with `distance_km` or
    `hours_modelled`, `hectares`, `population`, `programmes`, `programme_ids` and
    `incidents_certain` / `incidents_possible`: those of `incidents_within` that are stated to
    be there. A blank of hectares: none detected. `unmatched` counts municipalities without a
    known time. Raises BelowUncertainty, and UnknownCode for what is no municipality.
    """
    within = evidence.ask(incidents_within, divipola, by, amount)
    seats, times = evidence.seats, evidence.travel_times
    if by == KM:
        reached = municipalities_within_km(seats, divipola, amount)
        reached, untimed = pd.DataFrame(reached[["divipola", "distance_km", "source_ids"]]), []
    else:
        reached = municipalities_within_hours(times, divipola, amount)
        reached = reached.assign(source_ids=evidence.cites("travel_time"))
        untimed = seats_without_time(times, divipola, evidence.municipalities)
    frame = with_evidence(evidence, reached, within.frame, year)
    people, grown = frame["population"].notna().any(), int(frame["hectares"].notna().sum())
    counted_then = evidence.coca["year"].eq(year).any()
    there = {"amount": amount, "city": seat_of(seats, divipola)["municipality"].iloc[0]}
    if by == HOURS:
        there["road"] = on_the_road(evidence, amount * 60, [divipola[:2]])
    counts = tally(within.frame["certainty"], (CERTAIN, POSSIBLE))
    beyond = int((~within.frame["divipola"].isin(frame["divipola"])).sum())
    different, naming = _different(frame["programme_ids"]), int((frame["programmes"] > 0).sum())
    sentences = (
        say(f"answers_cities.reach_{by}", n=len(frame), **there),
        say("answers_cities.coca", coca=frame["hectares"].sum(), n=grown, year=year)
        if grown
        else say("answers_cities.coca_none" if counted_then else "answers_coca.none", year=year),
        say("answers_cities.people", people=frame["population"].sum(), year=year)
        if people
        else say("answers_cities.people_unknown", year=year),
        say(f"answers_cities.incidents_{by}", **counts, stated=len(within.frame), beyond=beyond),
        say("answers_cities.programmes", programmes=different, named=naming),
    )
    caveats = () if by == KM else keys("free_flow_hours")
    caveats += REACH if people else (*REACH, *keys("population_from_2012"))
    caveats += year_caveats(year)
    layers = ("incidents", "aid_footprints", evidence.of_year("coca", year))
    n, of = len(frame), len(frame) + len(untimed)
    return compose(evidence, f"reach_{by}", frame, layers, sentences, caveats, of=of, matched=n)


def incidents_within(evidence: Evidence, divipola: str, by: str, amount: float) -> Answer:
    """The incidents within kilometres or hours of a city's seat, with their `certainty`.

    By kilometres each counts by its own position, whatever its municipality, and raises
    BelowUncertainty where the distance is smaller than the best position is uncertain. By
    hours it counts with the municipality that its sources state: *certain*, except the few
    whose point falls outside it, which are *possible*.
    """
    rows = evidence.incidents
    if by == KM:
        seat = seat_of(evidence.seats, divipola)
        frame = points_within_km(rows, seat, amount, evidence.municipalities)
    else:
        within = municipalities_within_hours(evidence.travel_times, divipola, amount)
        frame = rows[rows["divipola"].isin(within["divipola"])]
        outside = frame["outside_stated_municipality"].astype(bool)
        frame = frame.assign(certainty=outside.map({True: POSSIBLE, False: CERTAIN}))
    frame = in_order(sorted_by(frame, "certainty date incident_id"))
    name, of = f"incidents_within_{by}", len(rows)
    return compose(evidence, name, frame, "incidents", caveats=INCIDENTS, of=of)


def with_evidence(
    evidence: Evidence, reached: pd.DataFrame, incidents: pd.DataFrame, year: int
) -> pd.DataFrame:
    """The reached municipalities in their order, with what the layers hold about each."""
    frame = reached.merge(pd.DataFrame(evidence["municipalities"][PLACE]), on="divipola")
    code = frame["divipola"]
    layers = [evidence.of_year(name, year) for name in ("coca", "population")]
    layers += [evidence["aid_footprints"], incidents]
    coca, people, prints, incidents = (rows[rows["divipola"].isin(code)] for rows in layers)
    for column, rows in (("hectares", coca), ("population", people)):
        frame[column] = code.map(rows.set_index("divipola")[column])
    programmes = prints.groupby("divipola")["programme_id"]
    frame["programmes"] = code.map(programmes.nunique()).fillna(0).astype("Int64")
    frame["programme_ids"] = code.map(programmes.agg(join_ids))
    for certainty in (CERTAIN, POSSIBLE):
        counts = incidents.loc[incidents["certainty"] == certainty, "divipola"].value_counts()
        frame[f"incidents_{certainty}"] = code.map(counts).fillna(0).astype("Int64")
    layers = (frame, coca, people, prints, incidents)
    cited = cited_by(pd.concat([f[["divipola", "source_ids"]] for f in layers]), "divipola")
    frame["source_ids"] = code.map(cited)
    return ordered(frame, *PLACE)


def _different(cells: pd.Series) -> int:
    """How many different ids there are in cells that join several."""
    return len(join_ids(cells).split(";")) if cells.notna().any() else 0


def steps(evidence: Evidence, divipola: str, year: int, *, incidents: bool = True) -> Answer:
    """A city's reach by several distances, then by several hours, a row each.

    Columns: `divipola`, `city`, `distance_km` or `hours_modelled`, `municipalities` whose
    seats lie within, their `hectares`, `population` and `programmes`, and with `incidents`
    also `incidents_certain` and `incidents_possible`.
    """
    cities = evidence.cities.set_index("divipola")["city"]
    steps_of = [(by, amount) for by, amounts in STEPS for amount in amounts]
    answers = [evidence.ask(reach, divipola, *step, year) for step in steps_of]
    rows = []
    for (by, amount), answer in zip(steps_of, answers, strict=True):
        frame, values = answer.frame, answer.said
        row = {
            "divipola": divipola,
            "city": cities[divipola],
            "distance_km": amount if by == KM else None,
            "hours_modelled": amount if by == HOURS else None,
            "municipalities": len(frame),
            "hectares": frame["hectares"].sum(min_count=1),
            "population": frame["population"].sum(min_count=1),
            "programmes": values["programmes"].values["programmes"],
        }
        if incidents:
            counts = values[f"incidents_{by}"].values
            row |= {f"incidents_{each}": counts[each] for each in (CERTAIN, POSSIBLE)}
        rows.append(row | {"source_ids": ";".join(answer.source_ids)})
    caveats = dict.fromkeys(key for answer in answers for key in answer.caveats)
    frame = pd.DataFrame(rows).astype({"distance_km": float, "hours_modelled": float})
    sentence = say("answers_cities.nested", city=cities[divipola])
    day = max(a.as_of for a in answers)
    return Answer(f"reach_steps_{divipola}", frame, day, (sentence,), tuple(caveats))


def side_by_side(evidence: Evidence, year: int) -> Answer:
    """The steps of the five cities in one table, without incidents: no sample compares them."""
    codes = evidence.cities["divipola"]
    answers = [evidence.ask(steps, code, year, incidents=False) for code in codes]
    frame = pd.concat([answer.frame for answer in answers], ignore_index=True)
    sentence = say("answers_cities.compared", cities=len(answers))
    day = max(a.as_of for a in answers)
    return Answer("reach_steps", frame, day, (sentence,), answers[0].caveats)


def five_cities(evidence: Evidence) -> Answer:
    """One row per city, by its 2024 homicide rate by Medicina Legal.

    Adds `homicide_rate_2024` (per 100,000 people, municipality) and
    `homicides_2025_first_half`, the same counter's count of January to June 2025, and
    `homicide_source_ids`, the sources of these two.
    """
    cities, rows = evidence.cities, evidence.homicides
    rows = rows[(rows["counted_by"] == "medicina_legal") & (rows["scope"] == "municipality")]
    keys = ["measure", "period_start", "period_end"]
    by_key = rows.set_index(["divipola", *keys]).sort_index()
    layers = rows[pd.MultiIndex.from_frame(rows[keys]).isin(list(COUNTED.values()))]
    frame, cells = cities, []
    for column, key in COUNTED.items():
        figures = by_key.xs(key, level=keys)
        frame = frame.assign(**{column: cities["divipola"].map(figures["value"])})
        cells.append(cities["divipola"].map(figures["source_ids"]))
    rate, half = COUNTED
    frame[half] = frame[half].astype("Int64")
    frame["homicide_source_ids"] = [join_ids(row) for row in zip(*cells, strict=True)]
    cells = [frame[name] for name in ("source_ids", "travel_source_ids", "homicide_source_ids")]
    frame["source_ids"] = [join_ids(row) for row in zip(*cells, strict=True)]
    frame = sorted_by(frame, f"-{rate}")
    went = frame.loc[frame["travelled_to_washington"], ["mayor", "city"]]
    (highest, highest_rate), *_, (lowest, lowest_rate) = frame[["city", rate]].to_numpy()
    ends = {"highest": highest, "highest_rate": highest_rate}
    ends |= {"lowest": lowest, "lowest_rate": lowest_rate}
    counts = [
        say("answers_cities.count", city=city, n=n)
        for city, n in frame.set_index("city")[half].dropna().items()
    ]
    mayors = [f"{mayor} ({city})" for mayor, city in went.to_numpy()]
    sentences = (
        say("answers_cities.travelled", mayors=mayors),
        say("answers_cities.rates", **ends),
        say("answers_cities.first_half", counts=counts),
    )
    frame = ordered(frame, *PROFILE)
    return compose(evidence, "five_cities", frame, ("cities", layers), sentences, "counters")


def homicides_of(evidence: Evidence, divipola: str) -> Answer:
    """Every homicide figure on record for one city, whole years first; nothing is mixed.

    Raises UnknownCode for a city without figures.
    """
    rows = evidence.homicides
    if divipola not in set(rows["divipola"]):
        raise UnknownCode(divipola)
    rows = rows[rows["divipola"] == divipola]
    frame = sorted_by(rows, "-period_start measure counted_by period_end")
    counters = frame.loc[~frame["counted_by"].isin(("derived", "not_stated")), "counted_by"]
    counts, city = {"n": len(frame), "counters": counters.nunique()}, frame["city"].iloc[0]
    sentence, name = say("answers_cities.figures", **counts, city=city), f"homicides_{divipola}"
    return compose(evidence, name, ordered(frame, *FIGURES), frame, sentence, "counters")


def claims(evidence: Evidence, statuses: tuple[str, ...] = ()) -> Answer:
    """What the source article says, claim by claim, beside the record, in the article's order.

    statuses: those of RECORD that are kept; none: all. The sentence counts every claim,
    whatever is chosen, so that a quotation of the whole cannot be cut to the confirmed ones.
    """
    rows = evidence.claims
    chosen = rows[rows["record_status"].isin(statuses or RECORD)].reset_index(drop=True)
    sentence = say("answers_cities.claims", n=len(rows), **tally(rows["record_status"], RECORD))
    return compose(evidence, "claims", ordered(chosen, *CLAIMS), "claims", sentence, "claims")


def argued_by(evidence: Evidence, mayor: str) -> pd.DataFrame:
    """The claims whose speaker is this mayor, in the article's order."""
    return evidence.claims[evidence.claims["speaker_en"].str.startswith(f"{mayor} (")]
