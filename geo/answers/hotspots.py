"""Hot spots of coca: which municipalities lie among high or low values more than by chance."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence, gather_source_ids
from geo.answers.coca import year_caveats
from geo.spatial import PLACE
from geo.statistics.hotspots import LEVELS, NOT_TESTED, hotspots

LISTED = 8


def coca_hotspots(
    coca: pd.DataFrame,
    municipalities: gpd.GeoDataFrame,
    pairs: pd.DataFrame,
    year: int,
    since: int | None = None,
    pair_source_ids: Sequence[str] = (),
) -> Answer:
    """Gi* of the hectares of a year, or of their change since an earlier year.

    coca, municipalities: the layers; no row of the census counts as none detected. pairs:
    neighbours by shared borders or by hours, cited by pair_source_ids. Columns: place,
    `hectares` of the year, with `since` also `hectares_since` and `change_ha`, then those of
    `geo.statistics.hotspots`; the strongest first. `unmatched` counts municipalities without
    a neighbour, which are not tested. Raises ValueError where `since` is not before `year`.
    """
    if since is not None and since >= year:
        raise ValueError("The change needs an earlier year.")
    frame = pd.DataFrame(municipalities[PLACE])
    code = frame["divipola"]
    by_year = coca.set_index(["year", "divipola"])["hectares"]
    frame["hectares"] = code.map(by_year.loc[year]).fillna(0.0)
    values = frame["hectares"]
    if since is not None:
        frame["hectares_since"] = code.map(by_year.loc[since]).fillna(0.0)
        frame["change_ha"] = values = frame["hectares"] - frame["hectares_since"]
    found = hotspots(values.set_axis(code), pairs)
    cited = {*gather_source_ids(coca.head(1), municipalities.head(1)), *pair_source_ids}
    frame = frame.merge(found, on="divipola").assign(source_ids=";".join(sorted(cited)))
    frame = frame.sort_values(["q_modelled", "p_modelled", "divipola"], ignore_index=True)
    tested = frame[frame["hotspot_modelled"] != NOT_TESTED]
    years = [year] if since is None else [since, year]
    return Answer(
        id=f"hotspots_{'_'.join(map(str, years))}",
        frame=frame,
        as_of=f"{year}-12-31",
        caveats=(
            "caveats.hotspots",
            "caveats.hotspots_method",
            "caveats.coca_stock",
            *(caveat for y in years for caveat in year_caveats(y)),
        ),
        sentences=_told(tested, year, since),
        matched=len(tested),
        unmatched=len(frame) - len(tested),
    )


def _told(tested: pd.DataFrame, year: int, since: int | None) -> tuple[Sentence, ...]:
    asked = {"tested": len(tested), "of_year": year}
    if since is None:
        said = [Sentence("answers_hotspots.asked", asked)]
    else:
        said = [Sentence("answers_hotspots.asked_change", asked | {"since_year": since})]
    level = 0.05
    endings = {ending for share, ending in LEVELS.items() if share <= level}
    for side in ("hot", "cold"):
        rows = tested[tested["hotspot_modelled"].isin({f"{side}_{e}" for e in endings})]
        values = {"n": len(rows), "level_share": level}
        if rows.empty:
            said.append(Sentence(f"answers_hotspots.no_{side}", {"level_share": level}))
        elif len(rows) <= LISTED:
            names = [f"{r.municipality} ({r.department})" for r in rows.itertuples()]
            said.append(Sentence(f"answers_hotspots.some_{side}", values | {"places": names}))
        else:
            said.append(Sentence(f"answers_hotspots.many_{side}", values))
    said.append(Sentence("answers_hotspots.means"))
    return tuple(said)
