"""Measures of the same municipalities side by side: coca, the model's load, people, assistance.

Two measures beside each other show where both are high or low, never that one causes the other.
"""

from collections.abc import Sequence

import pandas as pd

from geo.aid import Allocation, by_unit
from geo.answers.answer import Answer, Sentence
from geo.answers.coca import year_caveats
from geo.evidence import join_ids
from geo.spatial import PLACE

# What a map of two measures or a scatter may take, each a column of the frame.
MEASURES = (
    "hectares",
    "hectares_change",
    "load_ha_modelled",
    "population",
    "programmes",
    "programmes_counting",
    "allocated_usd_modelled",
    "per_inhabitant_usd_modelled",
)
# The ranges of the modelled ones.
RANGES = [
    "load_low_ha_modelled",
    "load_high_ha_modelled",
    "low_usd_modelled",
    "high_usd_modelled",
]
MEASURE_COLUMNS = ["municipality", "department", *MEASURES, *RANGES, "population_year"]
MOST = 10


def side_by_side(
    municipalities: pd.DataFrame,
    coca: pd.DataFrame,
    years: tuple[int, int],
    load: pd.DataFrame,
    load_source_ids: Sequence[str],
    people: pd.DataFrame,
    places: pd.DataFrame,
    model: Allocation,
    method: str,
    as_of: str,
) -> Answer:
    """One row per municipality that has any of the measures on coca, load or assistance.

    coca, people: the layers. years: of the hectares, and the earlier one that the change
    counts from (none detected counts as none in the change; null where neither year has
    any). load: from `geo.journeys.loads`. places: the frame of `aid.places` by municipality.
    Hectares are null where none were detected; programmes and shares where no source names
    the place, which proves nothing; the load where the place lies on no way.
    """
    year, before = years
    by_year = {y: coca[coca["year"] == y].set_index("divipola")["hectares"] for y in (year, before)}
    either = by_year[year].index.union(by_year[before].index)
    change = by_year[year].reindex(either, fill_value=0) - by_year[before].reindex(
        either, fill_value=0
    )
    crowd = people[people["year"] == model.population_year].set_index("divipola")
    shares = by_unit(model.shares, method, municipalities, "divipola").set_index("divipola")
    counts, way = places.set_index("divipola"), load.set_index("divipola")
    code = municipalities["divipola"]
    frame = pd.DataFrame(municipalities[PLACE]).assign(
        hectares=code.map(by_year[year]),
        hectares_change=code.map(change),
        **{c: code.map(way[c]) for c in ("load_ha_modelled", *RANGES[:2])},
        population=code.map(crowd["population"]).astype("Int64"),
        population_year=model.population_year,
        programmes=code.map(counts["programmes"]).astype("Int64"),
        programmes_counting=code.map(counts["programmes_counting"]).astype("Int64"),
        **{c: code.map(shares[c]) for c in ("allocated_usd_modelled", *RANGES[2:])},
    )
    head = frame["population"].astype("float64")
    frame["per_inhabitant_usd_modelled"] = (frame["allocated_usd_modelled"] / head).round(2)
    cells = [
        code.map(coca.groupby("divipola")["source_ids"].first()),
        code.map(crowd["source_ids"]),
        code.map(counts["source_ids"]),
        code.map(shares["source_ids"]),
        pd.Series(";".join(load_source_ids), index=code.index).where(
            frame["load_ha_modelled"].notna()
        ),
    ]
    frame["source_ids"] = [join_ids(row) for row in zip(*cells, strict=True)]
    held = ["hectares", "hectares_change", "load_ha_modelled", "programmes"]
    frame = frame[frame[held].notna().any(axis=1)].sort_values(
        ["hectares", "divipola"], ascending=[False, True], ignore_index=True
    )
    grown = frame[frame["hectares"] > 0]
    most = grown.head(MOST)
    return Answer(
        id="measures_side_by_side_modelled",
        frame=frame[[*PLACE, *MEASURES, *RANGES, "population_year", "source_ids"]],
        as_of=as_of,
        caveats=(
            "allocation.caveat_no_cause",
            "allocation.caveat_modelled",
            "caveats.model_limits",
            "caveats.partial_footprint",
            "caveats.coca_stock",
            *year_caveats(year),
        ),
        sentences=(
            Sentence(
                "allocation.beside_coca",
                {
                    "of_year": year,
                    "with_coca": len(grown),
                    "counting": int((grown["programmes_counting"].fillna(0) > 0).sum()),
                    "most": len(most),
                    "most_counting": int((most["programmes_counting"].fillna(0) > 0).sum()),
                    "places": most["municipality"].head(3).tolist(),
                },
            ),
        ),
    )
