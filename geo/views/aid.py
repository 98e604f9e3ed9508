"""The aid page's link as data: places, programmes, accounts, shares, two measures."""

import re
from dataclasses import replace

import pandas as pd

from geo.aid import AMOUNTS, METHODS
from geo.aid.scenario import SPLIT_YEAR
from geo.answers import Answer, decertification, measures, programmes, shares
from geo.answers.joined import CITIES
from geo.answers.shares import NOTHING, Own, Sharing
from geo.cartography.scene import Scene
from geo.evidence import Evidence, columns
from geo.language import Sentence, say, tell
from geo.views import aid_scenes
from geo.views.filters import add_filters, coded
from geo.views.link import Choice, many_of, one_of, words
from geo.views.view import View, remembered

# View of the page → level of the answers, the columns that name one of its places in a list.
LEVELS = {
    "municipalities": ("municipality", ["municipality", "department"]),
    "departments": ("department", ["department"]),
    "subregions": ("pdet", ["pdet_subregion"]),
    "cities": ("city", ["city"]),
}
NATIONAL = ("accounts", "series")
MAPPED = (*LEVELS, "allocation", "two")
VIEWS = (*LEVELS, "programmes", *NATIONAL, "allocation", "two")
# What only analysts ask.
FOR_ANALYSTS = ("series", "allocation", "two")
TABLES = {
    "places": shares.by_place,
    "shares": shares.each_share,
    "programmes": shares.by_programme,
    "refused": shares.refused,
}
EXTENTS = ("colombia", "southwest")
ANY, COUNTRY = "any", "Colombia"


def choices(evidence: Evidence) -> list[Choice]:
    codes = [ANY, *{code: 0 for view in LEVELS for code in evidence.ask(place_codes, view)}]
    return [
        one_of("department", [ANY, *evidence.departments["department_code"]], ANY),
        many_of("status_code", programmes.STATUSES),
        many_of("sector_code", list(columns()["sector_code"].values)),
        words("find"),
        one_of("extent", EXTENTS, "colombia"),
        one_of("view", VIEWS, "municipalities"),
        one_of("place", codes, ANY),
        one_of("measure", decertification.MEASURES, "enacted"),
        one_of("transaction_type", decertification.SERIES, "obligations"),
        one_of("amount", AMOUNTS, "amount_usd"),
        one_of("method", METHODS, "equal"),
        one_of("level", list(programmes.LEVELS), "municipality"),
        one_of("per", ["inhabitant", "total"], "inhabitant"),
        one_of("table", list(TABLES), "places"),
        one_of("x", list(measures.MEASURES), "coca"),
        one_of("y", list(measures.MEASURES), "allocation"),
    ]


def place_codes(evidence: Evidence, view: str) -> dict[str, tuple[str, str]]:
    """Every place of a view by its code in links: its code in the layer, and its name."""
    level, names = LEVELS[view]
    code = programmes.CODE[level]
    rows = pd.DataFrame(evidence[programmes.MEMBERS[level]]).drop_duplicates(code)
    pairs = zip(rows[code], rows[names].agg(", ".join, axis=1), strict=True)
    pairs = sorted(pairs, key=lambda pair: programmes.plain(pair[1]))
    return {"-".join(programmes.plain(own).split()): (own, name) for own, name in pairs}


def matching_programmes(evidence: Evidence, values: dict) -> Answer:
    """The programmes that filters and search keep."""
    which = (tuple(values[name]) for name in ("status_code", "sector_code"))
    return evidence.ask(programmes.programmes, *which, values["find"], _department(values))


def _department(values: dict) -> str:
    """The department of the filter, by code; empty for the country."""
    return "" if values["department"] == ANY else values["department"]


def sharing(evidence: Evidence, values: dict, *, own: Own = NOTHING) -> Sharing:
    """What the link shares out; a method that fits no programme falls back to equal shares."""
    ids = tuple(matching_programmes(evidence, values).frame["programme_id"])
    wanted = Sharing(ids, values["amount"], values["method"])
    fits = wanted.method in shares.model(evidence, wanted, own=own).methods
    return wanted if fits else Sharing(ids, wanted.amount)


@remembered
def view(evidence: Evidence, values: dict, lang: str, *, own: Own = NOTHING) -> View:
    """What the link shows; own: what a reader brought, which is remembered nowhere.

    No answers where no programme fits the filters, or a measure is set beside itself.
    """
    if values["view"] in NATIONAL:
        return _national(evidence, values)
    plain = _of_programmes(evidence, values, lang, own)
    filters = _filters(evidence, values)
    return replace(plain, answers=add_filters(plain.answers, filters, but=("obligated",)))


def _filters(evidence: Evidence, values: dict) -> list[Sentence]:
    """Which programmes are kept, in words."""
    here = {"department_code": list(filter(None, [_department(values)]))}
    names = ("status_code", "sector_code", "department_code")
    filters = coded(evidence, {**values, **here}, names)
    plain = re.sub(r"[^\w\s.,;:'()/&-]", " ", values["find"]).split()  # no markdown, no HTML
    return filters + ([say("aid.words_set", words=" ".join(plain))] if plain else [])


def _of_programmes(evidence: Evidence, values: dict, lang: str, own: Own) -> View:
    which, fit = values["view"], matching_programmes(evidence, values)
    if fit.frame.empty:
        return View()
    ids = tuple(fit.frame["programme_id"])
    match which:
        case "programmes":
            counts = fit.said["programmes"].values
            n, active = counts["rows"], counts["active"]
            some = "some" if active else "none"
            finding = say(f"aid.finding_programmes_{some}", n=n, active=active)
            number = say("aid.number_programmes", n=len(fit.frame))
            answers = {
                which: fit,
                "running": evidence.ask(programmes.running, ids, _department(values)),
                "obligated": evidence.ask(decertification.obligated),
            }
            return View(answers, None, finding, [number, *_numbers(evidence)])
        case "allocation":
            return _allocation(evidence, values, lang, own)
        case "two":
            return _two(evidence, values, lang)
    return _places(evidence, ids, values, lang)


def _numbers(evidence: Evidence) -> list[Sentence]:
    """The national figures: all assistance of the last complete year, and security's accounts."""
    last = evidence.ask(decertification.obligated).said["obligated"].values
    secure = evidence.ask(decertification.totals, SPLIT_YEAR).said["security"].values
    security = say("aid.number_security", usd=secure["usd"], fiscal_year=secure["fiscal_year"])
    return [say("aid.number_obligated", **last), security]


def _national(evidence: Evidence, values: dict) -> View:
    """Accounts or the series, with the totals of the year whose figures differ most in the open."""
    which = values["view"]
    obligated = evidence.ask(decertification.obligated)
    if which == "accounts":
        answer = evidence.ask(decertification.accounts, values["measure"])
    else:
        answer = evidence.ask(decertification.series, values["transaction_type"])
    totals = evidence.ask(decertification.totals, SPLIT_YEAR)
    figures = totals.said["totals"].values
    span = say("aid.number_totals", usd=figures["usd"], fiscal_year=figures["fiscal_year"])
    numbers = [*_numbers(evidence)[:1], span]
    answers = {which: answer, "totals": totals, "obligated": obligated}
    security = totals.said.get("security") if which == "accounts" else None
    return View(answers, None, security or obligated.said["obligated"], numbers)


def _places(evidence: Evidence, ids: tuple[str, ...], values: dict, lang: str) -> View:
    (level, _), department = LEVELS[values["view"]], _department(values)
    place, _ = evidence.ask(place_codes, values["view"]).get(values["place"], (None, ""))
    answer = evidence.ask(programmes.places, level, ids, department)
    layers, legends = aid_scenes.PRESENCE[level](evidence, (ids, department), lang)
    scene = Scene(
        tell(f"aid.legend_{level}", lang),
        layers,
        extent=values["extent"],
        bounds=_bounds(evidence, department),
        legends=legends,
        highlight=() if place is None else aid_scenes.members(evidence, level, place),
    )
    counts = answer.said[f"places_{level}"].values
    within = evidence.names[department] if department else None
    where = {"where": within or COUNTRY, "within": within, "every": counts["places"] == len(CITIES)}
    listed = matching_programmes(evidence, values).said["programmes"].values
    figures = {"n": counts["active"], "rows": listed["rows"], "listed": listed["active"]}
    active = say("aid.active_some" if counts["active"] else "aid.active_none", **figures)
    if counts["places"]:
        finding = say(f"aid.finding_{level}", n=counts["places"], active=active, **where)
    else:
        finding = say(f"aid.finding_none_{level}", rows=listed["rows"], **where)
    numbers = [say(f"aid.number_{level}", n=len(answer.frame)), *_numbers(evidence)]
    answers = {
        "places": answer,
        "naming": evidence.ask(programmes.naming, level, ids, place, department),
        "obligated": evidence.ask(decertification.obligated),
    }
    return View(answers, scene, finding, numbers, on_map=("places", "naming"))


def _bounds(evidence: Evidence, department: str) -> tuple[float, float, float, float] | None:
    rows = evidence.departments
    here = rows[rows["department_code"] == department]
    return tuple(here.total_bounds) if len(here) else None


def _allocation(evidence: Evidence, values: dict, lang: str, own: Own) -> View:
    shared = sharing(evidence, values, own=own)
    if shares.model(evidence, shared, own=own).shares.empty:
        return View({"refused": evidence.ask(shares.refused, shared)})
    level, table = values["level"], values["table"]

    def ask(question, *more) -> Answer:
        if own is NOTHING or question is shares.refused:
            return evidence.ask(question, shared, *more)
        return question(evidence, shared, *more, own=own)

    places = ask(shares.by_place, level)
    answer = places if table == "places" else ask(TABLES[table])
    layers, legends = aid_scenes.shared_out(
        evidence, places.frame, level, shared.method, values["per"], lang
    )
    title = tell("aid.view_allocation", lang)
    scene = Scene(title, layers, extent=values["extent"], legends=legends)
    total = places.said[f"total_{shared.amount}"].values
    figures = {name: total[name] for name in ("allocated_usd", "total_usd", "municipalities")}
    finding = say("aid.finding_allocation", **figures)
    number = say("aid.number_allocation", usd=total["allocated_usd"])
    answers = {table: answer, "places": places}
    return View(answers, scene, finding, [number], on_map=("places",))


def _two(evidence: Evidence, values: dict, lang: str) -> View:
    x, y = values["x"], values["y"]
    if x == y:
        return View()
    shared = sharing(evidence, values)
    answer = evidence.ask(measures.pair, shared, x, y)
    answers = {"two": answer, "all": evidence.ask(measures.side_by_side, shared)}
    if answer.frame.empty:
        return View(answers)
    layers, legend = aid_scenes.two(evidence, answer, x, y, lang)
    scene = Scene(tell("aid.two_legend", lang), layers, extent=values["extent"], legends=[legend])
    finding = answer.said["counted"]
    return View(answers, scene, finding, [say("aid.number_two", n=finding.values["high"])])
