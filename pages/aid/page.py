import streamlit as st

from geo.answers import programmes as questions
from geo.answers.shares import NOTHING
from geo.language import tell
from geo.views import aid
from pages.aid import accounts, allocation, places, programmes, two
from pages.aid.choices import PAGE, choices, choose
from pages.frame import link, panel
from pages.frame.data import ask, evidence
from pages.frame.language import lang, t

VIEWS = {
    **dict.fromkeys(aid.LEVELS, places.places),
    "programmes": programmes.programmes,
    "accounts": accounts.accounts,
    "series": accounts.series,
    "allocation": allocation.allocation,
    "two": two.two,
}

ignored = link.read(PAGE, choices())
places.leave_other_places()
values = link.write(PAGE, choices(), lang())
view = values["view"]

named = ask(questions.places, "municipality").said["places_municipality"]
panel.title(t("aid.title"), f"{t('aid.lead')} {tell(named, lang())}")
panel.notices(ignored)

choose("view", in_a_row=True)
if view not in aid.NATIONAL:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose("status_code")
        choose("sector_code")
        choose("find", max_chars=60)
        if view in aid.MAPPED:
            extents = {code: t(f"incidents.extent_{code}") for code in aid.EXTENTS}
            choose("extent", text=extents.get, title=t("frame.extent"))

brought = allocation.brought() if view == "allocation" else NOTHING
shown = aid.view(evidence(), values, lang(), own=brought)
if aid.kept(evidence(), values).frame.empty and view not in aid.NATIONAL:
    st.info(t("aid.nothing_found"))
elif view == "allocation":
    allocation.allocation(shown, values, brought)
else:
    VIEWS[view](shown, values)
