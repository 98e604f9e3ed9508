"""Numbers as people write them: with a decimal comma or point, with or without thousands."""

import re
from collections.abc import Iterable

EITHER = "either"  # one separator before exactly three digits: 1.234 may be either number
SPACES = "’'\u00a0\u202f "
GROUPED = re.compile(rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?=[.,]|$)")
UNCLEAR = r"[1-9][0-9]{0,2}[.,][0-9]{3}"
LONGEST = 40
# What is on a page and not seen: marks of direction, joiners, the mark of byte order.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_UNCLEAR = re.compile(UNCLEAR)
_STYLES = [
    (
        mark,
        group,
        re.compile(
            rf"[0-9]{{1,3}}(?:\{group}[0-9]{{3}})+\{mark}[0-9]+"
            rf"|[0-9]{{1,3}}(?:\{group}[0-9]{{3}}){{2,}}|[0-9]*\{mark}[0-9]+|[0-9]+\{mark}"
        ),
    )
    for mark, group in ((".", ","), (",", "."))
]


def numeral(text: str, mark: str | None = None) -> tuple[str | None, str]:
    """A number without a sign in plain digits, and the decimal mark that it is written with.

    The mark is `.`, `,`, "" (a whole number) or `either`, where the text stays as it was; a
    known mark of the file settles those. (None, "") for what is no number.
    """
    if len(text) > LONGEST:
        return None, ""
    plain = GROUPED.sub(lambda m: re.sub("[^0-9]", "", m[0]), text)
    if plain.isascii() and plain.isdigit():
        return plain, ""
    if _UNCLEAR.fullmatch(plain):
        return (settle(plain, mark), mark) if mark else (plain, EITHER)
    for own, group, form in _STYLES:
        if form.fullmatch(plain):
            return plain.replace(group, "").replace(own, "."), own
    return None, ""


def settle(plain: str, mark: str) -> str:
    """The plain digits of a number that could be either, by the file's decimal mark."""
    return plain.replace("," if mark == "." else ".", "").replace(mark, ".")


def decimal_mark(styles: Iterable[str]) -> str | None:
    """The mark that all numbers share whose mark is plain; None where none is, or two are."""
    marks = {style for style in styles if style in (".", ",")}
    return marks.pop() if len(marks) == 1 else None
