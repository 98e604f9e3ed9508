"""Answers in words: a sentence's values are formatted by kind, in either language."""

from collections.abc import Sequence
from numbers import Integral, Real

from geo.answers.answer import Answer, Range, Sentence
from geo.evidence import column_title, label
from geo.language import date, hours, join_list, minutes, money, number, percent, say


def _formatted(name: str, value: object, lang: str) -> str:
    """One value as text: the name's ending says its unit.

    `_share` percent, `_h` hours, `_min` minutes, `_ha` hectares and `_auc` scores with two
    decimals, `_usd` money, `_date` (and `start`, `end`) dates, `_year` as it is, `_column`
    the title of a column. A tuple (column, code) is looked up in the column's vocabulary, a
    list is joined, a sentence within a sentence is told.
    """
    if isinstance(value, Sentence):
        return tell(value, lang)
    if isinstance(value, Range):
        low, high = (_formatted(name, end, lang) for end in value)
        return low if low == high else say("frame.range", lang, low=low, high=high)
    if isinstance(value, tuple):
        return label(*value, lang)
    if isinstance(value, str) and name.endswith("_column"):
        return column_title(value, lang)
    if isinstance(value, str):
        return date(value, lang) if name.endswith("date") or name in ("start", "end") else value
    if isinstance(value, Sequence):
        return join_list([_formatted("", item, lang) for item in value], lang)
    if name.endswith("year"):
        return str(value)
    for ending, form in (("share", percent), ("_h", hours), ("_min", minutes), ("_usd", money)):
        if name.endswith(ending):
            return form(value, lang)
    if name.endswith(("_ha", "_auc")):
        return number(value, lang, 2)
    if isinstance(value, Integral) or not isinstance(value, Real):
        return number(value, lang)
    return number(value, lang, 1)


def tell(sentence: Sentence, lang: str) -> str:
    """The sentence in the language."""
    values = {name: _formatted(name, v, lang) for name, v in sentence.values.items()}
    return say(sentence.key, lang, **values)


def words(answer: Answer, lang: str) -> str:
    """All sentences of an answer as one paragraph, caveats not included."""
    return " ".join(tell(sentence, lang) for sentence in answer.sentences)
