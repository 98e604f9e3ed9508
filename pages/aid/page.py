import streamlit as st

from geo.answers.shares import NOTHING
from geo.views import aid
from pages.aid import accounts, allocation, places, programmes, two
from pages.aid.choices import PAGE, choices, choose
from pages.frame import link, panel
from pages.frame.controls import set_choices
from pages.frame.data import evidence
from pages.frame.first_screen import evidence_heading, for_analysts, head, question_part
from pages.frame.language import lang, t

# Of each view: what is drawn where it has no map, the rows behind it, its own controls.
VIEWS = {
    **dict.fromkeys(aid.LEVELS, places),
    "programmes": programmes,
    "accounts": accounts,
    "series": accounts,
    "allocation": allocation,
    "two": two,
}

ignored = link.read(PAGE, choices())
places.leave_other_places()
values = link.write(PAGE, choices(), lang())
which = values["view"]
screen, behind, question = st.container(), st.container(), st.container()

with question, question_part():
    tabs = [code for code in aid.VIEWS if code == which or code not in aid.FOR_ANALYSTS]
    choose("view", codes=tabs, in_a_row=True)
    if which not in aid.NATIONAL:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            names = places.department_names()
            choose("department", text=names.get)
            choose("status_code")
            choose("sector_code")
            choose("find", max_chars=60)
            if which in aid.MAPPED and values["department"] == aid.ANY:  # else it is in the frame
                extents = {code: t(f"incidents.extent_{code}") for code in aid.EXTENTS}
                choose("extent", text=extents.get, title=t("frame.extent"))
    own = allocation.own_files() if which == "allocation" else NOTHING
    nothing = which not in aid.NATIONAL and aid.matching_programmes(evidence(), values).frame.empty
    if not nothing and which != "programmes":  # which has none of its own
        VIEWS[which].controls(values, own)
    analysts = for_analysts("aid-analysts")
    if analysts.open:
        with analysts, st.container(horizontal=True):
            for code in aid.FOR_ANALYSTS:
                text, key = t("aid.go", view=t(f"aid.view_{code}")), f"aid-{code}"
                st.button(text, key=key, on_click=lambda c=code: set_choices(PAGE, view=c))

view = aid.view(evidence(), values, lang(), own=own)
with screen:
    head(t("aid.title"), view.finding, ignored)
    if nothing:
        st.info(t("aid.nothing_found"))
        filters = ("department", "status_code", "sector_code", "find")
        widest = {one.name: one.default for one in choices() if one.name in filters}
        text, icon = t("incidents.widen_all"), ":material/filter_alt_off:"
        st.button(text, key="aid-widen", icon=icon, on_click=lambda: set_choices(PAGE, **widest))
    else:
        VIEWS[which].screen(view, values)
if not nothing:
    with behind:
        evidence_heading()
        st.markdown(t("aid.lead"))
        VIEWS[which].behind(view, values, own)
        if "obligated" in view.answers:
            st.header(t("aid.obligated"), anchor=False)
            with st.expander(t("incidents.view_rows")):
                panel.answer_panel(view.answers["obligated"], key="aid-obligated")
