"""The decertification page's link as data: law, scenario, record, claims; nothing has a place."""

from collections.abc import Mapping

from geo.aid.scenario import OWN_CUT
from geo.answers import Answer, cities, decertification
from geo.answers.decertification import BAR
from geo.evidence import Evidence, columns
from geo.language import Range, Sentence, say
from geo.views.link import Choice, many_of, one_of, whole
from geo.views.view import View, remembered

VIEWS = ("law", "scenario", "fact", "record", "claims")
NAMED_WITH_WAIVER = "failed_with_waiver"
OUTCOMES = tuple(columns()["scenario_outcome"].values)


def choices(evidence: Evidence) -> list[Choice]:
    return [
        one_of("view", VIEWS, "law"),
        one_of("outcome", OUTCOMES, BAR),
        many_of("record_status", cities.RECORD),
        *(whole(name, 0, 100, 0) for name in cut_names(evidence).values()),
    ]


def cut_names(evidence: Evidence) -> dict[str, str]:
    """The link's name of each account's own cut, in percent."""
    accounts = evidence.ask(decertification.split_accounts)
    return {account: f"cut_{account.lower()}" for account in accounts}


def cuts(evidence: Evidence, values: dict) -> tuple[tuple[str, float], ...]:
    """Each account's own cut as a share; none where the outcome is not one's own."""
    names = cut_names(evidence) if values["outcome"] == OWN_CUT else {}
    return tuple((account, values[name] / 100) for account, name in names.items())


@remembered
def view(evidence: Evidence, values: dict, lang: str) -> View:
    """What the link shows, with the record by year, what happened in fact and what is not known.

    There is no scene: the record links no account to a place.
    """
    glance, by_year = evidence.ask(decertification.outcomes), evidence.ask(decertification.record)
    answers = _answers(evidence, values) | {
        "outcomes": glance,
        "unknown": evidence.ask(decertification.unknown),
        "record": by_year,
        "fact": evidence.ask(decertification.in_fact),
    }
    finding = _finding(values["view"], answers)
    return View(answers, finding=finding, numbers=_numbers(glance, by_year))


def _finding(view: str, answers: Mapping[str, Answer]) -> Sentence:
    """What is read says first; the law, what it took."""
    match view:
        case "scenario":
            return answers["scenario"].sentences[0]
        case "fact" | "record" | "claims":
            values = answers[view].sentences[0].values
            return say(f"decertification.finding_{view}", **values)
    return _law_finding(answers["outcomes"], answers["record"], answers["unknown"])


def _law_finding(glance: Answer, by_year: Answer, unknown: Answer) -> Sentence:
    """When Colombia was named last, what the statute took, and which later text was not read."""
    rows = by_year.frame[by_year.frame["outcome"] == NAMED_WITH_WAIVER]
    touched = glance.frame.set_index("scenario_outcome").loc["designated_with_waiver"]
    figures = {
        "day": rows["date"].iloc[-1],
        "fiscal_year": rows["determination_year"].iloc[-1],
        "usd": touched["exposed_high_usd_modelled"],
    }
    if "unknown" in unknown.said:
        later = unknown.said["unknown"].values["determined"]
        return say("decertification.finding_later", later=later, **figures)
    return say("decertification.finding", **figures)


def _numbers(glance: Answer, by_year: Answer) -> list[Sentence]:
    worst = glance.said["outcomes"].values
    years = by_year.said["record"].values
    return [
        say(
            "decertification.number",
            usd=Range(worst["low_usd"], worst["high_usd"]),
            fiscal_year=worst["fiscal_year"],
        ),
        say("decertification.number_denied", years=years["denied"]),
    ]


def _answers(evidence: Evidence, values: dict) -> dict[str, Answer]:
    match values["view"]:
        case "law":
            return {"law": evidence.ask(decertification.law)}
        case "record":
            by_year = evidence.ask(decertification.record)
            return {"record": by_year, "events": evidence.ask(decertification.timeline)}
        case "fact":
            return {"fact": evidence.ask(decertification.in_fact)}
        case "claims":
            return {"claims": evidence.ask(cities.claims, tuple(values["record_status"]))}
    one = evidence.ask(decertification.scenario, values["outcome"], cuts=cuts(evidence, values))
    totals = evidence.ask(decertification.totals, one.frame["fiscal_year"].iloc[0])
    return {"scenario": one, "flags": evidence.ask(decertification.flags), "totals": totals}
