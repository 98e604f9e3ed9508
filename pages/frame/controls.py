"""Controls with stable codes behind labels in the session's language."""

from collections.abc import Callable, Sequence

import streamlit as st

from geo.evidence import column_title, columns, label
from geo.language import messages
from geo.views import Choice
from pages.frame.language import lang, t
from pages.frame.terms import meaning


def heading(page: str, name: str, title: str | None = None) -> str:
    """What a choice is called: as given, by the message `<page>.<name>`, or by its column."""
    if title is not None:
        return title
    key = f"{page}.{name}"
    return t(key) if key in messages() or name not in columns() else column_title(name, lang())


FEW = 6  # codes that fit side by side


def control(
    page: str,
    choice: Choice,
    *,
    codes: Sequence[str] | None = None,
    text: Callable[[str], str] | None = None,
    title: str | None = None,
    in_a_row: bool | None = None,
    **options: object,
) -> None:
    """The widget of a choice, its bounds and codes as declared.

    codes: only these of its codes. text: a code in words; without it the column's vocabulary,
    or the message `<page>.<name>_<code>`. title: without it see `heading`. in_a_row: all codes
    side by side; without it where they are few. options: of the Streamlit widget. A term of
    the glossary in the title is explained beside it.
    """
    name, key = choice.name, f"{page}.{choice.name}"
    called = heading(page, name, title)
    options = {"label": called, "key": key, "help": meaning(called), **options}
    if isinstance(choice.default, bool):
        st.toggle(**options)
    elif choice.codes:
        column = columns().get(name)
        vocabulary = column.values if column else {}
        words = text or (
            lambda code: label(name, code, lang()) if code in vocabulary else t(f"{key}_{code}")
        )
        options |= {"options": list(codes or choice.codes), "format_func": words}
        if isinstance(choice.default, list):
            st.multiselect(**{"placeholder": t("frame.any")} | options)
        elif len(options["options"]) <= FEW if in_a_row is None else in_a_row:
            st.segmented_control(required=True, **options)
        else:
            st.selectbox(**options)
    elif isinstance(choice.low, int):
        st.slider(min_value=choice.low, max_value=choice.high, **options)
    elif choice.low is not None:
        st.date_input(min_value=choice.low, max_value=choice.high, **options)
    else:
        st.text_input(**options)


def set_choices(page: str, **values: object) -> None:
    """Makes choices for the reader, before the next run: for buttons and clicks on a map."""
    st.session_state.update({f"{page}.{name}": value for name, value in values.items()})
