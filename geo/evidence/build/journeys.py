"""The closure asked about most under errors of the hours: drawn once, for all readers."""

import pandas as pd

from geo.evidence.build import geography
from geo.evidence.build.facts import Facts
from geo.evidence.evidence import join_ids
from geo.journeys import Closure, TravelTimes, trips_of
from geo.journeys.errors import USUAL, gains_in_draws


def closure_errors_modelled(f: Facts) -> pd.DataFrame:
    """`geo.journeys.errors.gains_in_draws` of its `USUAL` closure."""
    pairs, coca = geography.travel_time(f), geography.coca(f)
    trips = trips_of(USUAL, TravelTimes.from_pairs(pairs), coca)
    own = coca[(coca["year"] == USUAL.year) & coca["department_code"].isin(USUAL.origins)]
    sources = join_ids([*own["source_ids"], *pairs["source_ids"].head(1)])
    closure = Closure(trips, USUAL.closed, USUAL.closure_width_hours, USUAL.tolerance_hours)
    return f.with_names(gains_in_draws(closure)).assign(source_ids=sources)
