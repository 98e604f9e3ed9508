"""The routes as stories: their order, what is told of them together, one card in full."""

import re

import pytest

from geo.answers import corridors
from geo.answers.answer import words
from geo.exchange.readable import readable
from geo.language import LANGUAGES, place_text
from geo.views.story import story

ALONE = "COR28"  # one source
TO_CALI = ["COR04", "COR12", "COR19", "COR15", "COR03", "COR05", "COR13"]


def test_every_corridor_in_force_stands_once_those_to_cali_first(evidence):
    frame = corridors.routes(evidence).frame
    assert frame["corridor_id"].head(7).tolist() == TO_CALI
    assert len(frame) == 30 == frame["corridor_id"].nunique()
    assert "COR16" not in set(frame["corridor_id"])


def test_the_ways_to_cali_are_told_together(evidence):
    told = words(corridors.routes(evidence), "en")
    assert told.startswith("Sources document 7 corridors from Cauca to Cali")
    assert "2 roads into Cali: Pan-American Highway (Nariño–Popayán–Cali) and Ruta 31" in told
    assert "By water: Cauca river." in told
    assert "cocaine at Piendamó" in told and "Yotoco" in told
    assert "Puerto Tejada at 13:56, El Cabuyal at 14:11 and Juanchito (bridge) at 14:44" in told
    assert "The stretch from El Palo to Puerto Tejada is unconfirmed" in told


def test_what_is_told_is_cited_without_the_sources_of_positions(evidence):
    assert corridors.route(evidence, "COR15").source_ids == ("S01", "S42", "S43")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_has_the_places_in_order_with_their_times_and_sources(evidence, lang):
    html = story(evidence, "COR15", lang)
    stops = ["Corinto", "El Palo", "Guachené", "13:56</b> Puerto Tejada", "14:11</b> El Cabuyal"]
    stops += ["Villagorgona", "14:44</b> Juanchito"]
    places = html[html.index("<ol>") :]
    assert [places.index(stop) for stop in stops] == sorted(places.index(stop) for stop in stops)
    assert len(re.findall(r"<b>\d\d:\d\d</b>", html)) == 3
    assert "https://www.localnewswave.com/article/1015018438950662144" in html
    assert "incident=CO-20250821-01" in html
    assert "{" not in html.partition("</style>")[2]


def test_a_place_has_no_source_of_which_it_is_not_known_that_it_names_it(evidence):
    several, alone = (story(evidence, code, "en") for code in ("COR04", ALONE))
    places = several[several.index("<ol>") : several.index("</ol>")]
    assert "Chachagüí" in places and "Semana" not in places and "GeoNames" in places
    assert "named by at least one of sources 1–5" in several
    first = evidence.ask(corridors.route, ALONE).source_ids[0]
    publisher = evidence.sources.set_index("source_id")["publisher"][first]
    stop = next(li for li in alone.split("<li>")[1:] if "drawn" not in li)
    assert publisher in stop and "sources 1–" not in alone


def test_english_texts_say_in_english_what_is_said_of_a_place(evidence):
    spanish = re.compile(
        r"\b(río|mar|boca|brazo|frente|entre|aguas|curso|vía|puente|peaje|cabecera|frontera"
        r"|límite|divisoria|embalse|sur de|parte)\b",
        re.IGNORECASE,
    )
    names = evidence.corridor_waypoints["place"].unique()
    told = {name: place_text(name, "en") for name in names}
    proper = {"Boca Sanquianga (branch of the Patía)", "Aguas Claras (Aguas Claritas)"}
    assert {name for name in told.values() if spanish.search(name)} == proper
    shown = readable(evidence.corridor_waypoints, ["place"], "en")["Place"]
    assert "Juanchito (bridge)" in set(shown)
