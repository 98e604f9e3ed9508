"""The five cities: who argued, who travelled, and what was counted."""

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence, gather_source_ids


def five_cities(cities: gpd.GeoDataFrame, homicides: pd.DataFrame, as_of: str) -> Answer:
    """One row per city with its 2024 homicide rate by Medicina Legal.

    cities, homicides: the layers. Adds `homicide_rate_2024`, the only whole-year figure by
    one counter that all five have (per 100,000 people, municipality).
    """
    rate = homicides[
        (homicides["measure"] == "rate_per_100k")
        & (homicides["counted_by"] == "medicina_legal")
        & (homicides["scope"] == "municipality")
        & (homicides["period_start"] == "2024-01-01")
        & (homicides["period_end"] == "2024-12-31")
    ].set_index("divipola")
    frame = cities.assign(homicide_rate_2024=cities["divipola"].map(rate["value"]))
    cited = cities["divipola"].map(rate["source_ids"])
    frame["source_ids"] = [
        ";".join(sorted({*a.split(";"), *travel.split(";"), *b.split(";")}))
        for a, travel, b in zip(
            frame["source_ids"], frame["travel_source_ids"], cited.fillna(""), strict=True
        )
    ]
    frame = frame.sort_values("homicide_rate_2024", ascending=False, ignore_index=True)
    travelled = frame[frame["travelled_to_washington"]]
    return Answer(
        id="five_cities",
        frame=frame,
        basis="reported",
        source_ids=gather_source_ids(frame),
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
        basis="reported",
        source_ids=gather_source_ids(frame),
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
