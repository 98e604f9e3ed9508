"""The whole in short: five findings, and coca, documented corridors and cities on one map."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.aid.scenario import SPLIT_YEAR
from geo.answers import Sentence, coca, corridors, decertification, incidents, programmes
from geo.cartography import palette
from geo.cartography.scene import Scene
from geo.cartography.thumbnails import columns, cutout, part
from geo.evidence import Evidence, once
from geo.language import Range, say, tell
from geo.views import shapes
from geo.views.link import Choice, whole
from geo.views.view import View, remembered

# Named whatever their coca: Santander de Quilichao, on most ways to Cali, and Popayán.
ON_THE_WAY, CAPITAL = "19698", "19001"
NAMED = 25
CALI = "76001"
COARSE = 0.02  # degrees: what a small picture's outlines may be off
# West, south, east and north of the small pictures, in degrees.
ROUTES, NEAR_CALI = (-77.6, 2.0, -75.6, 3.6), (-76.75, 3.0, -76.15, 3.5)


@dataclass(frozen=True)
class Finding:
    """A sentence with one number marked in it, the page and choices that show it, a picture."""

    page: str
    query: Mapping[str, str]
    sentence: Sentence
    svg: str


def choices(evidence: Evidence) -> list[Choice]:
    """The year of the coca."""
    return [whole("year", *coca.YEARS, coca.YEARS[1])]


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The year's `coca`, the `documented` corridors from Cauca to Cali, who is named by `aid`."""
    year = values["year"]
    answer = evidence.ask(coca.coca_by_municipality, year)
    routes = evidence.ask(corridors.documented, cauca_cali=("strict",))
    most = answer.frame["divipola"].head(NAMED)
    codes = dict.fromkeys((*evidence.cities["divipola"], *most, ON_THE_WAY, CAPITAL))
    aid = evidence.ask(programmes.places, "municipality")
    scene = Scene(
        tell("overview.map", lang, year=year),
        [
            shapes.coca_areas(evidence, year, lang),
            shapes.documented(routes.frame, tell("overview.lines_legend", lang), lang),
            shapes.five_cities(evidence, lang),
            shapes.names(evidence, list(codes)),
        ],
    )
    return View(
        {"coca": answer, "documented": routes, "aid": aid},
        scene,
        _finding(evidence, aid.said["places_municipality"].values),
        [say("answers_coca.number", coca=answer.said["total"].values["coca"])],
        on_map=("coca", "documented"),
    )


def _finding(evidence: Evidence, counts: Mapping[str, Any]) -> Sentence:
    if counts["active"]:
        return say("overview.finding", **counts)
    every = evidence.ask(programmes.programmes).said["programmes"].values
    listed = {"rows": every["rows"], "listed": every["active"]}
    return say("overview.finding_none", **counts, **listed)


@once
def findings(evidence: Evidence) -> list[Finding]:
    """The five that people come for, each with the page that shows it."""
    ask = evidence.ask
    routes = ask(corridors.documented, cauca_cali=("strict",)).frame
    bomb = ask(incidents.incident, corridors.TRUCK_BOMB).frame.iloc[0]
    trucks = routes[routes["corridor_id"] == corridors.RECONSTRUCTION]
    hectares = evidence.coca.groupby("year")["hectares"].sum()
    money = ask(decertification.totals, SPLIT_YEAR)
    secure, totals = money.said["security"].values, money.frame.set_index("total_of")
    law = ask(decertification.outcomes).said["outcomes"].values
    land = evidence.departments.geometry.simplify_coverage(COARSE)
    cali = evidence.cities.set_index("divipola").geometry[CALI]
    killed = Range(int(bomb["killed_low"]), int(bomb["killed_high"]))
    share = secure["usd"] / totals["amount_usd"]["split"]
    return [
        Finding(
            "corridors",
            {},
            say("overview.corridors", n=routes["corridor_id"].nunique()),
            cutout(ROUTES, land.cx[ROUTES[0] : ROUTES[2], :], routes.geometry, [cali]),
        ),
        Finding(
            "incidents",
            {"incident": corridors.TRUCK_BOMB},
            say("overview.incidents", killed=killed, day=bomb["date"]),
            cutout(NEAR_CALI, land.cx[ROUTES[0] : ROUTES[2], :], trucks.geometry, [bomb.geometry]),
        ),
        Finding(
            "places",
            {},
            say("overview.places", ha=hectares.iloc[-1], year=hectares.index[-1]),
            columns(list(hectares), palette.GREENS[4]),
        ),
        Finding(
            "aid",
            {"view": "accounts"},
            say("overview.aid", usd=secure["usd"], fiscal_year=secure["fiscal_year"]),
            part(share, modelled=False),
        ),
        Finding(
            "decertification",
            {},
            say("overview.decertification", usd=law["span"], fiscal_year=law["fiscal_year"]),
            part(law["high_usd"] / law["total_usd"]),
        ),
    ]
