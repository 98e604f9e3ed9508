"""What a reader sends who found an error: which thing, where it was seen, of which data."""

from functools import cache
from urllib.parse import quote

import pandas as pd

from geo.evidence import catalogue, data_version, editorial
from geo.exchange.readable import as_texts
from geo.language import tell

CELLS, LETTERS = 4, 140


@cache
def _keys() -> list[str]:
    """Every column that names rows of a layer, ids first."""
    keys = {name for layer in catalogue().values() for name in layer.key}
    return sorted(keys - {"department_code"}, key=lambda name: ("_id" not in name, name))


def rows(frame: pd.DataFrame, lang: str) -> list[str]:
    """Each row in one line: the codes that name it in the files, and its first words."""
    keys = [name for name in _keys() if name in frame]
    others = frame.drop(columns=keys).select_dtypes(exclude=["bool", "boolean", "geometry"])
    words = as_texts(pd.DataFrame(others), lang).to_numpy().tolist()
    lines = []
    for codes, cells in zip(frame[keys].to_dict("records"), words, strict=True):
        first = " · ".join([cell for cell in cells if cell][:CELLS])
        short = first if len(first) <= LETTERS else f"{first[:LETTERS].rsplit(' ', 1)[0]}…"
        name = ", ".join(f"{name} {code}" for name, code in codes.items() if pd.notna(code))
        lines.append(": ".join(filter(None, [name, short])))
    return lines


def report(thing: str, lang: str, *, link: str) -> str:
    """The text to copy or mail, with room for what is wrong."""
    return tell("report.text", lang, thing=thing, link=link, version=data_version())


def mail(text: str, lang: str) -> str:
    """The address that opens a mail with this text; empty where no contact is set."""
    _, who = editorial("about")
    if not who["contact"]:
        return ""
    subject = quote(tell("report.subject", lang))
    return f"mailto:{quote(who['contact'], safe='@')}?subject={subject}&body={quote(text)}"
