"""The legend: same in both languages, readable without seeing it, nothing of data as markup."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from geo.cartography.classes import classify
from geo.cartography.legend import Entry, Legend, class_entries

TWO = [[1, 2, 3, 255], [4, 5, 6, 255]]
MARKS = ("box", "hatched", "dot", "ring", "line", "dashed", "striped")


class Reader(HTMLParser):
    """What a screen reader gets: texts outside `aria-hidden`, and the tags used."""

    def __init__(self):
        super().__init__()
        self.texts, self.tags = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.texts.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_classes_with_counts_in_both_languages():
    classes = classify(
        pd.Series({"a": 900.0, "b": 1200.5, "c": 40.0}), list("abcd"), (0, 1000, 36876.5), TWO
    )
    english = Legend("Coca (ha)", "reported", class_entries(classes, "en", no_data="no data"))
    spanish = Legend("Coca (ha)", "reported", class_entries(classes, "es", no_data="sin datos"))
    texts = read(english.to_html("en")).texts
    assert texts == [
        "Coca (ha)", " ", "(reported)", "0–1,000 (2)", "1,000–36,877 (1)", "no data (1)",
    ]  # fmt: skip
    assert read(spanish.to_html("es")).texts[2:4] == ["(reportado)", "0–1.000 (2)"]


def test_modelled_says_so_in_words_and_is_hatched():
    html = Legend("Load", "modelled", [Entry("hatched", [83, 51, 138], "all")]).to_html("es")
    assert "(modelado)" in html
    assert "repeating-linear-gradient" in html


def test_text_from_data_is_never_markup():
    bad = '"><script>alert(1)</script>'
    html = Legend(bad, "reported", [Entry(mark, [0, 0, 0], bad, 3) for mark in MARKS]).to_html("en")
    reader = read(html)
    assert {tag for tag, _ in reader.tags} == {"div", "strong", "span", "ul", "li", "i"}
    assert reader.texts.count(bad) == 1 and reader.texts.count(f"{bad} (3)") == len(MARKS)


def test_it_is_a_named_group_and_its_drawings_are_hidden_from_readers():
    reader = read(
        Legend("Lines", "reported", [Entry(m, [0, 0, 0], m) for m in MARKS]).to_html("en")
    )
    assert reader.tags[0] == ("div", reader.tags[0][1])
    assert reader.tags[0][1]["role"] == "group" and reader.tags[0][1]["aria-label"] == "Lines"
    hidden = [a for t, a in reader.tags if t == "i" and a.get("aria-hidden") == "true"]
    assert len(hidden) == len(MARKS)
    assert len({a["style"] for a in hidden}) == len(MARKS)


def test_an_unknown_mark_is_an_error():
    with pytest.raises(KeyError):
        Legend("x", "reported", [Entry("blink", [0, 0, 0], "x")]).to_html("en")


def test_sizes_are_shown():
    html = Legend("x", "modelled", [Entry("striped", [83, 51, 138], "x", size=16)]).to_html("en")
    assert re.search(r"height:16px", html)
