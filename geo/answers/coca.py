"""Coca: hectares reported by municipality and year."""

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence

_OF_YEAR = {2001: "caveats.coca_2001", 2009: "caveats.coca_2009"}


def year_caveats(year: int) -> tuple[str, ...]:
    """Caveats of the years whose municipal figures differ from a published total."""
    return (_OF_YEAR[year],) if year in _OF_YEAR else ()


def coca_by_municipality(coca: pd.DataFrame, municipalities: gpd.GeoDataFrame, year: int) -> Answer:
    """Every municipality where coca was detected in the year, most hectares first.

    coca: the `coca` layer; municipalities give the shapes (EPSG:4326). Columns: place,
    `year`, `hectares`, `source_ids`, geometry. `unmatched` counts municipalities where none
    was detected: the census covers the whole country.
    """
    rows = coca[(coca["year"] == year) & (coca["hectares"] > 0)]
    shapes = municipalities[["divipola", "geometry"]]
    frame = gpd.GeoDataFrame(rows.merge(shapes, on="divipola"), crs=municipalities.crs)
    frame = frame.sort_values("hectares", ascending=False, ignore_index=True)
    departments = frame.groupby("department")["hectares"].sum().sort_values(ascending=False)
    top = frame.iloc[0]
    return Answer(
        id=f"coca_{year}",
        frame=frame,
        as_of=f"{year}-12-31",
        caveats=("caveats.coca_stock", *year_caveats(year)),
        sentences=(
            Sentence(
                "answers_coca.total",
                {
                    "year": year,
                    "total_ha": float(frame["hectares"].sum()),
                    "municipalities": len(frame),
                    "departments": len(departments),
                },
            ),
            Sentence(
                "answers_coca.most",
                {
                    "department": departments.index[0],
                    "department_ha": float(departments.iloc[0]),
                    "cauca_ha": float(departments.get("Cauca", 0.0)),
                    "place": top["municipality"],
                    "place_ha": float(top["hectares"]),
                },
            ),
        ),
        matched=len(frame),
        unmatched=len(municipalities) - len(frame),
    )
