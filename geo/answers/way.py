"""On the way: what lies between where coca grows and its destinations, by the model."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.answers.answer import SINGLED_OUT, Answer, Range, Sentence, compose, keys, say
from geo.answers.coca import year_caveats
from geo.answers.documents import road
from geo.evidence import Evidence, join_ids, once
from geo.journeys import (
    Journeys,
    Scenario,
    legs,
    lines,
    lines_after,
    loads,
    outcome_of,
    robust,
    trips_of,
)
from geo.journeys.change import Outcome
from geo.spatial import PLACE

CAUCA_TO_CALI = Scenario(2024, ("19",), ("76001",))
DEFAULT = replace(CAUCA_TO_CALI, limit_hours=6)
MODEL_CAVEATS = keys(
    "model_limits low_and_high by_the_sea communities inside_large_municipalities "
    "free_flow_hours coca_stock"
)
WIDE = 0.1  # low and high further apart than this share: say the range, not the middle
# Why an origin is not sent: what is said of many, and of a few by name.
LEFT_OUT = {
    "beyond_limit": ("answers_corridors.beyond", "answers_corridors.beyond_listed"),
    "no_times": ("answers_corridors.no_times", "answers_corridors.no_times_listed"),
}
PARTS = ((1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (9, 10))
LISTED = 6  # longer lists stay in the table
NEAR_TENTHS = 40  # a place further off every way than this cannot matter much


def trips(evidence: Evidence, scenario: Scenario) -> Journeys:
    """The journeys of a scenario, open: the same for all that differ in what is closed."""
    return _trips(evidence, replace(scenario.opened, tolerance_hours=0.1, closure_width_hours=0.1))


@once
def _trips(evidence: Evidence, scenario: Scenario) -> Journeys:
    access = access_places(evidence.origin_notes)
    return trips_of(scenario, evidence.travel_times, evidence.coca, access)


def outcome(evidence: Evidence, scenario: Scenario) -> Outcome:
    """The journeys before and after what the scenario closes or holds."""
    return outcome_of(scenario, trips(evidence, scenario))


def access_places(notes: pd.DataFrame) -> dict[str, str]:
    """Origin → municipality whose seat stands for its access place, where that is another.

    notes: the `origin_notes` layer.
    """
    rows = _access(notes)
    return dict(zip(rows["divipola"], rows["access_divipola"], strict=True))


def _access(notes: pd.DataFrame) -> pd.DataFrame:
    another = notes["access_divipola"] != notes["divipola"]
    return notes[(notes["origin_note"] == "access") & another]


def near(evidence: Evidence, scenario: Scenario) -> list[str]:
    """Codes of the places whose closing can matter, by name: at most 4 h off some way."""
    detours = trips(evidence, scenario).detours().min(axis=0, initial=np.inf)
    codes = evidence.travel_times.codes[detours <= NEAR_TENTHS]
    return sorted(codes.tolist(), key=lambda code: (evidence.names[code], code))


def without_coca(evidence: Evidence, year: int, places: Iterable[str]) -> list[str]:
    """Which of these places had no coca detected in the year, in their order."""
    rows = evidence.of_year("coca", year).query("hectares > 0")
    return [code for code in places if code not in set(rows["divipola"])]


def on_the_way(evidence: Evidence, scenario: Scenario) -> Answer:
    """What lies on the way from where coca grows to the destinations, most hectares first.

    Columns: the place and those of `geo.journeys.loads`. `matched` counts origins sent,
    `unmatched` the others.
    """
    frame = with_place(evidence, loads(trips(evidence, scenario), scenario.tolerance_hours))
    sentences = [*_loads(evidence, scenario, frame), *_origins(evidence, scenario)]
    return modelled(evidence, scenario.opened, "loads_on_the_way", frame, sentences)


def origins(evidence: Evidence, scenario: Scenario) -> Answer:
    """Where the coca of the scenario grows: what is sent, and what is left out and why.

    Columns: the place, `hectares`, `status`, `hours_modelled`, what sources say of the origins
    that are not sent (`description_en`, `description_es`) and `destination`.
    """
    frame = with_place(evidence, trips(evidence, scenario).origins)
    notes = evidence.origin_notes.query("origin_note == 'exit'").set_index("divipola")
    apart = frame["divipola"].where(frame["status"] != "sent")
    frame = frame[[*PLACE, "hectares", "status", "hours_modelled"]].assign(
        description_en=apart.map(notes["description_en"]),
        description_es=apart.map(notes["description_es"]),
        destination=frame["destination"],
        source_ids=[
            join_ids([source_ids(evidence, scenario), more])
            for more in apart.map(notes["source_ids"])
        ],
    )
    sentences = _origins(evidence, scenario)
    caveats = ("caveats.free_flow_hours", "caveats.coca_stock")
    return modelled(evidence, scenario, "origins_of_loads", frame, sentences, caveats=caveats)


def ways(evidence: Evidence, scenario: Scenario) -> Answer:
    """The straight, schematic legs of the fastest ways, after what is closed or held.

    Columns: `from_divipola`, `to_divipola`, `load_ha_modelled`, `source_ids`, geometry (line
    between the seats, EPSG:4326).
    """
    chains = lines_after(evidence.ask(outcome, scenario))
    frame = leg_lines(legs(chains), evidence.seats)
    return modelled(evidence, scenario, "ways_of_loads", frame)


def stops(evidence: Evidence, scenario: Scenario) -> pd.Series:
    """Origin → codes of the seats on its way, in order."""
    return lines(trips(evidence, scenario)).set_index("divipola")["stops"]


def leg_lines(rows: pd.DataFrame, seats: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Legs (`from_divipola`, `to_divipola`) as straight lines between the seats."""
    point = seats.set_index("divipola").geometry
    start, end = (
        gpd.GeoSeries(point.reindex(rows[name]).to_numpy(), crs=seats.crs)
        for name in ("from_divipola", "to_divipola")
    )
    return gpd.GeoDataFrame(rows, geometry=start.shortest_line(end))


def with_place(evidence: Evidence, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the place columns in front, in its own order."""
    return pd.DataFrame(evidence.municipalities[PLACE]).merge(frame, on="divipola", how="right")


def modelled(
    evidence: Evidence,
    scenario: Scenario,
    id: str,
    frame: pd.DataFrame,
    sentences: Iterable[Sentence] = (),
    *,
    caveats: tuple[str, ...] = MODEL_CAVEATS,
    beside: tuple[Scenario, ...] = (),
) -> Answer:
    """An answer of the model on a scenario: the sources of its rows, its date and counts.

    beside: others that it rests on, as young as the youngest of them.
    """
    if "source_ids" not in frame:
        frame = frame.assign(source_ids=source_ids(evidence, scenario))
    scenarios = (scenario, *beside)
    layers = tuple(evidence.of_year("coca", each.year) for each in scenarios)
    caveats += year_caveats(*dict.fromkeys(each.year for each in scenarios))
    status = _leaving(evidence, scenario)["status"]
    of, n = int(status.count()), int(status.eq("sent").sum())
    return compose(evidence, id, frame, layers, sentences, caveats, of=of, matched=n)


def source_ids(evidence: Evidence, scenario: Scenario) -> str:
    """Sources of the coca, of the travel times and of the access places that it uses, by `;`."""
    return _cited(evidence, replace(scenario.opened, origins=(), destinations=()))


@once
def _cited(evidence: Evidence, scenario: Scenario) -> str:
    notes = evidence.origin_notes.query("origin_note == 'access'")
    layers = [evidence.of_year("coca", scenario.year), evidence.travel_time.head(1)]
    layers += [notes] if scenario.access_places else []
    return join_ids(cell for rows in layers for cell in rows["source_ids"].unique())


def no_trips(scenario: Scenario) -> Sentence:
    return say("answers_corridors.loads_none", year=scenario.year)


def closed_names(evidence: Evidence, scenario: Scenario) -> list[str]:
    """The closed or held places by name."""
    return [evidence.names.get(code, code) for code in scenario.closed]


def _loads(evidence: Evidence, scenario: Scenario, frame: pd.DataFrame) -> list[Sentence]:
    journeys = trips(evidence, scenario).sent
    if journeys.empty:
        return [no_trips(scenario)]
    goals = sorted(journeys["destination"].unique())
    opening = say(
        "answers_corridors.loads_sent",
        origins=int(_leaving(evidence, scenario)["status"].eq("sent").sum()),
        sent_ha=float(journeys["hectares"].sum()),
        year=scenario.year,
        destinations=[evidence.names[code] for code in goals],
    )
    most = frame[~frame["divipola"].isin(goals)].head(SINGLED_OUT)
    rows = sorted(most.itertuples(), key=_firmness)
    values = [_load(row, scenario.tolerance_hours * 60) for row in rows]
    firm = [_firm(evidence, scenario, row.divipola) for row in rows[:1]]
    return [opening, *values[:1], *firm, *values[1:]]


def _firmness(row) -> tuple:
    """In whole percents: the narrowest range first, then the largest share, then by code."""
    low, high = round(row.share_low_modelled, 2), round(row.share_high_modelled, 2)
    return round(high - low, 2), -high, row.divipola


def _load(row, tolerance: float) -> Sentence:
    """The share on whose way a place lies: the middle where the range is narrow."""
    low, high = row.share_low_modelled, row.share_high_modelled
    values = {"place": row.municipality, "tolerance": tolerance, "range": Range(low, high)}
    if high - low > WIDE:
        return say("answers_corridors.load_range", **values)
    if round(low, 2) != round(high, 2):
        return say("answers_corridors.load_about", **values, share=row.share_modelled)
    values["share"] = values.pop("range").low
    if part := _part(low):
        return say("answers_corridors.load", part=part, **values)
    return say("answers_corridors.load_plain", **values)


def _part(share: float) -> Sentence | None:
    """The plain fraction that a share is, to a point and a half."""
    of, whole = min(PARTS, key=lambda part: abs(share - part[0] / part[1]))
    near = abs(share - of / whole) < 0.015
    return say(f"answers_corridors.part_{of}_{whole}") if near else None


def _firm(evidence: Evidence, scenario: Scenario, code: str) -> Sentence:
    """The share of a place under other tolerances, and in other years."""

    def share(other: Scenario) -> tuple[float, float]:
        rows = loads(trips(evidence, other), other.tolerance_hours).set_index("divipola")
        ends = [f"share_{end}_modelled" for end in ("low", "high")]
        low, high = rows[ends].loc[code] if code in rows.index else (0.0, 0.0)
        return low, high

    none, twice = (
        None if scenario.tolerance_hours == h else share(replace(scenario, tolerance_hours=h))
        for h in (0.0, 0.2)
    )
    years = robust.years_beside(scenario.year, evidence.coca["year"].unique())
    each = [share(replace(scenario, year=year)) for year in years]
    return say(
        "answers_corridors.firm",
        none=none and Range(*none),
        rounded=bool(none and round(none[0], 2) != round(none[1], 2)),
        twice=twice and Range(*twice),
        years=Range(min(low for low, _ in each), max(high for _, high in each)),
        of_years=list(years),
    )


def _origins(evidence: Evidence, scenario: Scenario) -> list[Sentence]:
    """How the origins were chosen, where that needs saying, and which are not sent."""
    picked = [code for code in scenario.origins if len(code) == len("19698")]
    bare = without_coca(evidence, scenario.year, picked)
    sentences = [no_coca(evidence, scenario.year, bare)] if bare else []
    sentences += moved(evidence, scenario)
    origins = _leaving(evidence, scenario)
    for status, (many, few) in LEFT_OUT.items():
        rows = origins[origins["status"] == status]
        if rows.empty:
            continue
        values: dict[str, Any] = {"beyond_ha": float(rows["hectares"].sum())}
        if status == "beyond_limit":
            limit = scenario.limit_hours or 0
            values["limit_h"] = int(limit) if limit == int(limit) else limit
            values["road"] = road(evidence, scenario, limit * 60)
        if len(rows) <= LISTED:
            places = [evidence.names[code] for code in rows["divipola"]]
            sentences.append(say(few, places=places, **values))
        else:
            sentences.append(say(many, origins=len(rows), **values))
    return sentences


def no_coca(evidence: Evidence, year: int, places: Iterable[str]) -> Sentence:
    """That no coca was detected there in the year."""
    names = [evidence.names[code] for code in places]
    return say("answers_corridors.without_coca", year=year, places=names)


def moved(evidence: Evidence, scenario: Scenario) -> list[Sentence]:
    """The hectares that leave by an access place in another municipality, where any do."""
    rows = _leaving(evidence, scenario).set_index("divipola")
    rows = rows.loc[rows.index != rows["by"], "hectares"]
    sentences = []
    for note in _access(evidence.origin_notes).itertuples():
        if note.divipola in rows:
            origin, access = (evidence.names[c] for c in (note.divipola, note.access_divipola))
            values = {"place": note.place, "moved_ha": float(rows[note.divipola])}
            sentences.append(
                say("answers_corridors.access_moved", origin=origin, access=access, **values)
            )
    return sentences


def _leaving(evidence: Evidence, scenario: Scenario) -> pd.DataFrame:
    """Every municipality with coca among the origins, most hectares first.

    Columns: `divipola`, `hectares`, `by` (the seat that it leaves from: several may share one)
    and `status`.
    """
    rows = evidence.of_year("coca", scenario.year)
    of = rows["divipola"].isin(scenario.origins) | rows["department_code"].isin(scenario.origins)
    rows = rows.loc[of & (rows["hectares"] > 0), ["divipola", "hectares"]]
    access = access_places(evidence.origin_notes) if scenario.access_places else {}
    rows = rows.assign(by=rows["divipola"].map(lambda code: access.get(code, code)))
    status = trips(evidence, scenario).origins.set_index("divipola")["status"]
    rows = rows.assign(status=rows["by"].map(status))
    return rows.sort_values("hectares", ascending=False, kind="stable")
