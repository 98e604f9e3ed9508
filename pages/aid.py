from pages.parts.guard import guarded

guarded()

import streamlit as st  # noqa: E402

from geo.answers import aid  # noqa: E402
from geo.answers.tell import tell  # noqa: E402
from geo.evidence import columns, label  # noqa: E402
from pages.parts import (  # noqa: E402
    aid_accounts,
    aid_allocation,
    aid_model,
    aid_places,
    aid_programmes,
    aid_two,
    link,
    panel,
)
from pages.parts.controls import choose_many, choose_one  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "aid"
SECTORS = list(columns()["sector_code"].values)
EXTENTS = ["colombia", "southwest"]
NATIONAL = ["accounts", "series"]
VIEWS = [*aid_places.LEVELS, "programmes", *NATIONAL, "allocation", "two"]
MAPPED = [*aid_places.LEVELS, "allocation", "two"]
PARAMS = [
    link.many_of("status_code", list(aid.STATUSES)),
    link.many_of("sector_code", SECTORS),
    link.words("find"),
    link.one_of("extent", EXTENTS, "colombia"),
    link.one_of("view", VIEWS, "municipalities"),
    link.one_of("place", aid_places.place_codes(), "any"),
    link.one_of("measure", aid_accounts.MEASURES, "enacted"),
    link.one_of("transaction_type", aid_accounts.SERIES, "obligations"),
    *aid_allocation.PARAMS,
    *aid_two.PARAMS,
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
    aid_accounts.accounts()
elif view == "series":
    aid_accounts.series()
elif programmes.frame.empty:
    st.info(t("aid.nothing_found"))
elif view == "programmes":
    aid_programmes.programmes(programmes)
elif view == "allocation":
    aid_allocation.shared(aid_model.ids(programmes), extent)
elif view == "two":
    aid_two.two(aid_model.ids(programmes), extent)
else:
    aid_places.places(view, aid_model.ids(programmes), extent)
link.write(PAGE, PARAMS, lang())
