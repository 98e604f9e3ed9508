"""The five cities: what lies within reach of each, who argued what, and what was counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.answers import Answer, cities, coca, programmes
from geo.answers.cities import HOURS, KM, RECORD
from geo.answers.joined import CITIES
from geo.cartography import palette
from geo.cartography.extents import box_around
from geo.cartography.kinds import Areas, Kind, Rings
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.scene import Scene
from geo.evidence import Evidence, term
from geo.language import Sentence, say, tell
from geo.views import shapes
from geo.views.link import Choice, many_of, one_of, whole
from geo.views.view import View, remembered

TABLES = ("municipalities", "steps", "incidents", "programmes", "five", "homicides")
COUNTS = ("five", "homicides")  # of people, in no place within reach: drawn as a chart
NAMING = (0, 1, 2, 4, 8, 60)  # programmes that name a municipality
# The islands lie far out at sea; the small map does without them.
MAINLAND = (-79.0, -1.5, -70.0, 12.2)
NAMED = 30


def choices(evidence: Evidence) -> list[Choice]:
    """A city, its reach by kilometres or hours, a year, the table, and which claims."""
    return [
        one_of("city", tuple(CITIES), "76001"),
        one_of("by", (KM, HOURS), KM),
        whole("km", 5, 150, 50),
        whole("hours", 1, 8, 2),
        whole("year", *coca.YEARS, coca.YEARS[1]),
        one_of("view", TABLES, "municipalities"),
        many_of("record_status", RECORD),
    ]


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The table that is looked at, then what lies within reach: `municipalities`, `incidents`.

    Also `programmes`, and with COUNTS, which have no map, the `five`, there with their
    `side_by_side`. Raises BelowUncertainty where so few kilometres cannot be told.
    """
    ask, city, year, table = evidence.ask, values["city"], values["year"], values["view"]
    within = (city, values["by"], values[values["by"]])
    reach = ask(cities.reach, *within, year)
    answers = {
        "municipalities": reach,
        "incidents": ask(cities.incidents_within, *within),
        "programmes": ask(programmes.programmes_documented, city),
    }
    if table == "steps":
        answers["steps"] = ask(cities.steps, city, year)
    elif table == "homicides":
        answers["homicides"] = ask(cities.homicides_of, city)
    elif table == "five":
        answers["side_by_side"] = ask(cities.side_by_side, year)
    if table in COUNTS:
        answers["five"] = ask(cities.five_cities)
    hectares = reach.frame["hectares"].sum()
    name = evidence.cities.set_index("divipola")["city"][city]
    what = {"city": name, "amount": values[values["by"]], "ha": hectares, "year": year}
    finding = _finding(table, values["by"], answers, what)
    answers = {table: answers[table], **answers}
    if table in COUNTS:
        asked = tell(f"cities.title_{table}", lang, city=name)
        return View(answers, None, finding, _rates(answers["five"], city, table), title=asked)
    named = table == "programmes"
    title = tell(f"cities.map_{'programmes_' if named else ''}{values['by']}", lang, **what)
    return View(
        answers,
        _around(evidence, values, answers, lang, title),
        finding,
        _numbers(table, values["by"], answers, what),
        on_map=("municipalities",) if named else ("municipalities", "incidents"),
        title=tell("cities.title_programmes", lang, city=name) if named else "",
    )


def _numbers(
    table: str, by: str, answers: Mapping[str, Answer], what: Mapping[str, Any]
) -> list[Sentence]:
    """What the table that is looked at counts first; then what lies within reach."""
    reach, rows = answers["municipalities"], answers["programmes"].frame
    naming = say("cities.number_programmes", n=len(rows), city=what["city"])
    if table == "programmes":
        there = rows["place_role"] == programmes.IMPLEMENTATION
        others = rows.loc[~there, "place_role"]
        how = [term("place_role", role) for role in others.unique()]
        numbers = [naming, say("cities.number_implementation", n=int(there.sum()))]
        return [*numbers, *([say("cities.number_other", n=len(others), how=how)] if how else [])]
    road = reach.sentences[0].values.get("road")
    numbers = [
        say("answers_coca.number", coca=what["ha"]),
        say("cities.number_reach", n=len(reach.frame), road=road),
    ]
    if table == "incidents":
        counts = reach.said[f"incidents_{by}"].values
        return [
            say("cities.number_incidents", n=counts["certain" if by == KM else "stated"]),
            *numbers,
        ]
    return [*numbers, naming]


def _finding(
    table: str, by: str, answers: Mapping[str, Answer], what: Mapping[str, Any]
) -> Sentence:
    """What the table that is looked at says first."""
    match table:
        case "steps":
            each = answers["steps"].frame.dropna(subset="distance_km").fillna({"hectares": 0})
            near, far = each.iloc[0], each.iloc[-1]
            ends = {"near": near["distance_km"], "far": far["distance_km"]}
            ends |= {"near_ha": near["hectares"], "far_ha": far["hectares"]}
            return say("cities.finding_steps", city=what["city"], year=what["year"], **ends)
        case "incidents":
            counts = answers["municipalities"].said[f"incidents_{by}"].values
            about = {"city": what["city"], "amount": what["amount"]}
            return say(f"cities.finding_incidents_{by}", **about, **counts)
        case "five":
            return answers["five"].said["rates"]
        case "programmes":
            return _documented(answers[table], what["city"])
        case "homicides":
            return answers[table].sentences[0]
    return say(f"cities.finding_{'' if what['ha'] else 'none_'}{by}", **what)


def _documented(answer: Answer, city: str) -> Sentence:
    """How many programmes name the city, how many work there, and what became of these."""
    if not (there := answer.said.get("programmes")):
        return answer.sentences[0]
    counts = {**there.values, "city": city, "named": len(answer.frame)}
    return say("cities.finding_programmes", **counts)


def _rates(five: Answer, city: str, table: str) -> list[Sentence]:
    """The highest rate and the lowest of the five; with one city's figures its own."""
    rows = five.frame
    rows = rows.iloc[[0, -1]] if table == "five" else rows[rows["divipola"] == city]
    return [
        say("cities.number_rate", rate=rate, city=name)
        for name, rate in rows[["city", "homicide_rate_2024"]].to_numpy()
    ]


def picker(evidence: Evidence, city: str, lang: str) -> Scene:
    """The five cities, the chosen one standing out."""
    dots = shapes.five_cities(evidence, lang, city=city)
    names = shapes.names(evidence, list(CITIES), size=12)
    return Scene(tell("cities.city", lang), [dots, names], bounds=MAINLAND)


def _around(
    evidence: Evidence,
    values: Mapping[str, Any],
    answers: Mapping[str, Answer],
    lang: str,
    title: str,
) -> Scene:
    """Municipalities within reach by coca, with the incidents there, or by programmes.

    With the ring of kilometres, where the reach is one.
    """
    city, within, rows = values["city"], answers["municipalities"], answers["incidents"].frame
    rings, bounds = [], None
    if values["by"] == KM:
        here, km = evidence.cities[evidence.cities["divipola"] == city], values["km"]
        text = tell("cities.reach_ring", lang, km=km)
        name, point = here["city"].iloc[0], here.geometry.iloc[0]
        legend = Legend(name, "reported", [Entry("ring", palette.CITY, text)])
        look = {"metres": km * 1000, "filled": False, "legend": legend}
        rings = [Rings("reach", text, here.assign(tooltip=text), basis="", **look)]
        bounds = box_around(point.x, point.y, km)
    else:
        seats = evidence.seats[evidence.seats["divipola"].isin(within.frame["divipola"])]
        bounds = tuple(seats.total_bounds) if len(seats) > 1 else None
    biggest = within.frame.nlargest(NAMED, "population")["divipola"]
    named = values["view"] == "programmes"
    incidents = tell("cities.incidents_legend", lang)
    layers: list[Kind | Sequence[Kind]] = [
        _programmes(evidence, within, lang)
        if named
        else _coca(evidence, within, values["year"], lang),
        rings,
        [] if named else shapes.incident_layers(rows, lang, title=incidents),
        shapes.five_cities(evidence, lang, city=city),
        shapes.names(evidence, [*CITIES, *biggest]),
    ]
    return Scene(title, layers, extent=CITIES[city], bounds=bounds)


def _coca(evidence: Evidence, within: Answer, year: int, lang: str) -> Areas:
    """Municipalities within reach by their coca."""
    title, none = tell("cities.coca_legend", lang, year=year), tell("cities.none_detected", lang)
    steps = (*shapes.COCA_BREAKS,), palette.steps(palette.GREENS, 6)
    return _reached(evidence, within, "hectares", steps, title, none, lang)


def _programmes(evidence: Evidence, within: Answer, lang: str) -> Areas:
    """Municipalities within reach by how many programmes name them."""
    title, none = tell("cities.programmes_legend", lang), tell("cities.none_names", lang)
    return _reached(evidence, within, "programmes", (NAMING, palette.GREYS[1:6]), title, none, lang)


def _reached(
    evidence: Evidence,
    within: Answer,
    column: str,
    steps: tuple[Sequence[float], Sequence],
    title: str,
    none: str,
    lang: str,
) -> Areas:
    """Municipalities within reach by a figure of theirs; those without it a shade apart.

    steps: breaks of the figure, and a colour for each class.
    """
    figures = within.frame.set_index("divipola")[column].astype(float)
    present, whole = figures[figures > 0], column != "hectares"
    breaks, colours = steps
    classes = shapes.by_municipality(
        evidence, figures.where(figures > 0, -1), (-2, *breaks), [palette.WITHIN, *colours]
    )
    entries = class_entries(classes, lang, whole=whole)[1:]
    if whole:
        entries = [entry for entry in entries if entry.count]
    return Areas(
        f"reach-{'programmes' if whole else 'coca'}",
        title,
        classes=classes,
        values=present,
        unit="" if whole else "ha",
        labels=dict.fromkeys(figures.index.difference(present.index), none),
        nothing=tell("cities.beyond", lang),
        entries=[*entries, Entry("box", palette.WITHIN, none, classes.counts[0])],
    )
