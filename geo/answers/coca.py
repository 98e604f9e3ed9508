"""Coca: hectares reported by municipality and year."""

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, answered, say
from geo.evidence import Evidence, join_ids

YEARS = (2001, 2024)  # the first and the last of the census held
_OF_YEAR = {2001: "caveats.coca_2001", 2009: "caveats.coca_2009"}


def year_caveats(year: int) -> tuple[str, ...]:
    """Caveats of the years whose municipal figures differ from a published total."""
    return (_OF_YEAR[year],) if year in _OF_YEAR else ()


def coca_by_municipality(evidence: Evidence, year: int) -> Answer:
    """Every municipality where coca was detected in the year, most hectares first.

    Columns: place, `year`, `hectares`, `source_ids`, geometry (EPSG:4326). `unmatched` counts
    municipalities where none was detected: the census covers the whole country.
    """
    rows, places = evidence.coca, evidence.municipalities
    rows = rows[(rows["year"] == year) & (rows["hectares"] > 0)]
    frame = gpd.GeoDataFrame(rows.merge(places[["divipola", "geometry"]], on="divipola"))
    frame = frame.sort_values("hectares", ascending=False, ignore_index=True)
    if frame.empty:
        none = (say("answers_coca.none", year=year),)
        return answered(evidence, f"coca_{year}", frame, "coca", none, "coca_stock")
    departments = frame.groupby("department")["hectares"].sum().sort_values(ascending=False)
    top = frame.iloc[0]
    said = (
        say(
            "answers_coca.total",
            year=year,
            coca=frame["hectares"].sum(),
            n=len(frame),
            departments=len(departments),
        ),
        say(
            "answers_coca.most",
            department=departments.index[0],
            department_coca=departments.iloc[0],
            cauca_coca=departments.get("Cauca", 0.0),
            place=top["municipality"],
            place_coca=top["hectares"],
        ),
    )
    caveats = ("caveats.coca_stock", *year_caveats(year))
    return answered(evidence, f"coca_{year}", frame, rows, said, caveats, of=len(places))


def by_counter(evidence: Evidence) -> Answer:
    """The country's coca by who counted it, each by itself: the census, and the Police's own.

    Columns: `counted_by`, `year`, `counted_as_of`, `hectares` (of the census: the sum of its
    municipalities), `source_ids`.
    """
    sums = {"hectares": ("hectares", "sum"), "source_ids": ("source_ids", join_ids)}
    census = evidence.coca.groupby("year", as_index=False).agg(**sums)
    census = census.assign(
        counted_by="unodc_simci", counted_as_of=census["year"].astype("str") + "-12-31"
    )
    rows = evidence.coca_national
    police = rows[rows["counted_by"] == "police"]
    frame = pd.concat([census, police[census.columns]], ignore_index=True)
    frame = frame[["counted_by", "year", "counted_as_of", "hectares", "source_ids"]]
    said = say(
        "answers_coca.police",
        counts=[
            say("answers_coca.counted", ha=row.hectares, day=row.counted_as_of)
            for row in police.sort_values("counted_as_of").itertuples()
        ],
    )
    as_of = evidence.as_of("coca_national")
    caveats = "caveats.police_count", "caveats.coca_stock"
    return Answer("coca_by_counter", frame, as_of, (said,), caveats)
