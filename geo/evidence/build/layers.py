"""Which function makes which layer."""

from collections.abc import Callable

import pandas as pd

from geo.aid import AMOUNTS, allocate
from geo.evidence.build import corridors, geography, incidents
from geo.evidence.build.facts import Facts

EDITORS = ("note", "casualty_note")


def _plain(name: str) -> Callable[[Facts], pd.DataFrame]:
    """A layer that is its table of facts as it stands."""
    return lambda f: f.table(name)


def _placed(name: str) -> Callable[[Facts], pd.DataFrame]:
    """A table of facts with the names of its municipalities."""
    return lambda f: f.named(f.table(name))


def _aid_programmes(f: Facts) -> pd.DataFrame:
    """A terminated award still carries the end that was planned."""
    rows = f.table("aid_programmes")
    planned = (rows["status_code"] == "terminated") & rows["end_date"].notna()
    return rows.assign(end_is_planned=planned)


def _aid_allocation_modelled(f: Facts) -> pd.DataFrame:
    """Both kinds of amount, by every method that needs nobody's own column."""
    tables = [_aid_programmes(f), f.named(f.table("aid_footprints")), geography.population(f)]
    return pd.concat([allocate(*tables, amount).shares for amount in AMOUNTS], ignore_index=True)


def _corrections(f: Facts) -> pd.DataFrame:
    """What was corrected; changes to editors' columns stay with the editors."""
    rows = f.table("corrections")
    return rows[~rows["field"].isin(EDITORS)]


LAYERS: dict[str, Callable[[Facts], pd.DataFrame]] = {
    "municipalities": geography.municipalities,
    "departments": geography.departments,
    "countries": geography.countries,
    "water": geography.water,
    "roads": geography.roads,
    "rivers": geography.rivers,
    "seats": geography.seats,
    "population": geography.population,
    "travel_time": geography.travel_time,
    "journey_times": geography.journey_times,
    "pdet": _placed("pdet"),
    "coca": geography.coca,
    "coca_departments_published": geography.coca_departments_published,
    "coca_national": _plain("coca_national"),
    "corridors_documented": corridors.corridors_documented,
    "corridor_waypoints": corridors.corridor_waypoints,
    "destination_presets": _placed("destination_presets"),
    "origin_notes": _placed("origin_notes"),
    "document_notes": _plain("document_notes"),
    "armed_structures": _placed("armed_structures"),
    "early_warnings": _placed("early_warnings"),
    "place_lists": _placed("place_lists"),
    "cities": geography.cities,
    "homicides": _placed("homicides"),
    "incidents": incidents.incidents,
    "casualty_reports": incidents.casualty_reports,
    "incidents_ucdp": incidents.incidents_ucdp,
    "aid_accounts": _plain("aid_accounts"),
    "aid_account_flags": _plain("aid_account_flags"),
    "aid_series": _plain("aid_series"),
    "aid_programmes": _aid_programmes,
    "aid_footprints": _placed("aid_footprints"),
    "aid_allocation_modelled": _aid_allocation_modelled,
    "aid_awards": _plain("aid_awards"),
    "certification_record": _plain("certification_record"),
    "drug_law": _plain("drug_law"),
    "claims": _plain("claims"),
    "corrections": _corrections,
    "sources": _plain("sources"),
}


def build_layer(name: str, f: Facts, columns: list[str]) -> pd.DataFrame:
    """One layer, typed, with the catalogue's columns in their order, rows sorted by them."""
    frame = LAYERS[name](f)
    missing = [c for c in columns if c not in frame]
    if missing:
        raise ValueError(f"columns are missing: {', '.join(missing)}")
    frame = f.typed(frame.reset_index(drop=True), name)[columns]
    key = [c for c in columns if c != "geometry"]
    return frame.sort_values(key, ignore_index=True, kind="stable")
