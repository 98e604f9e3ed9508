"""The maps of the cities page: a small one to choose on, and what lies within reach of a city."""

import pandas as pd

from geo.answers import Answer
from geo.cartography import palette
from geo.cartography.classes import classify
from geo.cartography.extents import box_around
from geo.cartography.kinds import Areas, Rings
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.scene import Scene
from geo.evidence import Evidence
from geo.language import number, tell
from geo.views import shapes

EXTENT = {
    "11001": "bogota",
    "05001": "medellin",
    "76001": "cali",
    "08001": "barranquilla",
    "13001": "cartagena",
}
# The islands lie far out at sea; the small map does without them.
MAINLAND = (-79.0, -1.5, -70.0, 12.2)
NAMED = 30


def picker(evidence: Evidence, city: str, lang: str) -> Scene:
    """The five cities, the chosen one standing out."""
    cities = shapes.five_cities(evidence, lang, chosen=city)
    names = shapes.names(evidence, list(EXTENT), size=12)
    return Scene(tell("cities.choose", lang), [cities, names], bounds=MAINLAND)


def reach(
    evidence: Evidence,
    within: Answer,
    incidents: Answer,
    lang: str,
    *,
    city: str,
    year: int,
    km: float | None = None,
) -> Scene:
    """Coca by municipality within reach, incidents there, and the ring of kilometres, if any.

    within, incidents: of `cities`; km: None where reach is in hours.
    """
    here = evidence.cities[evidence.cities["divipola"] == city]
    coca, legends = _coca(evidence, within, year, lang)
    rings, bounds = [], None
    if km is not None:
        told = tell("cities.reach_ring", lang, km=number(km, lang))
        name = here["city"].iloc[0]
        legends.append(Legend(name, "reported", [Entry("ring", palette.CITY, told)]))
        rings = [Rings("reach", told, here, metres=km * 1000, filled=False)]
        point = here.geometry.iloc[0]
        bounds = box_around(point.x, point.y, km)
    legends.append(
        shapes.incidents_legend(incidents.frame, tell("cities.incidents_legend", lang), lang)
    )
    biggest = within.frame.nlargest(NAMED, "population")["divipola"]
    layers = [
        coca,
        rings,
        shapes.incident_layers(incidents.frame, lang),
        shapes.five_cities(evidence, lang, chosen=city),
        shapes.names(evidence, [*EXTENT, *biggest]),
    ]
    return Scene(coca.title, layers, extent=EXTENT[city], bounds=bounds, legends=legends)


def _coca(evidence: Evidence, within: Answer, year: int, lang: str) -> tuple[Areas, list[Legend]]:
    """Municipalities within reach by their coca; those with none detected a shade apart."""
    hectares: pd.Series = within.frame.set_index("divipola")["hectares"]
    found = hectares[hectares > 0]
    none = tell("cities.none_detected", lang)
    colours = [palette.WITHIN, *palette.steps(palette.GREENS, 6)]
    classes = classify(
        hectares.where(hectares > 0, -1).fillna(-1),
        evidence.municipalities["divipola"],
        (-2, *shapes.COCA_BREAKS),
        colours,
    )
    title = tell("cities.coca_legend", lang, year=year)
    entries = class_entries(classes, lang)[1:]
    last = Entry("box", palette.WITHIN, none, classes.counts[0])
    areas = Areas(
        "reach-coca",
        title,
        classes=classes,
        values=found,
        unit="ha",
        told=dict.fromkeys(hectares.index.difference(found.index), none),
        nothing=tell("cities.beyond", lang),
    )
    return areas, [Legend(title, "reported", [*entries, last])]
