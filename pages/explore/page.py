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


def ask_area(own: review.Read) -> None:
    """Totals of areas drawn or uploaded beside the reader's own rows."""
    st.markdown(t("explore.ask_area"))
    shapes = draw("explore-area", ("Polygon",))
    given = uploader("explore:area", t("explore.upload_area"), free=intake.free)
    if given is None and shapes:
        given = upload_of("drawn.geojson", as_geojson(shapes))
    read = given and review.read(given, "area")
    if not read:
        return
    if read.areas.empty:
        st.info(t("explore.no_area"))
    else:
        views.areas_view(read.areas, own.table.frame, (*own.key, "/", *read.key))


def say_on_top(finding: Sentence) -> None:
    """The page's name with its finding, once more where a file was read."""
    with top.container():
        head(t("explore.title"), finding, ignored, behind="")


ignored = link.read(PAGE, list(CHOICES.values()))
top = st.empty()
say_on_top(say("explore.finding", n=len(CHOICES["joins"].codes)))
control(PAGE, CHOICES["how"])
given = intake.given(st.session_state[f"{PAGE}.how"])
with st.expander(t("explore.how_it_works")):
    st.markdown(t("explore.lead"))
    intake.promises()
read = given and review.read(given, "own")
kit().own = bool(read)
if read and read.table.frame.empty:
    st.info(t("explore.nothing_kept"))
elif read:
    with st.expander(t("explore.joins")):
        views.choose_joins(CHOICES)
    view = choose_view(not read.areas.empty)
    km, joins = st.session_state[f"{PAGE}.km"], st.session_state[f"{PAGE}.joins"]
    table = read.table
    kept = table.rows - table.rejected
    say_on_top(say("explore.finding_kept", rows=table.rows, kept=kept, n=len(joins)))
    if view == "areas" and not read.areas.empty:
        views.areas_view(read.areas, None, read.key)
    elif view == "areas":
        ask_area(read)
    else:
        answer = views.all_joined(read, km, joins)
        parts = answer.said["placed"].values["parts"]
        say_on_top(say("explore.finding_placed", rows=table.rows, kept=kept, parts=parts))
        review.disagreements(read, answer)
        if view == "places":
            views.places_view(answer, read)
        else:
            views.rows_view(answer, read, CHOICES)
link.write(PAGE, list(CHOICES.values()), lang())
