"""What a page offers to be taken home while it runs, and what its readers see of its maps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from geo.answers import Answer
from geo.cartography.scene import Scene
from geo.exchange.package import Rows
from geo.journeys import Scenario
from geo.views.freshness import RESTS_ON

KIT = "frame:kit"
EXTENTS = PAGE, SCREEN = "page", "screen"
EXTENT = f"take-home-{'~'.join(EXTENTS)}"
VIEWS = "frame:views"  # by map, what its reader sees: west, south, east and north in degrees


@dataclass
class Kit:
    """Rows; maps by key, with the answers that they show, all rows if none; what a model was asked.

    own: whether anything that the page shows rests on rows that a reader brought. has_panel:
    whether that of what is taken home stands. texts: what the page has said. reports: boxes for
    errors that are open. rests_on: layers, until told.
    """

    offers: list[Rows] = field(default_factory=list)
    scenes: dict[str, tuple[Scene, Sequence[Answer]]] = field(default_factory=dict)
    scenario: Scenario | None = None
    own: bool = False
    has_panel: bool = False
    texts: set[str] = field(default_factory=set)
    reports: list[Any] = field(default_factory=list)
    rests_on: Sequence[str] = ()

    def offer(
        self, answer: Answer, *, more: Mapping[str, str] | None = None, own: Collection[str] = ()
    ) -> None:
        """Adds the rows of an answer, once.

        more: what their files say beside words, caveats and sources. own: columns of a reader's
        file.
        """
        if all(answer is not other.answer for other in self.offers):
            self.offers.append(Rows(answer, more or {}, own))

    def rows(self) -> list[Rows]:
        """All that is offered."""
        return self._with_scenario(self.offers)

    def rows_of(self, key: str) -> list[Rows]:
        """The rows that a map shows, with what the page told of them."""
        by_answer = {id(rows.answer): rows for rows in self.offers}
        rows = [by_answer.get(id(answer), Rows(answer)) for answer in self.scenes[key][1]]
        return self._with_scenario(rows or self.offers)

    def _with_scenario(self, rows: Sequence[Rows]) -> list[Rows]:
        scenario = self.scenario.to_toml() if self.scenario else ""
        return [replace(each, scenario=scenario) for each in rows]


def begin(page: str) -> None:
    """Forgets what the run before offered and told; what the page that now runs rests on."""
    st.session_state[KIT] = Kit(rests_on=RESTS_ON.get(page, ()))


def kit() -> Kit:
    """That of this run."""
    return st.session_state.setdefault(KIT, Kit())


def watches() -> bool:
    """Whether a picture is to show what its reader sees, so that maps have to say it."""
    return st.session_state.get(EXTENT) == SCREEN


def keep_view(key: str, *edges: float) -> None:
    """Keeps what a reader sees of a map, as it says itself: west, south, east and north."""
    west, south, east, north = (min(180.0, max(-180.0, edge)) for edge in edges)
    if west < east and south < north:
        views()[key] = west, south, east, north


def views() -> dict[str, tuple[float, float, float, float]]:
    """What its reader sees, by map."""
    return st.session_state.setdefault(VIEWS, {})
