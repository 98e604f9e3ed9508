import streamlit as st

from geo.answers import coca, corridors
from geo.cartography import palette
from geo.cartography.legend import Entry, Legend
from geo.cartography.scene import Scene
from geo.views import shapes
from pages.frame import link, navigation, panel
from pages.frame.data import ask, evidence, layer
from pages.frame.language import lang, t
from pages.frame.map import show_map
from pages.overview.short_answer import short_answer

PAGE = "overview"
YEARS = (2001, 2024)
PARAMS = [link.whole("year", *YEARS, 2024)]

ignored = link.read(PAGE, PARAMS)
panel.title(t("overview.title"), t("overview.lead"))
panel.notices(ignored)


def choose_year(year: int) -> None:
    st.session_state[f"{PAGE}.year"] = year


seen, said = st.columns([3, 2], gap="medium")
year = link.write(PAGE, PARAMS, lang())["year"]

answer = ask(coca.coca_by_municipality, year)
routes = ask(corridors.documented, cauca_cali=("strict",))
classes = shapes.coca_classes(evidence(), year)
named = [*layer("cities")["divipola"], *answer.frame["divipola"].head(25), "19698", "19001"]
dot = Entry("dot", palette.CITY, t("overview.city"), 5)
with seen:
    show_map(
        Scene(
            t("overview.title"),
            [
                shapes.coca_areas(evidence(), year, lang()),
                shapes.documented(routes.frame, t("overview.lines_legend"), lang()),
                shapes.five_cities(evidence(), lang()),
                shapes.names(evidence(), list(dict.fromkeys(named))),
            ],
            legends=[
                shapes.coca_legend(classes, year, lang()),
                shapes.lines_legend(routes.frame, t("overview.lines_legend"), lang()),
                Legend(t("frame.nav_cities"), "reported", [dot]),
            ],
        ),
        key="overview-map",
        on_year=choose_year,
        notes=corridors.LINE_CAVEATS,
    )
with said:
    short_answer()

with st.container(horizontal=True):
    for name in ("incidents", "places", "explore"):
        st.page_link(
            navigation.page(name),
            label=t(f"overview.go_{name}"),
            query_params={"lang": lang()},
        )

panel.answer_panel(
    answer, ["municipality", "department", "divipola", "year", "hectares"], key="overview-coca"
)
panel.sources_panel(routes, "overview-lines", "frame.line_sources")
