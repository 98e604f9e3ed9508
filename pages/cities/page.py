from contextlib import nullcontext
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from geo.answers.joined import CITIES
from geo.exchange.readable import visible_columns
from geo.views.cities import choices, picker, view
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
CHOICES = {choice.name: choice for choice in choices(evidence())}

ignored = link.read(PAGE, list(CHOICES.values()))
chosen = link.write(PAGE, list(CHOICES.values()), lang())
screen, behind, question = (st.container(gap="small") for _ in range(3))

with question, question_part():
    map_side, control_side = st.columns([1, 2])
    with map_side:
        show_map(
            ask(picker, chosen["city"], lang()),
            key="city-picker",
            on_choose=lambda _, code: set_choices(PAGE, city=code) if code in CITIES else None,
            height=260,
            bare=True,
            answers=None,
        )
    with control_side:
        control(PAGE, CHOICES["by"])
        control(PAGE, CHOICES[chosen["by"]])
        control(PAGE, CHOICES["year"], title=t("frame.year"))
with st.spinner(t("cities.counting")) if chosen["view"] == "five" else nullcontext():
    seen = view(evidence(), chosen, lang())
with screen:
    head(t("cities.title"), seen.finding, ignored)
    rows = [
        f"?{urlencode(encode(list(CHOICES.values()), chosen | {'view': table}, lang()))}#evidence"
        for table in ("municipalities", "municipalities", "programmes")
    ]
    drawn = None if seen.scene else partial(rates, seen.answers["five"], chosen["city"])
    named = dict(evidence().cities[["divipola", "city"]].to_numpy())
    city = partial(control, PAGE, CHOICES["city"], text=named.get, in_a_row=False)
    first_screen(seen, key="cities-map", draw=drawn, beside=city, leads=rows if seen.scene else ())
with behind:
    evidence_heading()
    profile(chosen["city"])
    query = {"lang": lang(), "view": "claims"}
    if chosen["record_status"]:
        query["record_status"] = "~".join(chosen["record_status"])
    claims = navigation.page("decertification")
    st.page_link(claims, label=t("cities.claims"), query_params=query)
    control(PAGE, CHOICES["view"])
    if chosen["view"] == "five":
        st.markdown(t("cities.five_note"))
    st.markdown(prose(t("cities.lead")))
    sources = SOURCES.get(chosen["view"], ())
    columns = [*visible_columns(seen.answer.frame), *sources]
    panel.answer_panel(seen.answer, columns, key=f"{PAGE}-{chosen['view']}")
    if "side_by_side" in seen.answers:
        panel.answer_panel(seen.answers["side_by_side"], key="side-by-side")
