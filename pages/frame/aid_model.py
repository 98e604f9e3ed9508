"""What the aid page asks of the library, once per question and shared by all; read-only."""

import pandas as pd
import streamlit as st

from geo.aid import Allocation, allocate
from geo.answers import Answer, aid, allocation, measures, way
from geo.answers.naming import find, naming
from geo.evidence import data_version
from pages.frame.data import as_of, ask, layer

POPULATION_YEAR = 2024
YEARS = (2024, 2019)  # of coca, and the one that its change counts from
# The layer that says which municipalities a place has.
MEMBERS = {"pdet": "pdet", "city": "cities"}
Ids = tuple[str, ...]


def day() -> str:
    """The youngest as-of date of programmes and footprints."""
    return as_of("aid_programmes", "aid_footprints")


def _of(layer_id: str, ids: Ids) -> pd.DataFrame:
    rows = layer(layer_id)
    return rows[rows["programme_id"].isin(ids)]


@st.cache_resource(show_spinner=False, max_entries=64)
def _programmes(version: str, statuses: Ids, sectors: Ids, text: str) -> Answer:
    found = find(layer("aid_programmes"), text)
    return aid.programmes(found, layer("aid_footprints"), statuses, sectors, day())


def programmes(statuses: list[str], sectors: list[str], text: str) -> Answer:
    """Programmes that the filters and the search keep."""
    return _programmes(data_version(), tuple(statuses), tuple(sectors), text)


def ids(answer: Answer) -> Ids:
    """Which programmes these are: what the other questions are asked about."""
    return tuple(answer.frame["programme_id"])


def every() -> Ids:
    return tuple(layer("aid_programmes")["programme_id"])


@st.cache_resource(show_spinner=False, max_entries=64)
def _places(version: str, kept: Ids, level: str) -> Answer:
    members = layer(MEMBERS[level]) if level in MEMBERS else None
    named = _of("aid_footprints", kept)
    return aid.places(_of("aid_programmes", kept), named, level, day(), members)


def places(kept: Ids, level: str) -> Answer:
    """Places of a level that these programmes name."""
    return _places(data_version(), kept, level)


@st.cache_resource(show_spinner=False, max_entries=64)
def _naming(version: str, kept: Ids, level: str, place: str | None) -> Answer:
    members = layer(MEMBERS[level]) if level in MEMBERS else None
    named = _of("aid_footprints", kept)
    return naming(_of("aid_programmes", kept), named, level, day(), members, place)


def naming_rows(kept: Ids, level: str, place: str | None) -> Answer:
    """Each of these programmes by the place that it names."""
    return _naming(data_version(), kept, level, place)


def _shared(kept: Ids, amount: str, own: pd.Series | None = None) -> Allocation:
    coca = layer("coca")
    return allocate(
        _of("aid_programmes", kept),
        layer("aid_footprints"),
        layer("population"),
        amount=amount,
        population_year=POPULATION_YEAR,
        own=own,
        coca=coca[coca["year"] == YEARS[0]],
    )


@st.cache_resource(show_spinner=False, max_entries=32)
def _model(version: str, kept: Ids, amount: str) -> Allocation:
    return _shared(kept, amount)


def shared(kept: Ids, amount: str, own: pd.Series | None = None) -> Allocation:
    """The shares of these programmes by every method that fits. own: a reader's weights."""
    return _model(data_version(), kept, amount) if own is None else _shared(kept, amount, own)


def _by_place(model: Allocation, kept: Ids, level: str, method: str, checked=None) -> Answer:
    return allocation.by_place(
        model,
        level,
        method,
        layer(MEMBERS.get(level, "municipalities")),
        layer("population"),
        _of("aid_programmes", kept),
        day(),
        checked,
    )


@st.cache_resource(show_spinner=False, max_entries=32)
def _totals(version: str, kept: Ids, amount: str, level: str, method: str) -> Answer:
    return _by_place(shared(kept, amount), kept, level, method)


def totals(shares: Allocation, kept: Ids, level: str, method: str, own=None) -> Answer:
    """Shares by place. own: what the reader brought, asked anew each time."""
    if own is None or (own.checked is None and own.weights is None):
        return _totals(data_version(), kept, shares.amount, level, method)
    return _by_place(shares, kept, level, method, own.checked)


@st.cache_resource(show_spinner=False, max_entries=32)
def _beside(version: str, kept: Ids, amount: str, method: str) -> Answer:
    on_way = ask(way.on_the_way, way.DEFAULT)
    return measures.side_by_side(
        layer("municipalities"),
        layer("coca"),
        YEARS,
        on_way.frame,
        on_way.source_ids,
        layer("population"),
        places(kept, "municipality").frame,
        shared(kept, amount),
        method,
        as_of("coca", "population", "aid_programmes", "aid_footprints"),
    )


def beside(kept: Ids, amount: str, method: str) -> Answer:
    """Coca, load on the way to Cali, people, programmes and shares by municipality."""
    return _beside(data_version(), kept, amount, method)
