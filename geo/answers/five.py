"""The five cities: who argued, who travelled, and what was counted."""

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence


def five_cities(cities: gpd.GeoDataFrame, homicides: pd.DataFrame, as_of: str) -> Answer:
    """One row per city with its 2024 homicide rate by Medicina Legal.

    cities, homicides: the layers. Adds `homicide_rate_2024`, the only whole-year figure by
    one counter that all five have (per 100,000 people, municipality), and
    `homicides_2025_first_half`, the same counter's count of January to June 2025.
    """
    counted = homicides[
        (homicides["counted_by"] == "medicina_legal") & (homicides["scope"] == "municipality")
    ]
    rate, half = (
        counted[
            (counted["measure"] == measure)
            & (counted["period_start"] == start)
            & (counted["period_end"] == end)
        ].set_index("divipola")
        for measure, start, end in (
            ("rate_per_100k", "2024-01-01", "2024-12-31"),
            ("count", "2025-01-01", "2025-06-30"),
        )
    )
    code = cities["divipola"]
    frame = cities.assign(
        homicide_rate_2024=code.map(rate["value"]),
        homicides_2025_first_half=code.map(half["value"]).astype("Int64"),
    )
    cells = (
        frame["source_ids"],
        frame["travel_source_ids"],
        *(code.map(f["source_ids"]).fillna("") for f in (rate, half)),
    )
    frame["source_ids"] = [
        ";".join(sorted({i for cell in row for i in cell.split(";") if i}))
        for row in zip(*cells, strict=True)
    ]
    frame = frame.sort_values("homicide_rate_2024", ascending=False, ignore_index=True)
    travelled = frame[frame["travelled_to_washington"]]
    return Answer(
        id="five_cities",
        frame=frame,
        as_of=as_of,
        caveats=("caveats.counters",),
        sentences=(
            Sentence(
                "answers_five.travelled",
                {"mayors": [f"{r.mayor} ({r.city})" for r in travelled.itertuples()]},
            ),
            Sentence(
                "answers_five.rates",
                {
                    "highest": frame["city"].iloc[0],
                    "highest_rate": float(frame["homicide_rate_2024"].iloc[0]),
                    "lowest": frame["city"].iloc[-1],
                    "lowest_rate": float(frame["homicide_rate_2024"].iloc[-1]),
                },
            ),
            Sentence(
                "answers_five.first_half",
                {
                    "counts": [
                        f"{r.city} {r.homicides_2025_first_half}"
                        for r in frame.itertuples()
                        if pd.notna(r.homicides_2025_first_half)
                    ]
                },
            ),
        ),
    )


def homicides_of(rows: pd.DataFrame, divipola: str, as_of: str) -> Answer:
    """Every homicide figure on record for one city, whole years first; nothing is mixed."""
    frame = rows[rows["divipola"] == divipola].sort_values(
        ["period_start", "measure", "counted_by", "period_end"],
        ascending=[False, True, True, True],
        ignore_index=True,
    )
    return Answer(
        id=f"homicides_{divipola}",
        frame=frame,
        as_of=as_of,
        caveats=("caveats.counters",),
        sentences=(
            Sentence(
                "answers_five.figures",
                {
                    "figures": len(frame),
                    "counters": frame["counted_by"].nunique(),
                    "city": frame["city"].iloc[0],
                },
            ),
        ),
    )
