"""Everything we hold about one municipality or department, one answer a section."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.answers.answer import Answer, Sentence, gather_source_ids
from geo.answers.documented import programmes_documented
from geo.answers.incidents import CAVEATS as INCIDENT_CAVEATS
from geo.answers.loads import MODEL_CAVEATS, WIDE
from geo.evidence import catalogue
from geo.journeys import Journeys, TravelTimes, loads
from geo.spatial import PLACE

Layers = Mapping[str, pd.DataFrame | gpd.GeoDataFrame]
SECTIONS = (
    *("population", "coca", "incidents", "corridors", "load", "hours"),
    *("neighbours", "warnings", "structures", "programmes", "pdet"),
)
NEEDED = (
    *("municipalities", "departments", "population", "coca", "incidents", "cities"),
    *("corridors_documented", "corridor_waypoints", "place_lists", "early_warnings"),
    *("armed_structures", "aid_programmes", "aid_footprints", "pdet"),
)
TOLERANCE_H = 0.1
FIRST_YEAR, LAST_YEAR = 2001, 2024
EVIDENCE = ("named_in_source", "on_main_road_or_river", "schematic")


@dataclass(frozen=True)
class Held:
    """What profiles are made from: layers by id (see NEEDED), and what was computed of them.

    borders: of `geo.spatial.borders.shared_borders`. times: the travel matrix, cited by
    time_source_ids. trips: the journeys whose loads are told, from `loads.coca_journeys`.
    """

    layers: Layers
    borders: pd.DataFrame
    times: TravelTimes
    time_source_ids: tuple[str, ...]
    trips: Journeys

    @cached_property
    def chances(self) -> np.ndarray:
        """Of `geo.journeys`: one row per origin, one column per seat."""
        return self.trips.chances(TOLERANCE_H)

    @cached_property
    def hours_to_cities(self) -> np.ndarray:
        """One row per seat in the order of the matrix, one column per city."""
        return self.times.tenths[:, self.times.rows(self.layers["cities"]["divipola"])] / 10

    @cached_property
    def _where(self) -> dict[tuple[str, str], Mapping[str, np.ndarray]]:
        return {
            (layer_id, column): rows.groupby(column).indices
            for layer_id, rows in self.layers.items()
            for column in ("divipola", "department_code")
            if column in rows
        }

    @cached_property
    def _none(self) -> Layers:
        return {layer_id: rows.head(0) for layer_id, rows in self.layers.items()}

    def rows(self, layer_id: str, place: str) -> pd.DataFrame:
        """The rows of a layer that are of a municipality, or of all of a department."""
        column = "divipola" if len(place) == 5 else "department_code"
        where = self._where[layer_id, column].get(place)
        return self._none[layer_id] if where is None else self.layers[layer_id].iloc[where]


@dataclass(frozen=True)
class Profile:
    """A place (5 digits a municipality, 2 a department), its names, and its sections."""

    place: str
    name: str
    department_code: str
    department: str
    sections: Mapping[str, Answer]


def profile(place: str, held: Held) -> Profile:
    """The profile of a municipality or, by two digits, of a department.

    Sections, in the order of SECTIONS, are answers; an empty frame means that our sources
    hold nothing, except for coca (the census covers the country: none detected) and PDET (a
    closed list). Raises KeyError for a code that is neither.
    """
    rows = held.rows("municipalities", place)
    if rows.empty:
        raise KeyError(place)
    first = rows.iloc[0]
    named = first["municipality"] if len(place) == 5 else first["department"]
    made = {
        "population": _population(place, held),
        "coca": _coca(place, held),
        "incidents": _incidents(held.rows("incidents", place)),
        "corridors": _corridors(place, held),
        "load": _load(place, held),
        "hours": _hours(place, held),
        "neighbours": _neighbours(place, held),
        "warnings": _listed(
            "warnings",
            held.rows("early_warnings", place).sort_values("date", ascending=False),
            "early_warnings",
            ("caveats.alerts_found",),
        ),
        "structures": _listed(
            "structures",
            held.rows("armed_structures", place).sort_values(
                ["end_year", "structure"], ascending=[False, True]
            ),
            "armed_structures",
            ("caveats.reported_not_control", "caveats.attribution"),
        ),
        "programmes": _programmes(place, held),
        "pdet": _pdet(held.rows("pdet", place)),
    }
    return Profile(place, named, first["department_code"], first["department"], made)


def _as_of(*layer_ids: str) -> str:
    return max(catalogue()[layer_id].as_of for layer_id in layer_ids)


def _answer(
    name: str,
    frame: pd.DataFrame,
    as_of: str,
    caveats: tuple[str, ...] = (),
    said: tuple[Sentence, ...] = (),
    basis: str = "reported",
) -> Answer:
    frame = frame.reset_index(drop=True)
    return Answer(f"place_{name}", frame, as_of, said, caveats)


def _listed(name: str, frame: pd.DataFrame, layer_id: str, caveats: tuple[str, ...]) -> Answer:
    return _answer(name, frame, _as_of(layer_id), caveats)


def _pdet(frame: pd.DataFrame) -> Answer:
    """Membership by the closed list of 170 municipalities."""
    values = {"municipalities": len(frame)}
    said = (Sentence(f"answers_places.pdet_{'some' if len(frame) else 'none'}", values),)
    return _answer("pdet", frame, _as_of("pdet"), ("caveats.pnis_blank",), said)


def _population(place: str, held: Held) -> Answer:
    if len(place) == 5:
        rows = frame = held.rows("population", place).sort_values("year")
        frame = frame[["year", "men", "women", "population"]].copy()
    else:
        people = held.layers["population"]
        rows = people[people["divipola"].str[:2] == place]
        frame = rows.groupby("year", as_index=False)[["men", "women", "population"]].sum()
    frame["source_ids"] = ";".join(gather_source_ids(rows.head(1)))
    said = ()
    if len(frame):
        last = frame.iloc[-1]
        values = {"people": int(last["population"]), "of_year": int(last["year"])}
        said = (Sentence("answers_places.population", values),)
    caveats = ("caveats.population_from_2012",)
    return _answer("population", frame, _as_of("population"), caveats, said)


def _coca(place: str, held: Held) -> Answer:
    """Hectares by year: the place's own, its department's and the country's."""
    coca = held.layers["coca"]
    frame = pd.DataFrame({"year": range(FIRST_YEAR, LAST_YEAR + 1)})
    frame["hectares"] = _by_year(held.rows("coca", place))
    if len(place) == 5:
        frame["hectares_department"] = _by_year(held.rows("coca", place[:2]))
    frame["hectares_nation"] = _by_year(coca)
    frame["source_ids"] = ";".join(gather_source_ids(coca.head(1)))
    found = frame.dropna(subset="hectares")
    span = {"start_year": FIRST_YEAR, "end_year": LAST_YEAR}
    said = (Sentence("answers_places.coca_none", span),)
    if len(found):
        last, most = frame.iloc[-1], found.loc[found["hectares"].idxmax()]
        values = {"most_year": int(most["year"]), "most_ha": float(most["hectares"])}
        values["last_year"] = LAST_YEAR
        said = (Sentence("answers_places.coca_gone", values),)
        if pd.notna(last["hectares"]):
            whole = last.get("hectares_department", last["hectares_nation"])
            values["last_ha"] = float(last["hectares"])
            values["of_share"] = float(last["hectares"] / whole)
            own = "answers_places.coca"
            said = (Sentence(own if len(place) == 5 else "answers_places.coca_department", values),)
    return _answer(
        "coca",
        frame if len(found) else frame.head(0),
        f"{LAST_YEAR}-12-31",
        ("caveats.coca_stock", "caveats.coca_2001", "caveats.coca_2009"),
        said,
    )


def _by_year(coca: pd.DataFrame) -> np.ndarray:
    """Hectares of each year; missing where none were detected."""
    year = coca["year"].to_numpy(int) - FIRST_YEAR
    ha = coca["hectares"].to_numpy(float)
    sums = np.bincount(year, weights=ha, minlength=LAST_YEAR - FIRST_YEAR + 1)
    return np.where(sums > 0, sums, np.nan)


def _incidents(rows: gpd.GeoDataFrame) -> Answer:
    frame, said = rows, ()
    if len(rows):
        frame = rows.sort_values(["date", "incident_id"], ascending=False)
        values = {"rows": len(frame), "start": frame["date"].min(), "end": frame["date"].max()}
        said = (Sentence("answers_places.incidents", values),)
    return _answer("incidents", frame, _as_of("incidents"), INCIDENT_CAVEATS, said)


def _corridors(place: str, held: Held) -> Answer:
    """One row a corridor with a point here, those that a source names first; then lists."""
    as_of = _as_of("corridors_documented", "place_lists")
    caveats = ("caveats.schematic_lines", "caveats.communities")
    points = held.rows("corridor_waypoints", place)
    lists = held.rows("place_lists", place).drop_duplicates("corridor_no")
    if points.empty and lists.empty:
        return _answer("corridors", pd.DataFrame(), as_of, caveats)
    rank = points["waypoint_evidence"].map(EVIDENCE.index)
    points = points.assign(rank=rank).sort_values(["rank", "corridor_id", "order"])
    each = points.groupby("corridor_id", sort=False).agg(
        waypoint_evidence=("waypoint_evidence", "first"),
        places_named=("place", lambda names: "; ".join(dict.fromkeys(names))),
    )
    legs = (
        held.layers["corridors_documented"].drop_duplicates("corridor_id").set_index("corridor_id")
    )
    told = ["name_en", "name_es", "commodities", "evidence", "confidence", "period"]
    frame = each.join(pd.DataFrame(legs[[*told, "superseded_by", "source_ids"]]), how="inner")
    listed = pd.DataFrame(
        {
            "corridor_id": [f"{r.list_id} {r.corridor_no}" for r in lists.itertuples()],
            "waypoint_evidence": "named_in_source",
            "name_en": lists["corridor_name"].to_numpy(),
            "name_es": lists["corridor_name"].to_numpy(),
            "source_ids": lists["source_ids"].to_numpy(),
        }
    )
    frame = pd.concat([frame.reset_index(), listed]) if len(listed) else frame.reset_index()
    return _answer("corridors", frame, as_of, caveats)


def _load(place: str, held: Held) -> Answer:
    """Whose coca area has the place on its way; for a department, its places by load."""
    sent, names = held.trips.sent, pd.DataFrame(held.layers["municipalities"][PLACE])
    cited = (*gather_source_ids(held.layers["coca"].head(1)), *held.time_source_ids)
    if len(place) == 2:
        here = names[names["department_code"] == place]
        frame = loads(held.trips, TOLERANCE_H).merge(here, on="divipola")
        values = {"places": len(frame), "sent_ha": float(sent["hectares"].sum())}
        said = (Sentence(f"answers_places.load_{'department' if len(frame) else 'none'}", values),)
    else:
        frame, said = _whose(place, held, sent, names)
    frame = frame.assign(source_ids=";".join(sorted(cited)))
    return _answer("load", frame, f"{LAST_YEAR}-12-31", MODEL_CAVEATS, said, "modelled")


def _whose(
    place: str, held: Held, sent: pd.DataFrame, names: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[Sentence, ...]]:
    ha = sent["hectares"].to_numpy(float)
    known = place in held.times
    chance = held.chances[:, held.times.rows([place])[0]] if known else np.zeros(len(sent))
    if not chance.any():
        columns = ["divipola", "hectares", "load_ha_modelled"]
        said = Sentence(f"answers_places.load_{'none' if known else 'unknown'}")
        return pd.DataFrame(columns=columns), (said,)
    frame = pd.DataFrame(
        {
            "divipola": sent["divipola"].to_numpy(),
            "hectares": ha,
            "load_ha_modelled": ha * chance,
            "load_low_ha_modelled": ha * (chance == 1),
            "load_high_ha_modelled": ha * (chance > 0),
        }
    )
    frame = frame[frame["load_high_ha_modelled"] > 0].merge(names, on="divipola")
    frame = frame.sort_values(["load_ha_modelled", "hectares"], ascending=False)
    parts = {
        "low_share": float(frame["load_low_ha_modelled"].sum() / ha.sum()),
        "high_share": float(frame["load_high_ha_modelled"].sum() / ha.sum()),
        "sent_ha": float(ha.sum()),
        "origins": len(frame),
    }
    if parts["high_share"] - parts["low_share"] > WIDE:
        return frame, (Sentence("answers_places.load_range", parts),)
    parts["middle_share"] = float(frame["load_ha_modelled"].sum() / ha.sum())
    return frame, (Sentence("answers_places.load", parts),)


def _hours(place: str, held: Held) -> Answer:
    """Free-flow hours from the seat to the five cities, nearest first; none for a department."""
    cities = pd.DataFrame(held.layers["cities"][["city", *PLACE]])
    known = place in held.times
    hours = held.hours_to_cities[held.times.rows([place])[0]] if known else np.nan
    frame = cities.assign(hours_modelled=hours, source_ids=";".join(held.time_source_ids))
    frame = frame[np.isfinite(frame["hours_modelled"]) & (frame["divipola"] != place)]
    frame = frame.sort_values("hours_modelled")
    as_of = _as_of("travel_time")
    return _answer("hours", frame, as_of, ("caveats.free_flow_hours",), (), "modelled")


def _neighbours(place: str, held: Held) -> Answer:
    """Places across a shared border, the longest border first; lengths are geodesic."""
    borders = held.borders
    if len(place) == 5:
        code, shapes = "divipola", held.layers["municipalities"]
        across = borders[borders["divipola"] == place].set_index("neighbour")["border_km"]
    else:
        code, shapes = "department_code", held.layers["departments"]
        other = borders["neighbour"].str[:2]
        kept = (borders["divipola"].str[:2] == place) & (other != place)
        across = borders[kept].groupby(other[kept])["border_km"].sum()
    wanted = [c for c in [*PLACE, "source_ids"] if c in shapes]
    frame = pd.DataFrame(shapes[shapes[code].isin(across.index)][wanted])
    frame.insert(len(frame.columns) - 1, "border_km", frame[code].map(across))
    frame = frame.sort_values("border_km", ascending=False)
    return _answer("neighbours", frame, _as_of("municipalities"))


def _programmes(place: str, held: Held) -> Answer:
    """Programmes that name the municipality; for a department, those that name it as such."""
    programmes, prints = held.layers["aid_programmes"], held.layers["aid_footprints"]
    as_of = _as_of("aid_programmes", "aid_footprints")
    caveats = ("caveats.partial_footprint", "caveats.municipal_dollars")
    if len(place) == 5:
        if len(held.rows("aid_footprints", place)):
            return programmes_documented(place, programmes, prints, as_of)
        return _answer("programmes", programmes.head(0), as_of, caveats)
    whole = prints[prints["divipola"].isna() & (prints["department_code"] == place)]
    kinds = whole[["programme_id", "footprint_type"]].drop_duplicates("programme_id")
    frame = programmes.merge(kinds, on="programme_id").sort_values(["status_code", "programme_id"])
    return _answer("programmes", frame, as_of, ("caveats.departments_stay", *caveats))


def municipalities_of(department_code: str, layers: Layers, year: int = LAST_YEAR) -> Answer:
    """The municipalities of a department by coca, then population; blank: none detected.

    Columns: place, `hectares`, `population` (both of the year), `rank_coca` and
    `rank_population` within the department (1 is the most; equal values share a rank).
    Raises KeyError for an unknown department.
    """
    units = layers["municipalities"]
    rows = units[units["department_code"] == department_code]
    if rows.empty:
        raise KeyError(department_code)
    places = _with_figures(rows, layers, year)
    said = {"municipalities": len(places), "of_year": year}
    said["with_coca"] = int(places["hectares"].notna().sum())
    return _ranked(
        f"municipalities_{department_code}",
        places,
        year,
        Sentence("answers_places.municipalities", said),
    )


def departments(layers: Layers, year: int = LAST_YEAR) -> Answer:
    """The departments by coca, then population: sums of their municipalities; as above."""
    each = _with_figures(layers["municipalities"], layers, year)
    rows = each.groupby(["department_code", "department"], as_index=False).agg(
        hectares=("hectares", lambda ha: ha.sum(min_count=1)),
        population=("population", "sum"),
        source_ids=("source_ids", "first"),
    )
    said = {"departments": len(rows), "of_year": year}
    said["with_coca"] = int(rows["hectares"].notna().sum())
    return _ranked("departments", rows, year, Sentence("answers_places.departments", said))


def _with_figures(rows: pd.DataFrame, layers: Layers, year: int) -> pd.DataFrame:
    """Places with their coca and population of the year, and the sources of both."""
    places, cited = pd.DataFrame(rows[PLACE]), set()
    for column, layer_id in (("hectares", "coca"), ("population", "population")):
        known = layers[layer_id][layers[layer_id]["year"] == year]
        places[column] = places["divipola"].map(known.set_index("divipola")[column])
        cited |= set(gather_source_ids(known.head(1)))
    places["population"] = places["population"].astype("Int64")
    return places.assign(source_ids=";".join(sorted(cited)))


def _ranked(name: str, places: pd.DataFrame, year: int, said: Sentence) -> Answer:
    for column, rank in (("hectares", "rank_coca"), ("population", "rank_population")):
        places[rank] = places[column].rank(ascending=False, method="min").astype("Int64")
    frame = places.sort_values(["hectares", "population"], ascending=False)
    return _answer(name, frame, f"{year}-12-31", ("caveats.coca_stock",), (said,))
