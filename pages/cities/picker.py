"""A small map to choose a city by a click, beside the control that does the same."""

from geo.answers.distances import CITIES
from geo.views import cities
from pages.frame.controls import set_choices
from pages.frame.data import ask
from pages.frame.language import lang
from pages.frame.map import show_map

HEIGHT = 260


def city_picker(page: str, city: str) -> None:
    """Draws the five cities; a click on one chooses it."""

    def choose(_kind: str, code: str) -> None:
        if code in CITIES:
            set_choices(page, city=code)

    scene = ask(cities.picker, city, lang())
    show_map(scene, key="city-picker", on_choose=choose, height=HEIGHT, bare=True, answers=None)
