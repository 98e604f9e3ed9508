"""What lies within a city's reach on the map, and the columns of its tables."""

from geo.answers import Answer
from geo.cartography import deck, palette
from geo.cartography.classes import classify
from geo.cartography.legend import Entry, Legend, class_entries
from pages.parts import shapes
from pages.parts.data import layer
from pages.parts.frame import lang, t

REACH_COLUMNS = [
    "municipality",
    "department",
    "distance_km",
    "hours_modelled",
    "hectares",
    "population",
    "programmes",
    "programme_ids",
    "incidents_certain",
    "incidents_possible",
]

CITY_COLUMNS = [
    "city",
    "mayor",
    "party_movement_en",
    "party_movement_es",
    "population",
    "travelled_to_washington",
    "homicide_rate_2024",
    "metro_notes_en",
    "metro_notes_es",
]

HOMICIDE_COLUMNS = [
    "city",
    "period_start",
    "period_end",
    "measure",
    "value",
    "scope",
    "counted_by",
    "source_ids",
]


def reach_layers(within: Answer, year: int) -> tuple[list, list[Legend]]:
    """Municipalities within reach by their coca; those with none detected a shade apart."""
    rows = within.frame.set_index("divipola")["hectares"]
    units = layer("municipalities")["divipola"]
    colours = palette.steps(palette.GREENS, 6)
    values = rows.where(rows > 0, -1).fillna(-1)
    breaks = (-2, *shapes.COCA_BREAKS)
    classes = classify(values, units, breaks, [palette.WITHIN, *colours])
    entries = class_entries(classes, lang())[1:]
    none = Entry("box", palette.WITHIN, t("cities.none_detected"), classes.counts[0])
    legend = Legend(t("cities.coca_legend", year=str(year)), "reported", [*entries, none])
    return deck.choropleth("reach-coca", classes, "colombia"), [legend]
