"""Layers of the aid record that take more than their table of facts."""

import pandas as pd

from geo.aid import AMOUNTS, allocate
from geo.evidence.build import geography
from geo.evidence.build.facts import Facts


def aid_programmes(f: Facts) -> pd.DataFrame:
    """A terminated award still carries the end that was planned."""
    rows = f.table("aid_programmes")
    planned = (rows["status_code"] == "terminated") & rows["end_date"].notna()
    return rows.assign(end_is_planned=planned)


def aid_allocation_modelled(f: Facts) -> pd.DataFrame:
    """Both kinds of amount, by every method that needs nobody's own column."""
    programmes, prints = aid_programmes(f), f.with_names(f.table("aid_footprints"))
    people = geography.population(f)
    shares = [allocate(programmes, prints, people, amount).shares for amount in AMOUNTS]
    return pd.concat(shares, ignore_index=True)
