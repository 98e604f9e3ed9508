from contextlib import nullcontext
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from geo.answers.joined import CITIES
from geo.exchange.readable import visible_columns
from geo.views import cities
from geo.views.link import encode
from pages.cities.profile import profile, rates
from pages.frame import link, navigation, panel
from pages.frame.controls import control, set_choices
from pages.frame.data import ask, evidence
from pages.frame.first_screen import evidence_heading, first_screen, head, question_part
from pages.frame.language import lang, prose, t
from pages.frame.map import show_map

PAGE = "cities"
# What names the sources of each figure in its row.
SOURCES = {"five": ["homicide_source_ids"], "homicides": ["source_ids"]}
# The rows behind each number, where they are not those that the page shows.
ROWS = dict.fromkeys(("answers_coca.number", "cities.number_reach"), "municipalities")
ROWS["cities.number_programmes"] = "programmes"
CHOICES = {choice.name: choice for choice in cities.choices(evidence())}

ignored = link.read(PAGE, list(CHOICES.values()))
values = link.write(PAGE, list(CHOICES.values()), lang())
screen, behind, question = (st.container(gap="small") for _ in range(3))

with question, question_part():
    map_side, control_side = st.columns([1, 2])
    with map_side:
        show_map(
            ask(cities.picker, values["city"], lang()),
            key="city-picker",
            on_choose=lambda _, code: set_choices(PAGE, city=code) if code in CITIES else None,
            height=260,
            bare=True,
            answers=None,
        )
    with control_side:
        control(PAGE, CHOICES["by"])
        control(PAGE, CHOICES[values["by"]])
        control(PAGE, CHOICES["year"], title=t("frame.year"))
with st.spinner(t("cities.counting")) if values["view"] == "five" else nullcontext():
    view = cities.view(evidence(), values, lang())
with screen:
    head(view.title or t("cities.title"), view.finding, ignored)
    tables = [ROWS.get(number.key, values["view"]) for number in view.numbers]
    rows = [
        f"?{urlencode(encode(list(CHOICES.values()), values | {'view': table}, lang()))}#evidence"
        for table in tables
    ]
    draw = None if view.scene else partial(rates, view.answers["five"], values["city"])
    names = dict(evidence().cities[["divipola", "city"]].to_numpy())
    city = partial(control, PAGE, CHOICES["city"], text=names.get, in_a_row=False)
    first_screen(view, key="cities-map", draw=draw, beside=city, leads=rows if view.scene else ())
with behind:
    evidence_heading()
    profile(values["city"])
    query = {"lang": lang(), "view": "claims"}
    if values["record_status"]:
        query["record_status"] = "~".join(values["record_status"])
    claims = navigation.page("decertification")
    st.page_link(claims, label=t("cities.claims"), query_params=query)
    control(PAGE, CHOICES["view"])
    if values["view"] == "five":
        st.markdown(t("cities.five_note"))
    st.markdown(prose(t("cities.lead")))
    sources = SOURCES.get(values["view"], ())
    columns = [*visible_columns(view.answer.frame), *sources]
    panel.answer_panel(view.answer, columns, key=f"{PAGE}-{values['view']}")
    if "side_by_side" in view.answers:
        panel.answer_panel(view.answers["side_by_side"], key="side-by-side")
