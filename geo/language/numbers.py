"""Numbers, dates and lists as an English and a Colombian reader write them."""

import datetime
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from numbers import Integral
from re import fullmatch

import pandas as pd
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_scientific

from geo.language.texts import LOCALES, text

CLOCK_FROM_MIN = 90
NOISE = 9  # decimals from which a float is not to be trusted
PLAIN = 1e18  # figures from here on are written with their power of ten
I_SOUND = "(?i:h?[ií](?![aeo]).*)"
DATES = {"en": "MMMM d, y", "es": "d 'de' MMMM 'de' y"}
MONTHS = {"en": "MMMM y", "es": "MMMM 'de' y"}


def number(value: float | None, lang: str, decimals: int = 0) -> str:
    """36876.5 → 36,876.50 or 36.876,50 (two decimals); missing is said, infinite is ∞."""
    if value is None or pd.isna(value):
        return text("frame.no_data", lang)
    if math.isinf(value):
        return "∞"
    return _write(value + 0, lang, decimals)  # minus nothing is nothing


@lru_cache(maxsize=50_000)
def _write(value: float, lang: str, decimals: int) -> str:
    """A page writes the same figures again and again, and Babel takes its time.

    Halves go up, as readers round, and the noise of a sum decides nothing.
    """
    if abs(value) >= PLAIN:
        return format_scientific(value, "0.###E0", locale=LOCALES[lang])
    form = "#,##0" + ("." + "0" * decimals if decimals else "")
    whole = isinstance(value, Integral)
    exact = Decimal(int(value)) if whole else Decimal(repr(round(float(value), NOISE)))
    figure = exact.quantize(Decimal(f"1e-{decimals}"), ROUND_HALF_UP)
    return format_decimal(figure + 0, form, locale=LOCALES[lang])


def percent(share: float | None, lang: str, decimals: int = 1) -> str:
    """A share of 1 as a percentage: 86.5%, in Spanish 86,5 % with a no-break space."""
    if share is None or pd.isna(share):
        return text("frame.no_data", lang)
    sign = "%" if lang == "en" else "\u00a0%"
    least = 10.0**-decimals
    if 0 < share * 100 < least / 2:  # something is not nothing
        return f"<{number(least, lang, decimals)}{sign}"
    if 100 - least / 2 <= share * 100 < 100 - 1e-9:  # nor is nearly all of it all
        return f">{number(100 - least, lang, decimals)}{sign}"
    return number(share * 100, lang, decimals) + sign


def minutes(value: float | None, lang: str) -> str:
    """Whole minutes; from an hour and a half on as a clock says them: 2 h 15 min."""
    if value is None or pd.isna(value):
        return number(None, lang)
    whole = round(value)
    if abs(whole) < CLOCK_FROM_MIN:
        return f"{number(value, lang)}\u00a0min"
    above, rest = divmod(abs(whole), 60)
    full = f"{'-' if whole < 0 else ''}{number(above, lang)}\u00a0h"
    return f"{full}\u00a0{rest}\u00a0min" if rest else full


def model_hours(value: float | None, lang: str) -> str:
    """Hours of the travel matrix, which are not clock time, with one decimal; whole ones asked."""
    if value is None or pd.isna(value):
        return number(None, lang)
    key = "frame.model_hour" if round(value, 1) == 1 else "frame.model_hours"
    return text(key, lang).format(amount=number(value, lang, 0 if isinstance(value, int) else 1))


def model_minutes(value: float | None, lang: str) -> str:
    """The same in whole minutes; from an hour and a half on in hours."""
    if value is None or pd.isna(value):
        return number(None, lang)
    if abs(round(value)) >= CLOCK_FROM_MIN:
        return model_hours(value / 60, lang)
    key = "frame.model_minute" if round(value) == 1 else "frame.model_minutes"
    return text(key, lang).format(amount=number(value, lang))


def money(usd: float | None, lang: str) -> str:
    """US dollars, from a million on in millions with one decimal, two if two say it exactly.

    So no sum on record lies halfway between two that could be printed: 19.25 stays 19.25.
    """
    if usd is None or pd.isna(usd):
        return text("frame.no_data", lang)
    if abs(usd) >= 1e6:
        exact = usd % 1e4 == 0 and usd % 1e5 != 0
        return text("frame.usd_millions", lang).format(amount=number(usd / 1e6, lang, 1 + exact))
    return text("frame.usd", lang).format(amount=number(usd, lang))


def date(iso: str | None, lang: str) -> str:
    """An ISO day, month or year in words; any other text is returned as it is."""
    if iso is None or pd.isna(iso) or iso == "":
        return text("frame.no_data", lang)
    try:
        parts = [int(p) for p in iso.split("-")]
        if len(parts) == 1:
            return iso
        day = datetime.date(*parts, *([1] if len(parts) == 2 else []))
    except (TypeError, ValueError):
        return iso
    form = DATES[lang] if len(parts) == 3 else MONTHS[lang]
    return format_date(day, form, locale=LOCALES[lang])


def join_list(items: Sequence[str], lang: str) -> str:
    """a, b and c; in Spanish *e* before the sound of an i."""
    text = format_list(list(items), locale=LOCALES[lang])
    if lang == "en" and len(items) > 2:  # as newsrooms write it: no comma before the last
        text = f"{text.removesuffix(f', and {items[-1]}')} and {items[-1]}"
    if lang == "es" and len(items) > 1 and fullmatch(I_SOUND, items[-1]):
        text = f"{text.removesuffix(f' y {items[-1]}')} e {items[-1]}"
    return text
