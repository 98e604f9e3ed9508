"""Elements that are the same for all readers: made once a process, then sent as they are."""

from collections.abc import Callable, Hashable
from functools import partial
from itertools import count

import streamlit as st

from geo.answers import Answer
from geo.evidence import remember
from geo.views.view import for_all
from pages.frame.language import lang

MOST = 300  # a table of 80 rows is some 50 kB
_numbers = count()


def draw_once(answer: Answer, draw: Callable[[], None], *key: Hashable) -> None:
    """What `draw` draws of an answer is sent again for the same language and key; what rests on
    a reader's own rows is drawn anew and kept nowhere. Of a widget or a container with a key
    Streamlit can send nothing again.
    """
    if for_all(answer):
        _replay(remember(answer, ("drawn", lang(), key), partial(next, _numbers)), draw)
    else:
        draw()


@st.cache_resource(show_spinner=False, max_entries=MOST)
def _replay(number: int, _draw: Callable[[], None]) -> None:
    _draw()
