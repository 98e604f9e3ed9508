"""Any choices in any order: no page answers with an error box."""

from datetime import timedelta
from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from geo.language import LANGUAGES, tell
from geo.views import PAGES
from tests.pages.test_pages import said, visit

STEPS, MANY = 3, 30
WORDS = ("", "Toribío", "2025-08-21", "21 agosto 2025", "<b>x</b>", "zzz", "19698")
UNEXPECTED = {tell("frame.unexpected", lang) for lang in LANGUAGES}


def widgets(at: AppTest) -> list:
    kinds = ("button_group", "selectbox", "multiselect", "slider", "toggle", "text_input", "button")
    found = [widget for kind in (*kinds, "date_input", "radio") for widget in at.get(kind)]
    # AppTest sends labels of the language before where the language changes.
    return [one for one in found if one.key != "lang" and not getattr(one, "disabled", False)]


def choose(widget, random: Random) -> str:
    """Uses the widget as a reader might; says how."""
    if widget.type == "button":
        widget.click()
        return "pressed"
    if widget.type == "multiselect":
        value = random.sample(widget.options, min(2, len(widget.options)))
    elif widget.type in ("button_group", "selectbox", "radio"):
        value = random.choice(widget.options)
    elif widget.type == "slider":
        value = random.choice((widget.min, widget.max, widget.value))
    elif widget.type == "toggle":
        value = not widget.value
    elif widget.type == "date_input":
        value = widget.min + timedelta(random.randrange((widget.max - widget.min).days + 1))
    else:
        value = random.choice(WORDS)
    send(widget, value)
    return repr(value)


def send(widget, value: object) -> None:
    """A value, of what has options the label, as a browser does."""
    if getattr(widget, "options", None):
        widget.__class__ = type("Labelled", (type(widget),), {"format_func": staticmethod(str)})
    widget._value = value


def settle(at: AppTest) -> None:
    """A box whose labels changed with its options: AppTest would look for the code among them."""
    for box in at.selectbox:
        try:
            box.index  # noqa: B018 - what AppTest will send
        except ValueError:
            send(box, box.options[0])  # disabled ones, too


def wander(page: str, seed: int, steps: int) -> None:
    random, done = Random(f"{page} {seed}"), []
    at = visit(page, lang=random.choice(LANGUAGES))
    for _ in range(steps):
        widget = random.choice(widgets(at))
        done.append((widget.type, widget.key, choose(widget, random)))
        settle(at)
        at.run()
        assert not at.exception, done
        assert not UNEXPECTED & set(said(at.error)), done


@pytest.mark.parametrize("page", ["decertification", "places"])
def test_some_choices_in_some_order(page):
    wander(page, 0, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("page", PAGES)
def test_any_choices_in_any_order(page, seed):
    wander(page, seed, MANY)
