import streamlit as st

from geo.answers import aid
from geo.evidence import columns, label
from geo.language import tell
from pages.aid import accounts, allocation, places, two
from pages.aid import programmes as aid_programmes
from pages.frame import aid_model, link, panel
from pages.frame.controls import choose_many, choose_one
from pages.frame.language import lang, t

PAGE = "aid"
SECTORS = list(columns()["sector_code"].values)
EXTENTS = ["colombia", "southwest"]
NATIONAL = ["accounts", "series"]
VIEWS = [*places.LEVELS, "programmes", *NATIONAL, "allocation", "two"]
MAPPED = [*places.LEVELS, "allocation", "two"]
PARAMS = [
    link.many_of("status_code", list(aid.STATUSES)),
    link.many_of("sector_code", SECTORS),
    link.words("find"),
    link.one_of("extent", EXTENTS, "colombia"),
    link.one_of("view", VIEWS, "municipalities"),
    link.one_of("place", places.place_codes(), "any"),
    link.one_of("measure", accounts.MEASURES, "enacted"),
    link.one_of("transaction_type", accounts.SERIES, "obligations"),
    *allocation.PARAMS,
    *two.PARAMS,
]

ignored = link.read(PAGE, PARAMS)
everywhere = aid_model.places(aid_model.every(), "municipality")
panel.title(t("aid.title"), f"{t('aid.lead')} {tell(everywhere.sentences[0], lang())}")
panel.notices(ignored)

choose_one(PAGE, "view", VIEWS, lambda c: t(f"aid.view_{c}"))
view = st.session_state[f"{PAGE}.view"]
if view not in NATIONAL:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_many(PAGE, "status_code", aid.STATUSES, lambda c: label("status_code", c, lang()))
        choose_many(PAGE, "sector_code", SECTORS, lambda c: label("sector_code", c, lang()))
        st.text_input(t("aid.find"), key=f"{PAGE}.find", max_chars=60)
        if view in MAPPED:
            choose_one(
                PAGE, "extent", EXTENTS, lambda c: t(f"incidents.extent_{c}"), t("frame.extent")
            )

programmes = aid_model.programmes(
    *(st.session_state[f"{PAGE}.{name}"] for name in ("status_code", "sector_code", "find"))
)
extent = st.session_state[f"{PAGE}.extent"]
if view == "accounts":
    accounts.accounts()
elif view == "series":
    accounts.series()
elif programmes.frame.empty:
    st.info(t("aid.nothing_found"))
elif view == "programmes":
    aid_programmes.programmes(programmes)
elif view == "allocation":
    allocation.shared(aid_model.ids(programmes), extent)
elif view == "two":
    two.two(aid_model.ids(programmes), extent)
else:
    places.places(view, aid_model.ids(programmes), extent)
link.write(PAGE, PARAMS, lang())
