"""Report an error: beside every card and table, a prepared text to copy or to mail.

The closed box is drawn where it belongs; what is in an open one comes once the page has run,
when its address is known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.views import report as texts
from pages.frame import link
from pages.frame.copy_box import copy_box
from pages.frame.kit import kit
from pages.frame.language import lang, t


@dataclass(frozen=True)
class _Open:
    box: DeltaGenerator
    key: str
    things: Callable[[], Sequence[str]]
    address: str


def report(key: str, things: Callable[[], Sequence[str]], address: str = "") -> None:
    """A closed box about one of these things, which are asked for once it is open.

    address: of the thing's own page, after the atlas's; without it that of the view.
    """
    name = f"report-{key}"
    box = st.popover(t("report.title"), type="tertiary", key=name, on_change="rerun")
    if box.open:
        kit().reports.append(_Open(box, name, things, address))


def fill() -> None:
    """What stands in the boxes that are open."""
    for each in kit().reports:
        with each.box:
            things = each.things()
            thing = things[0]
            if len(things) > 1:
                thing = st.selectbox(t("report.which"), things, key=f"{each.key}-which")
            here = link.here()
            address = here.root + each.address if each.address else here.address
            text = texts.report(thing, lang(), link=address)
            copy_box(text)
            if to := texts.mail(text, lang()):
                st.link_button(t("report.mail"), to)
