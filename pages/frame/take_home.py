"""Take home: everything that a page lets its readers keep, in one closed panel at its end.

Whatever shows rows offers them here; the frame draws the panel after the page. Nothing is
computed until it is open, and a file only when its button is clicked.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day

import streamlit as st

from geo.answers import Answer
from geo.answers.answer import words
from geo.evidence import data_version
from geo.exchange import (
    FORMATS,
    bundle,
    cite,
    file_name,
    formats_for,
    mime,
    refusal,
    view_name,
    write,
)
from geo.exchange.about import SHAPES, about, layer_of, with_shapes
from geo.journeys import Scenario
from geo.language import tell
from geo.views.code import notebook
from pages.frame import link
from pages.frame.copy_box import copy_box
from pages.frame.data import evidence
from pages.frame.language import lang, prose, t

KIT = "frame:take_home"
LABEL = 90  # letters of the sentence that names rows


@dataclass(frozen=True)
class Offer:
    """Rows that the page shows; see `offer`."""

    answer: Answer
    more: Mapping[str, str]
    own: Collection[str]

    @property
    def title(self) -> str:
        """The layer, or the question of the page."""
        layer = layer_of(self.answer, evidence())
        return layer.title[lang()] if layer else t(f"{link.here().page}.title")

    @property
    def name(self) -> str:
        """What a file of the rows is called."""
        here = link.here()
        return view_name(here.page, here.chosen.values(), self.answer.id)

    def notes(self) -> Callable[[], dict]:
        """What a file of the rows says of itself, to be asked where no page is at hand."""
        language, told = lang(), {"title": self.title, "link": link.here().address}
        return lambda: about(
            self.answer, evidence(), language, **told, more=self.more, own=self.own
        )


@dataclass
class Kit:
    """What a page offers while it runs."""

    offers: list[Offer] = field(default_factory=list)
    scenario: Scenario | None = None
    drawn: bool = False


def begin() -> None:
    """Forgets what the run before offered."""
    st.session_state[KIT] = Kit()


def _kit() -> Kit:
    return st.session_state.setdefault(KIT, Kit())


def offer(
    answer: Answer, *, more: Mapping[str, str] | None = None, own: Collection[str] = ()
) -> None:
    """Puts the rows of an answer into the panel, once.

    more: what their files say beside words, caveats and sources. own: columns of a reader's file.
    """
    if all(answer is not other.answer for other in _kit().offers):
        _kit().offers.append(Offer(answer, more or {}, own))


def offer_scenario(scenario: Scenario) -> None:
    """Adds the file by which a scenario is computed again, and all its tables."""
    _kit().scenario = scenario


def panel(*, shown: bool = False) -> None:
    """The panel, once a page, closed unless `shown`; nothing where nothing was offered."""
    kit = _kit()
    if not kit.offers or kit.drawn:
        return
    kit.drawn, page = True, link.here().page
    box = st.expander(
        t("take_home.title"),
        expanded=shown,
        key=f"take-home-{page}",
        on_change="rerun",
        icon=":material/download:",
    )
    if not box.open:
        return
    with box:
        offered = _chosen(kit.offers)
        if offered.answer.frame.empty:
            st.info(prose(words(offered.answer, lang())) or t("frame.no_rows"))
            return
        parts = {"file": _file, "cite": _cite}
        if not offered.own:
            parts["notebook"] = _notebook
        if kit.scenario:
            parts["scenario"] = lambda _: _scenario(kit.scenario)
        part = _one(t("take_home.part"), list(parts), lambda code: t(f"take_home.part_{code}"))
        parts[part](offered)


def _one(title: str, codes: Sequence[str], text: Callable[[str], str]) -> str:
    """One of these codes, the first until another is chosen."""
    return st.segmented_control(
        title,
        codes,
        default=codes[0],
        key=f"take-home-{'~'.join(codes)}",
        format_func=text,
        required=True,
    )


def _chosen(offers: Sequence[Offer]) -> Offer:
    """Which of several tables, by what it says first."""
    if len(offers) == 1:
        return offers[0]

    def label(n: int) -> str:
        answer = offers[n].answer
        first = words(answer, lang()) or offers[n].title
        short = first if len(first) <= LABEL else f"{first[:LABEL].rsplit(' ', 1)[0]}…"
        return t("take_home.rows_of", words=short, rows=len(answer.frame))

    ids = "~".join(offer.answer.id for offer in offers)
    key = f"take-home-rows:{ids}"
    return offers[st.selectbox(t("take_home.rows"), range(len(offers)), key=key, format_func=label)]


def _file(offered: Offer) -> None:
    """One format, where it allows it another projection, and the button that makes the file."""
    frame, language = offered.answer.frame, lang()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fmt = st.selectbox(
            t("take_home.format"),
            list(FORMATS),
            key="take-home-format",
            format_func=lambda fmt: t(f"take_home.format_{fmt.replace('.', '_')}"),
        )
        crs, mapped = FORMATS[fmt].crs, "gpkg" in formats_for(frame, SHAPES)
        code = crs[0]
        if mapped and len(crs) > 1:
            code = int(
                _one(
                    t("take_home.crs"), list(map(str, crs)), lambda code: t(f"take_home.crs_{code}")
                )
            )
    if (reason := refusal(frame, fmt, SHAPES)) is not None:
        st.info(tell(reason, lang()))
        return
    projected, notes = code != crs[0], offered.notes()

    def make() -> bytes:
        shaped = FORMATS[fmt].shapes or projected
        rows = with_shapes(frame, evidence()) if shaped else frame
        return write(rows, fmt, notes(), crs=code, lang=language)

    name = f"{offered.name}_epsg{code}" if projected else offered.name
    _save(t("frame.download", format=FORMATS[fmt].title), make, name, fmt)


def _save(label: str, make: Callable[[], bytes], name: str, ending: str) -> None:
    """A button whose file is made when it is clicked."""
    st.download_button(
        label,
        data=make,
        file_name=file_name(name, ending, data_version()),
        mime=mime(ending),
        on_click="ignore",
        key=f"take-home-{name}-{ending}",
        icon=":material/download:",
    )


def _cite(offered: Offer) -> None:
    """The rows or the atlas in one style of citation, or the words with every source."""
    of = _one(t("take_home.of"), ["rows", "atlas"], lambda code: t(f"take_home.of_{code}"))
    styles = [*cite.STYLES, *(["quotation"] if of == "rows" else [])]
    style = _one(t("take_home.style"), styles, lambda code: t(f"take_home.style_{code}"))
    read = {"link": link.here().address, "accessed": Day.today()}
    if of == "atlas":
        cited = cite.atlas(evidence(), lang(), **read | {"link": link.here().root})
    else:
        cited = cite.rows(offered.answer, evidence(), lang(), title=offered.title, **read)
    if style == "quotation":
        copy_box(cite.quotation(offered.answer, cited, evidence(), lang()))
    else:
        copy_box(cite.STYLES[style](cited, lang()))


def _notebook(offered: Offer) -> None:
    """The same rows in Python."""
    here = link.here()
    st.caption(t("take_home.notebook_help"))
    copy_box(notebook(here.page, here.chosen, offered.answer.id, lang()))


def _scenario(scenario: Scenario) -> None:
    """The scenario file, and the same tables and lines as the command line in one file."""
    language = lang()
    st.caption(t("corridors.export_help"))
    with st.container(horizontal=True):
        _save(t("corridors.scenario_file"), scenario.to_toml().encode, "scenario", "toml")
        _save(
            t("corridors.export_all"),
            lambda: bundle.scenario_package(evidence(), scenario, language),
            "scenario",
            "gpkg",
        )
