from pages.parts.guard import guarded

guarded()

import streamlit as st  # noqa: E402

from geo.answers import aid  # noqa: E402
from geo.cartography import deck  # noqa: E402
from geo.evidence import columns, label  # noqa: E402
from pages.parts import aid_shapes, link, panel  # noqa: E402
from pages.parts.controls import choose_many, choose_one  # noqa: E402
from pages.parts.data import as_of, layer  # noqa: E402
from pages.parts.frame import lang, t  # noqa: E402

PAGE = "aid"
MEASURES = ["enacted", "actual", "actual_partial", "obligated", "request", "estimate"]
SERIES = list(columns()["transaction_type"].values)
SECTORS = list(columns()["sector_code"].values)
VIEWS = ["municipalities", "departments", "programmes", "accounts", "series"]
PARAMS = [
    link.many_of("status_code", list(aid.STATUSES)),
    link.many_of("sector_code", SECTORS),
    link.one_of("extent", ["colombia", "southwest"], "colombia"),
    link.one_of("view", VIEWS, "municipalities"),
    link.one_of("measure", MEASURES, "enacted"),
    link.one_of("transaction_type", SERIES, "obligations"),
]

ignored = link.read(PAGE, PARAMS)
panel.title(t("aid.title"), t("aid.lead"))
panel.notices(ignored)

with st.container(horizontal=True, vertical_alignment="bottom"):
    choose_many(PAGE, "status_code", aid.STATUSES, lambda c: label("status_code", c, lang()))
    choose_many(PAGE, "sector_code", SECTORS, lambda c: label("sector_code", c, lang()))
    choose_one(
        PAGE,
        "extent",
        ["colombia", "southwest"],
        lambda c: t(f"incidents.extent_{c}"),
        t("frame.extent"),
    )

chosen = link.write(PAGE, PARAMS, lang())
footprints, day = layer("aid_footprints"), as_of("aid_programmes", "aid_footprints")
programmes = aid.programmes(
    layer("aid_programmes"), footprints, chosen["status_code"], chosen["sector_code"], day
)
named = footprints[footprints["programme_id"].isin(programmes.frame["programme_id"])]
municipalities = aid.places(programmes.frame, named, "municipality", day)
departments = aid.places(programmes.frame, named, "department", day)

drawn, legends = aid_shapes.aid_layers(municipalities, departments, chosen["extent"])
panel.map_panel(deck.deck(drawn, chosen["extent"]), legends, key="aid-map")

choose_one(PAGE, "view", VIEWS, lambda c: t(f"aid.view_{c}"))
match chosen["view"]:
    case "municipalities":
        panel.answer_panel(municipalities, aid_shapes.AID_PLACE_COLUMNS, "aid-municipalities")
    case "departments":
        panel.answer_panel(departments, aid_shapes.AID_PLACE_COLUMNS[1:], "aid-departments")
    case "programmes":
        panel.answer_panel(programmes, aid_shapes.PROGRAMME_COLUMNS, "aid-programmes")
    case "accounts":
        st.markdown(t("aid.accounts_note"))
        choose_one(PAGE, "measure", MEASURES, lambda c: label("measure", c, lang()))
        accounts = aid.accounts(layer("aid_accounts"), chosen["measure"], as_of("aid_accounts"))
        aid_shapes.account_chart(accounts.frame)
        panel.answer_panel(
            accounts,
            ["fiscal_year", "account", "measure", "amount_usd", "source_ids"],
            "aid-accounts",
        )
    case "series":
        st.markdown(t("aid.series_note"))
        choose_one(PAGE, "transaction_type", SERIES, lambda c: label("transaction_type", c, lang()))
        series = aid.series(layer("aid_series"), chosen["transaction_type"], as_of("aid_series"))
        panel.answer_panel(
            series,
            ["fiscal_year_text", "transaction_type", "current_usd", "constant_usd", "source_ids"],
            "aid-series",
        )
