import streamlit as st

from geo.answers.corridors import LINE_CAVEATS
from geo.views import overview
from pages.frame import link, navigation, panel
from pages.frame.controls import set_choices
from pages.frame.data import evidence
from pages.frame.first_screen import evidence_heading, head, question_part, small
from pages.frame.language import lang, t
from pages.frame.map import show_map
from pages.overview.findings import findings

PAGE = "overview"
CHOICES = overview.choices(evidence())
MAP_PX = 440

ignored = link.read(PAGE, CHOICES)
view = overview.view(evidence(), link.write(PAGE, CHOICES, lang()), lang())
head(t("overview.title"), view.finding, ignored)
coca, *others = view.scene.legends
map_side, findings_side = st.columns([7, 4], gap="medium")
with map_side:
    show_map(
        view.scene,
        key="overview-map",
        on_year=lambda year: set_choices(PAGE, year=year),
        height=MAP_PX,
        bare=True,
        answers=view.mapped,
    )
    st.html(small(coca.to_html(lang())))
with findings_side:
    findings()
    st.html(small("".join(legend.to_html(lang()) for legend in others)))

evidence_heading()
st.html(view.scene.words_html(lang()))
panel.answer_panel(view.answers["coca"], key="overview-coca")
panel.answer_panel(view.answers["aid"], key="overview-aid")
panel.caveats((*LINE_CAVEATS, "map.help"))
panel.sources_panel(view.answers["documented"], "overview-lines", "frame.line_sources")

with question_part(), st.container(horizontal=True):
    for page in ("incidents", "places", "explore"):
        label, query = t(f"overview.go_{page}"), {"lang": lang()}
        st.page_link(navigation.page(page), label=label, query_params=query)
