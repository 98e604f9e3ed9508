"""The decertification page's link as data: law, record, scenario and fact; nothing has a place."""

from geo.answers import Answer, decertification
from geo.answers.decertification import BAR
from geo.evidence import Evidence, columns
from geo.language import Range, say
from geo.views.link import Choice, one_of, whole
from geo.views.view import View

VIEWS = ("law", "record", "scenario", "fact")
OUTCOMES = tuple(columns()["scenario_outcome"].values)
OWN_CUT = "own_cut"


def choices(evidence: Evidence) -> list[Choice]:
    return [
        one_of("view", VIEWS, "law"),
        one_of("outcome", OUTCOMES, BAR),
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


def view(evidence: Evidence, values: dict, lang: str) -> View:
    """What the link shows, with what is not known and every outcome at a glance.

    There is no scene: the record links no account to a place.
    """
    glance = evidence.ask(decertification.outcomes)
    worst = glance.said["outcomes"].values
    return View(
        _answers(evidence, values)
        | {"outcomes": glance, "unknown": evidence.ask(decertification.unknown)},
        finding=glance.said["outcomes"],
        numbers=[say("decertification.number", usd=Range(worst["low_usd"], worst["high_usd"]))],
    )


def _answers(evidence: Evidence, values: dict) -> dict[str, Answer]:
    match values["view"]:
        case "law":
            return {"law": evidence.ask(decertification.law)}
        case "record":
            events = evidence.ask(decertification.timeline)
            return {"record": evidence.ask(decertification.record), "events": events}
        case "fact":
            return {"fact": evidence.ask(decertification.in_fact)}
    one = evidence.ask(decertification.scenario, values["outcome"], cuts=cuts(evidence, values))
    return {"scenario": one, "flags": evidence.ask(decertification.flags)}
