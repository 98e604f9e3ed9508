"""How old the evidence of a page is, and what of it is older than its source's usual rhythm."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

import pandas as pd

from geo.errors import LayerFault
from geo.evidence import Evidence, catalogue
from geo.evidence.catalogue import RHYTHMS, Layer, youngest
from geo.language import Sentence, say

# The layers that each page's figures come from; what changed says its own day, a download its
# layer's.
RESTS_ON: Mapping[str, Sequence[str]] = {
    "overview": ("coca", "incidents", "aid_programmes", "corridors_documented"),
    "corridors": ("corridors_documented", "coca", "travel_time", "incidents"),
    "cities": ("incidents", "coca", "homicides", "aid_programmes"),
    "incidents": ("incidents", "incidents_ucdp"),
    "places": ("coca", "population", "incidents", "early_warnings", "aid_programmes"),
    "aid": ("aid_programmes", "aid_accounts", "aid_series"),
    "decertification": ("certification_record", "drug_law", "aid_accounts"),
    "explore": ("incidents", "coca", "population", "aid_programmes"),
    "methods": ("coca", "travel_time", "journey_times", "corrections"),
    "changes": (),
    "briefing": ("coca", "incidents", "corridors_documented", "certification_record"),
}
# One rhythm that the evidence covers, and one in which the next is published.
ROUNDS = 2


def freshness(
    evidence: Evidence, layers: Sequence[str], *, today: date | None = None
) -> list[Sentence]:
    """Of each layer as of when it is, by its rows where they are dated; `age_old` where it is
    older than two of its source's rhythms."""
    now = (today or date.today()).isoformat()
    return [_age(evidence, catalogue(evidence.data)[name], now) for name in layers]


def _age(evidence: Evidence, layer: Layer, now: str) -> Sentence:
    day = layer.as_of
    if layer.dated_by:
        with suppress(LayerFault):  # said by who cannot do without it
            day = youngest(evidence[layer.id], layer)
    months = ROUNDS * RHYTHMS.get(layer.rhythm, 0)
    if layer.rhythm and pd.Timestamp(now) > pd.Timestamp(day) + pd.DateOffset(months=months):
        rhythm = say(f"frame.rhythm_{layer.rhythm}")
        return say("frame.age_old", title=layer.title, day=day, rhythm=rhythm)
    return say("frame.age_layer", title=layer.title, day=day)
