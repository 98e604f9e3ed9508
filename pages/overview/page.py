import streamlit as st

from geo.answers.corridors import LINE_CAVEATS
from geo.language import tell
from geo.views.overview import choices, short_answer, view
from pages.frame import link, navigation, panel
from pages.frame.controls import set_choices
from pages.frame.data import evidence
from pages.frame.language import lang, prose, t
from pages.frame.map import show_map

PAGE = "overview"
CHOICES = choices(evidence())

ignored = link.read(PAGE, CHOICES)
panel.title(t("overview.title"), t("overview.lead"))
panel.notices(ignored)
map_side, words_side = st.columns([3, 2], gap="medium")
seen = view(evidence(), link.write(PAGE, CHOICES, lang()), lang())


def way_in(page: str, label: str) -> None:
    st.page_link(navigation.page(page), label=label, query_params={"lang": lang()})


with map_side:
    show_map(
        seen.scene,
        key="overview-map",
        on_year=lambda year: set_choices(PAGE, year=year),
        notes=LINE_CAVEATS,
    )
with words_side:
    for page, sentences in short_answer(evidence()).items():
        with st.container(border=True):
            st.markdown(prose(" ".join(tell(sentence, lang()) for sentence in sentences)))
            way_in(page, t(f"frame.nav_{page}"))
with st.container(horizontal=True):
    for page in ("incidents", "places", "explore"):
        way_in(page, t(f"overview.go_{page}"))

panel.answer_panel(seen.answers["coca"], key="overview-coca")
panel.sources_panel(seen.answers["documented"], "overview-lines", "frame.line_sources")
