"""The card of one incident: what, when, where and how precisely, how many, on whose word."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process, utils

from geo.answers import incidents
from geo.cartography.card import card as html_card
from geo.evidence import Evidence, column_title, label
from geo.language import one_stop, tell

MATCHES = 3
TEXT_LENGTH = 120  # longer texts in an address are no id and no title
SCORERS = {
    "incident_id": fuzz.ratio,
    "title_en": fuzz.token_set_ratio,
    "title_es": fuzz.token_set_ratio,
}


@dataclass(frozen=True)
class Card:
    """facts: what is told, by its heading. paragraph: the same to copy into a text."""

    incident_id: str
    title: str
    facts: Mapping[str, str]
    paragraph: str

    def to_html(self) -> str:
        """The card; all text escaped."""
        return html_card(self.title, self.incident_id, self.facts)


def card(evidence: Evidence, incident_id: str, lang: str) -> Card:
    """The card in a language; KeyError where no incident has the id."""
    answer = evidence.ask(incidents.incident, incident_id)
    row = answer.frame.iloc[0]
    texts = {"when": "", "where": one_stop(f"{row[f'place_text_{lang}']}."), "toll": "", "said": ""}
    for name, sentence in answer.said.items():  # when_day, where_near, where_outside, said_claimed
        part = name.partition("_")[0]
        texts[part] = f"{texts[part]} {tell(sentence, lang)}".strip()
    if not pd.isna(row["time_local"]):
        texts["when"] += f" {tell('incidents.clock', lang, time=row['time_local'])}"
    status = label("attribution_status", row["attribution_status"], lang)
    word = f"{_capital(row[f'actor_{lang}'])} ({status}). {texts['said']}"
    title = row[f"title_{lang}"]
    return Card(
        incident_id,
        title,
        {
            tell("incidents.when", lang): texts["when"],
            tell("incidents.where", lang): texts["where"],
            tell("incidents.what", lang): _what(evidence, row, lang),
            tell("incidents.casualties", lang): texts["toll"],
            tell("incidents.whose_word", lang): word,
        },
        " ".join([f"{title} ({incident_id}).", texts["when"], texts["where"], texts["toll"], word]),
    )


def _what(evidence: Evidence, row: pd.Series, lang: str) -> str:
    attack = "incidents.is_attack" if row["counts_as_attack"] else "incidents.no_attack"
    outcome, confidence = (
        f"{column_title(name, lang)}: {label(name, row[name], lang)}"
        for name in ("outcome", "confidence")
    )
    parts = [label("event_type", row["event_type"], lang), outcome, tell(attack, lang), confidence]
    if not pd.isna(row["wave_id"]):
        n = int((evidence.incidents["wave_id"] == row["wave_id"]).sum())
        parts.append(tell("incidents.in_wave", lang, n=n))
    return _capital("; ".join(parts) + ".")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def nearest(evidence: Evidence, text: str) -> list[str]:
    """The ids of the incidents whose id or title (in either language) is most like a text."""
    ids, plain = evidence.incidents["incident_id"], utils.default_process
    text, scores = plain(text[:TEXT_LENGTH]), dict[str, float]()
    for column, scorer in SCORERS.items():
        titles = list(evidence.incidents[column])
        likest = process.extract(text, titles, scorer=scorer, processor=plain, limit=MATCHES)
        for _, score, place in likest:
            scores[ids.iloc[place]] = max(score, scores.get(ids.iloc[place], 0))
    return sorted(scores, key=lambda i: (-scores[i], i))[:MATCHES]
