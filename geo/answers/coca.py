"""Coca: hectares reported by municipality and year, who ranks first, where high values cluster."""

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence, compose, keys, ordered, say
from geo.evidence import Evidence, join_ids, sorted_by
from geo.spatial import PLACE
from geo.spatial.borders import shared_borders
from geo.statistics.hotspots import LEVELS, NOT_TESTED, hotspots, within_hours

YEARS = (2001, 2024)  # the first and the last of the census held
FIRST_YEAR, LAST_YEAR = YEARS
_OF_YEAR = {2001: "caveats.coca_2001", 2009: "caveats.coca_2009"}
LISTED = 8
LEVEL = 0.05  # share of false discoveries at which sentences call a place hot or cold


def year_caveats(*years: int) -> tuple[str, ...]:
    """Caveats of the years whose municipal figures differ from a published total."""
    return tuple(_OF_YEAR[year] for year in years if year in _OF_YEAR)


def coca_by_municipality(evidence: Evidence, year: int) -> Answer:
    """Every municipality where coca was detected in the year, most hectares first.

    Columns: place, `year`, `hectares`, `source_ids`, geometry (EPSG:4326). Elsewhere none was
    detected: the census covers the whole country.
    """
    rows, places = evidence.of_year("coca", year).query("hectares > 0"), evidence.municipalities
    frame = gpd.GeoDataFrame(rows.merge(places[["divipola", "geometry"]], on="divipola"))
    frame = frame.sort_values("hectares", ascending=False, ignore_index=True)
    if frame.empty:
        none = say("answers_coca.none", year=year)
        return compose(evidence, f"coca_{year}", frame, "coca", none, "coca_stock")
    departments = frame.groupby("department")["hectares"].sum().sort_values(ascending=False)
    top, coca = frame.iloc[0], frame["hectares"].sum()
    total = {"year": year, "coca": coca, "n": len(frame), "departments": len(departments)}
    most = say(
        "answers_coca.most",
        department=departments.index[0],
        department_coca=departments.iloc[0],
        cauca_coca=departments.get("Cauca", 0.0),
        place=top["municipality"],
        place_coca=top["hectares"],
    )
    sentences, caveats = (say("answers_coca.total", **total), most), keys("coca_stock")
    caveats += year_caveats(year)
    return compose(evidence, f"coca_{year}", frame, rows, sentences, caveats)


def by_counter(evidence: Evidence) -> Answer:
    """The country's coca by who counted it, each by itself: the census, and the Police's own.

    Columns: `counted_by`, `year`, `counted_as_of`, `hectares` (of the census: the sum of its
    municipalities), `source_ids`.
    """
    sums = {"hectares": ("hectares", "sum"), "source_ids": ("source_ids", join_ids)}
    census = evidence.coca.groupby("year", as_index=False).agg(**sums)
    census.insert(0, "counted_by", "unodc_simci")
    census.insert(2, "counted_as_of", census["year"].astype("str") + "-12-31")
    police = evidence.coca_national.query("counted_by == 'police'")
    frame = pd.concat([census, police[census.columns]], ignore_index=True)
    counts = [
        say("answers_coca.counted", ha=row.hectares, day=row.counted_as_of)
        for row in police.sort_values("counted_as_of").itertuples()
    ]
    sentence = say("answers_coca.police", counts=counts)
    caveats = "police_count coca_stock"
    return compose(evidence, "coca_by_counter", frame, "coca_national", sentence, caveats)


def municipalities_of(evidence: Evidence, department_code: str) -> Answer:
    """The municipalities of a department by coca, then population; blank: none detected.

    Columns: `rank_coca` and `rank_population` within the department (1 is the most; equal
    values share a rank), place, `hectares` and `population` of the last year of both.
    Raises KeyError for an unknown department.
    """
    if department_code not in evidence.names:
        raise KeyError(department_code)
    rows = _with_figures(evidence, evidence.of_place("municipalities", department_code))
    return _ranked(evidence, f"municipalities_{department_code}", rows, "municipality")


def departments(evidence: Evidence) -> Answer:
    """The departments by coca, then population: sums of their municipalities; as above."""
    each = _with_figures(evidence, evidence.municipalities)
    rows = each.groupby(["department_code", "department"], as_index=False).agg(
        hectares=("hectares", lambda ha: ha.sum(min_count=1)),
        population=("population", "sum"),
        source_ids=("source_ids", "first"),
    )
    return _ranked(evidence, "departments", rows, "department")


def _with_figures(evidence: Evidence, units: pd.DataFrame) -> pd.DataFrame:
    """Places with their coca and population of the last year, and the sources of both."""
    rows, cited = pd.DataFrame(units[PLACE]), evidence.cites("coca", "population")
    for column, layer in (("hectares", "coca"), ("population", "population")):
        known = evidence.of_year(layer, LAST_YEAR).set_index("divipola")[column]
        rows[column] = rows["divipola"].map(known)
    return rows.astype({"population": "Int64"}).assign(source_ids=cited)


def _ranked(evidence: Evidence, name: str, rows: pd.DataFrame, unit: str) -> Answer:
    for column, rank in (("hectares", "rank_coca"), ("population", "rank_population")):
        rows[rank] = rows[column].rank(ascending=False, method="min").astype("Int64")
    n = len(rows) - (unit == "department")  # Bogotá, D.C. is none
    counts = {"n": n, "with_coca": int(rows["hectares"].notna().sum())}
    sentence = say(f"answers_places.ranked_{unit}", **counts, year=LAST_YEAR)
    frame = sorted_by(rows, "-hectares -population")
    frame = ordered(frame, "rank_coca", unit, "hectares", "rank_population", "population")
    return compose(evidence, f"place_{name}", frame, "coca", sentence, "coca_stock")


def borders(evidence: Evidence) -> pd.DataFrame:
    """Pairs of neighbours, as of `geo.spatial.borders.shared_borders`."""
    return shared_borders(evidence.municipalities)


def coca_hotspots(
    evidence: Evidence, year: int, *, since: int | None = None, minutes: int = 0
) -> Answer:
    """Gi* of the hectares of a year, or of their change since an earlier year.

    minutes: neighbours are whose seats lie so many model minutes apart; 0: who share a
    border. No row of the census counts as none detected. Columns: place, `hotspot_modelled`,
    `hectares` of the year, with `since` also `hectares_since` and `change_ha`, then those of
    `geo.statistics.hotspots`; the strongest first. `unmatched` counts municipalities without
    a neighbour, which are not tested. Raises ValueError where `since` is not before `year`.
    """
    if since is not None and since >= year:
        raise ValueError("The change needs an earlier year.")
    by_year = evidence.coca.set_index(["year", "divipola"])["hectares"]
    frame = pd.DataFrame(evidence.municipalities[PLACE])
    code = frame["divipola"]
    frame["hectares"] = values = code.map(by_year.loc[year]).fillna(0.0)
    if since is not None:
        frame["hectares_since"] = code.map(by_year.loc[since]).fillna(0.0)
        frame["change_ha"] = values = frame["hectares"] - frame["hectares_since"]
    if minutes:
        pairs, near = within_hours(evidence.travel_times, minutes / 60), "travel_time"
    else:
        pairs, near = evidence.ask(borders), "municipalities"
    frame = frame.merge(hotspots(values.set_axis(code), pairs), on="divipola")
    frame["source_ids"] = evidence.cites("coca", "municipalities", near)
    frame = ordered(sorted_by(frame, "q_modelled p_modelled divipola"), *PLACE, "hotspot_modelled")
    tested = frame[frame["hotspot_modelled"] != NOT_TESTED]
    years = [year] if since is None else [since, year]
    sentences, layers = _hot_and_cold(tested, year, since), evidence.of_year("coca", year)
    caveats = (*keys("hotspots hotspots_method coca_stock"), *year_caveats(*years))
    name, n = f"hotspots_{'_'.join(map(str, years))}", len(tested)
    return compose(evidence, name, frame, layers, sentences, caveats, of=len(frame), matched=n)


def _hot_and_cold(tested: pd.DataFrame, year: int, since: int | None) -> list[Sentence]:
    what, years = "year" if since is None else "change", {"year": year, "since": since}
    sentences = [say(f"answers_hotspots.of_{what}", tested=len(tested), **years)]
    endings = [ending for share, ending in LEVELS.items() if share <= LEVEL]
    for side in ("hot", "cold"):
        rows = tested[tested["hotspot_modelled"].isin([f"{side}_{e}" for e in endings])]
        names = [f"{r.municipality} ({r.department})" for r in rows.itertuples()]
        some = "no" if rows.empty else "some" if len(rows) <= LISTED else "many"
        values = {"level": LEVEL, "n": len(rows), "places": names}
        sentences.append(say(f"answers_hotspots.side_{side}_{some}", **values))
    return [*sentences, say("answers_hotspots.means")]
