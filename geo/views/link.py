"""The link codec: every choice of a page as stable codes in the address, and back.

A link holds the version, the language and all values, defaults included, so that it shows
the same view in either language and after a default has changed. What it does not know it
ignores and names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from re import fullmatch
from typing import Any
from urllib.parse import urlencode

VERSION = "1"
COMMON = ("v", "lang", "embed", "embed_options")


class Unknown(ValueError):
    """A value that the choice does not know; `valid` is the part that it does."""

    def __init__(self, text: str, valid: object = None):
        self.text, self.valid = text, valid
        super().__init__(text)


@dataclass(frozen=True)
class Choice:
    """One choice of a page: its name in the link, default, and how it becomes text and back.

    codes: what may be chosen, where that is a list. low, high: its bounds, where it has such.
    unnamed: what a link that leaves it out means by that, from its parameters; without it the
    default.
    """

    name: str
    default: object
    encode: Callable[[Any], str]
    decode: Callable[[str], object]
    codes: Sequence[str] = ()
    low: Any = None
    high: Any = None
    unnamed: Callable[[Mapping[str, str]], object] | None = None

    def holds(self, value: Any) -> bool:
        """Whether it may be chosen, where that is a matter of codes or of bounds."""
        values: Any = value if isinstance(value, list | tuple) else [value]
        if self.low is not None:
            return all(self.low <= one <= self.high for one in values)
        return not self.codes or all(one in self.codes for one in values)


def one_of(name: str, codes: Sequence[str], default: str, **options: Any) -> Choice:
    """Exactly one of the codes. options: of Choice."""

    def decode(text: str) -> str:
        if text not in codes:
            raise Unknown(text)
        return text

    return Choice(name, default, str, decode, codes, **options)


def many_of(name: str, codes: Sequence[str], default: tuple[str, ...] = ()) -> Choice:
    """Any of the codes, joined by `~` (codes may hold commas); unknown ones drop out."""

    def decode(text: str) -> list[str]:
        each = list(dict.fromkeys(filter(None, text.split("~"))))
        valid = [code for code in each if code in codes]
        if unknown := [code for code in each if code not in codes]:
            raise Unknown("~".join(unknown), valid or list(default))
        return valid

    return Choice(name, list(default), "~".join, decode, codes)


def whole(name: str, low: int, high: int, default: int) -> Choice:
    """A whole number from low to high."""

    def decode(text: str) -> int:
        if not fullmatch("[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise Unknown(text)
        return int(text)

    return Choice(name, default, str, decode, low=low, high=high)


def yes_no(name: str, default: bool) -> Choice:
    """True or false, as 1 or 0."""

    def decode(text: str) -> bool:
        if text not in ("0", "1"):
            raise Unknown(text)
        return text == "1"

    return Choice(name, default, lambda value: "1" if value else "0", decode)


def words(name: str, longest: int = 60) -> Choice:
    """A few words to search for, empty by default."""

    def decode(text: str) -> str:
        if len(text) > longest or not text.isprintable():
            raise Unknown(text)
        return text

    return Choice(name, "", str, decode)


def days(name: str, first: date, last: date) -> Choice:
    """A range of days within first and last, as two ISO days joined by `~`."""

    def decode(text: str) -> tuple[date, date]:
        try:
            start, end = (date.fromisoformat(part) for part in text.split("~"))
        except ValueError as error:
            raise Unknown(text) from error
        if not first <= start <= end <= last:
            raise Unknown(text)
        return start, end

    def encode(span: tuple[date, date]) -> str:
        return "~".join(day.isoformat() for day in span)

    return Choice(name, (first, last), encode, decode, low=first, high=last)


def encode(choices: Sequence[Choice], values: Mapping[str, Any], lang: str) -> dict[str, str]:
    """All values as query parameters."""
    return {"v": VERSION, "lang": lang} | {c.name: c.encode(values[c.name]) for c in choices}


def different(choices: Sequence[Choice], values: Mapping[str, Any]) -> dict[str, str]:
    """The parameters without which a link would mean something else."""
    query = {c.name: c.encode(values[c.name]) for c in choices if values[c.name] != c.default}
    for choice in choices:
        if choice.unnamed is None:
            continue
        query.pop(choice.name, None)
        if choice.unnamed(query) != values[choice.name]:
            query[choice.name] = choice.encode(values[choice.name])
    return query


def place_query(place: str, lang: str) -> dict[str, str]:
    """The parameters of the page of a place: a municipality (5 digits) or department (2)."""
    return {"v": VERSION, "lang": lang, "place": place}


def to_one(page: str, name: str, code: str, lang: str) -> str:
    """The address of another page with one choice made, all others left as they are."""
    return f"/{page}?{urlencode({'v': VERSION, 'lang': lang, name: code})}"


def _unless_unknown(choice: Choice, query: Mapping[str, str], ignored: list[str]) -> object:
    """The value in a query, or what can be kept of it, noting the rest as ignored."""
    if choice.name not in query:
        return choice.unnamed(query) if choice.unnamed else choice.default
    try:
        return choice.decode(query[choice.name])
    except Unknown as error:
        ignored.append(f"{choice.name}={error.text}")
        return choice.default if error.valid is None else error.valid


def decode(choices: Sequence[Choice], query: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Values from query parameters, defaults where absent, and what was not understood."""
    ignored: list[str] = []
    values = {c.name: _unless_unknown(c, query, ignored) for c in choices}
    names = {c.name for c in choices} | set(COMMON)
    ignored += [name for name in query if name not in names]
    if query.get("v", VERSION) != VERSION:
        ignored.append(f"v={query['v']}")
    return values, ignored
