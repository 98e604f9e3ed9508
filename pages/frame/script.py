"""What runs on every visit and choice: the frame around the page that the address names."""

import streamlit as st
from streamlit.errors import FragmentHandledException

from geo.views import PAGES
from pages.frame import age, kit, link, own_briefing, report, take_home
from pages.frame.data import evidence, look_up_evidence, prepare
from pages.frame.faults import tell_fault
from pages.frame.language import choose_language, follow_link, lang, t
from pages.frame.navigation import FIRST, page

# A page within another site's page stands without the frame's own navigation.
EMBEDDED = (
    "<style>[data-testid=stSidebar],[data-testid=stExpandSidebarButton]{display:none}"
    ".stMainBlockContainer{padding-top:.7rem!important}</style>"
)
# Where and when is written as it is printed.
PRINTED = '<p class="on-paper where"></p>'


follow_link(any(map(link.moved, PAGES)))
look_up_evidence()
prepare()
current = st.navigation([page(name) for name in PAGES])
name = current.url_path or FIRST
title = t("frame.document", page=t(f"{name}.title"))
st.set_page_config(page_title=title, layout="wide", page_icon="🧭")
if st.context.is_embedded:
    st.html(EMBEDDED)
link.ask_document(lang=lang(), skip=t("frame.skip"), menu=t("frame.menu"))
with st.sidebar:
    choose_language()
try:
    kit.begin(name)
    current.run()
    age.show()
    take_home.panel()
    report.fill()
    own_briefing.offer(name)
except FragmentHandledException:  # which Streamlit has told
    pass
except Exception as error:
    tell_fault(error)
link.fill_address()
st.divider()
st.caption(t("frame.footer", version=evidence().version))
st.html(PRINTED)
