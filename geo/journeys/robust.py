"""Does the answer hold? The named changes again, under other settings, one at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from geo.evidence.times import TravelTimes
from geo.journeys.change import places
from geo.journeys.scenario import Scenario, outcome_of, trips_of

MINUTES = (0, 6, 12)
YEARS_APART = 5
SHARE = {"gain": "gained_share_modelled", "loss": "lost_share_modelled"}


def years_beside(year: int, years: Sequence[int]) -> tuple[int, ...]:
    """Three years five apart, `year` among them: the last where the record goes back so far."""
    first = max(min(years), year - 2 * YEARS_APART)
    first += (year - first) % YEARS_APART
    return tuple(first + i * YEARS_APART for i in range(3))


def holds(
    scenario: Scenario,
    times: TravelTimes,
    coca: pd.DataFrame,
    access: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Every named change under tolerances and closure widths of 0, 6 and 12 minutes, three years.

    One setting is changed at a time. Columns: `divipola`, `change_modelled` (gain or loss),
    `varied` (tolerance, width, year), `setting` (minutes, or the year), `holds_modelled`
    (whether it is named the same), `changed_share_modelled` (named gain or loss then).
    """
    base = trips_of(scenario, times, coca, access)
    before = places(outcome_of(scenario, base))
    changes = before[before["change_modelled"].isin(SHARE)]
    order = changes["net_share_modelled"].abs().sort_values(ascending=False, kind="stable").index
    changes = changes.loc[order, ["divipola", "change_modelled"]]
    years = years_beside(scenario.year, coca["year"].unique())
    settings = [
        *(("tolerance", m, replace(scenario, tolerance_hours=m / 60)) for m in MINUTES),
        *(("width", m, replace(scenario, closure_width_hours=m / 60)) for m in MINUTES),
        *(("year", y, replace(scenario, year=y)) for y in years),
    ]
    rows = []
    for varied, setting, other in settings if len(changes) else ():
        another = other.year != scenario.year
        trips = trips_of(other, times, coca, access) if another else base
        then = before if other == scenario else places(outcome_of(other, trips))
        then = then.set_index("divipola")
        for change in changes.itertuples():
            row = then.loc[change.divipola]
            share = row[SHARE[change.change_modelled]]
            same = row["change_modelled"] == change.change_modelled
            rows.append(
                (change.divipola, change.change_modelled, varied, int(setting), bool(same), share)
            )
    columns = ["divipola", "change_modelled", "varied", "setting", "holds_modelled"]
    frame = pd.DataFrame(rows, columns=[*columns, "changed_share_modelled"])
    rank = {code: i for i, code in enumerate(changes["divipola"])}
    return frame.sort_values(
        "divipola", key=lambda c: c.map(rank), kind="stable", ignore_index=True
    )
