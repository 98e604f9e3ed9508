import streamlit as st

from geo.language import Sentence, say
from geo.views import explore
from pages.explore import intake, review, views
from pages.explore.draw import as_geojson, draw
from pages.frame import link
from pages.frame.controls import control, set_choices
from pages.frame.data import evidence
from pages.frame.first_screen import head
from pages.frame.kit import kit
from pages.frame.language import lang, t
from pages.frame.uploader import upload_of, uploader

PAGE = "explore"
CHOICES = {choice.name: choice for choice in explore.choices(evidence())}


def choose_view(has_areas: bool) -> str:
    """The view to show: another kind of rows begins with its own first one."""
    codes = explore.AREA_VIEWS if has_areas else explore.POINT_VIEWS
    other = st.session_state.get("explore:areas", has_areas) != has_areas
    st.session_state["explore:areas"] = has_areas
    if other or st.session_state[f"{PAGE}.view"] not in codes:
        set_choices(PAGE, view=codes[0])
    control(PAGE, CHOICES["view"], codes=codes)
    return st.session_state[f"{PAGE}.view"]


def ask_area(own: review.OwnFile) -> None:
    """Totals of areas drawn or uploaded beside the reader's own rows."""
    st.markdown(t("explore.ask_area"))
    shapes = draw("explore-area", ("Polygon",))
    file = uploader("explore:area", t("explore.upload_area"), free=intake.free)
    if file is None and shapes:
        file = upload_of("drawn.geojson", as_geojson(shapes))
    area = file and review.read_file(file, "area")
    if not area:
        return
    if area.areas.empty:
        st.info(t("explore.no_area"))
    else:
        views.areas_view(area.areas, own.table.frame, (*own.key, "/", *area.key))


def say_on_top(finding: Sentence) -> None:
    """The page's name with its finding, once more where a file was read."""
    with top.container():
        head(t("explore.title"), finding, ignored, behind="")


ignored = link.read(PAGE, list(CHOICES.values()))
top = st.empty()
say_on_top(say("explore.finding", n=len(CHOICES["joins"].codes)))
control(PAGE, CHOICES["how"])
file = intake.bring(st.session_state[f"{PAGE}.how"])
with st.expander(t("explore.how_it_works")):
    st.markdown(t("explore.lead"))
    intake.promises()
own = file and review.read_file(file, "own")
kit().own = bool(own)
if own and own.table.frame.empty:
    st.info(t("explore.nothing_kept"))
elif own:
    with st.expander(t("explore.joins")):
        views.choose_joins(CHOICES)
    part = choose_view(not own.areas.empty)
    km, joins = st.session_state[f"{PAGE}.km"], st.session_state[f"{PAGE}.joins"]
    table = own.table
    accepted = table.rows - table.rejected
    say_on_top(say("explore.finding_kept", rows=table.rows, kept=accepted, n=len(joins)))
    if part == "areas" and not own.areas.empty:
        views.areas_view(own.areas, None, own.key)
    elif part == "areas":
        ask_area(own)
    else:
        answer = views.join_all(own, km, joins)
        say_on_top(explore.finding(answer, table.rows, table.rejected))
        review.disagreements(own, answer)
        if part == "places":
            views.places_view(answer, own)
        else:
            views.rows_view(answer, own, CHOICES)
link.write(PAGE, list(CHOICES.values()), lang())
