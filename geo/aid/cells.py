"""Cells of a reader's file: codes, fiscal years and amounts, each read in one way or not at all.

Each function adds to a row's reasons what it found; a cell that can be read in two ways is not
counted, and never guessed from the other cells of its row.
"""

import re
from collections.abc import Sequence

from geo.evidence.codes import COUNTED_WITH
from geo.language.numerals import EITHER, decimal_mark, numeral, settle

KEPT, REPAIRED, NOT_COUNTED = "kept", "kept_repaired", "not_counted"
# Said of a row that counts all the same: of some, that it was mended.
MENDED = {"zero_restored", "merged_area", "separator_mixed", "rounded_to_cent"}
NOTES = {*MENDED, "programme_unmatched"}
YEARS = (1946, 2100)
CURRENCIES = {
    "usd": r"US\$|U\$S|USD|dollars?|d[oó]lares",
    "foreign": r"COP|COL\$|pesos?|EUR|euros?|€|GBP|£",
    "bare": r"\$",
}
NEGATIVE = re.compile(r"^[-−–]|^\(.*\)$|[-−–]$")
DIGITS = 15


def stops(why: Sequence[str]) -> bool:
    """Whether a row with these reasons does not count."""
    return bool(set(why) - NOTES)


def status(why: Sequence[str]) -> str:
    """What became of a row with these reasons."""
    return NOT_COUNTED if stops(why) else REPAIRED if MENDED & set(why) else KEPT


def code(cell: str, units: set[str], why: list[str]) -> str | None:
    """A municipality's code, its leading zero put back; None where it is not one.

    The decimals of 5001.0, which programs write beside blanks, are none: of a year neither.
    """
    digits = cell.removesuffix(".0")
    if re.fullmatch(r"[1-9]\d{3}", digits):
        digits = f"0{digits}"
        why.append("zero_restored")
    if digits in COUNTED_WITH:
        digits = COUNTED_WITH[digits]
        why.append("merged_area")
    if digits in units:
        return digits
    why[:] = ["unknown_code"]
    return None


def fiscal_year(cell: str, why: list[str]) -> int | None:
    """A fiscal year in four digits, FY (or AF) before it or not."""
    match = re.fullmatch(r"(?:FY|AF)?\s?(\d{4})(?:\.0)?", cell, re.IGNORECASE)
    if match and YEARS[0] <= int(match[1]) <= YEARS[1]:
        return int(match[1])
    why.append("no_fiscal_year")
    return None


def amounts(
    cells: Sequence[str], decimal: str | None, reasons: list[list[str]], cents: bool = True
) -> list[float | None]:
    """Numbers above or at zero; None where a cell cannot be read in exactly one way, and why.

    decimal: the decimal mark where it is known; otherwise it is taken from the cells that can
    be read in one way only, if they agree. cents: amounts are rounded to the cent, and say so.
    """
    money = [_currency(cell) for cell in cells]
    numbers = [_number(text) for _, text in money]
    mark = decimal or decimal_mark(style for _, style in numbers)
    foreign = any(kind == "foreign" for kind, _ in money)
    out: list[float | None] = []
    for (kind, text), (number, style), why in zip(money, numbers, reasons, strict=True):
        wrong = None
        if not text:
            wrong = "no_amount"
        elif NEGATIVE.search(text):
            wrong = "negative"
        elif kind == "foreign" or (foreign and kind == "bare"):
            wrong = "currency_not_usd" if kind == "foreign" else "currency_unclear"
        elif number is None:
            wrong = "not_a_number"
        elif style == EITHER and mark is None:
            wrong = "separator_ambiguous"
        elif decimal and style in (".", ",") and style != decimal:
            wrong = "separator_differs"
        if wrong is not None or number is None:
            why.append(str(wrong))
            out.append(None)
            continue
        if style in (".", ",") and mark is None:
            why.append("separator_mixed")
        plain = settle(number, mark) if style == EITHER and mark else number
        value = round(float(plain), 2) if cents else float(plain)
        if value != float(plain):
            why.append("rounded_to_cent")
        out.append(value)
    return out


def _currency(cell: str) -> tuple[str, str]:
    """Which currency the cell states, and the cell without it: `usd`, `foreign` or `bare`."""
    kinds, text = [], cell
    for kind, pattern in CURRENCIES.items():
        text, hits = re.subn(pattern, "", text, flags=re.IGNORECASE)
        kinds += [kind] * bool(hits)
    kind = next((k for k in ("foreign", "usd") if k in kinds), "bare")
    return kind, text.strip()


def _number(text: str) -> tuple[str | None, str]:
    """The number in plain digits and its decimal mark, unless it is longer than it can be."""
    if sum(c.isdigit() for c in text) > DIGITS:
        return None, ""
    return numeral(text)
