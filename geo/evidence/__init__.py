"""The evidence: what we hold, what it means, where it comes from, and how to load it."""

from geo.evidence.catalogue import (
    Column,
    Layer,
    briefing_text,
    catalogue,
    column_title,
    columns,
    data_version,
    editorial,
    heading,
    label,
    manifest,
    term,
    unit_of,
)
from geo.evidence.evidence import (
    Evidence,
    cited_by,
    in_force,
    join_ids,
    load,
    once,
    remember,
    sorted_by,
)
from geo.evidence.times import TravelTimes
