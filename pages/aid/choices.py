"""The choices of the aid page and their controls, as `geo.views.aid` declares them."""

from geo.views import Choice, aid
from pages.frame.controls import control
from pages.frame.data import ask

PAGE = "aid"


def choices() -> list[Choice]:
    """Every choice of the page's link."""
    return ask(aid.choices)


def choose(name: str, **options: object) -> None:
    """The control of one choice."""
    control(PAGE, next(each for each in choices() if each.name == name), **options)
