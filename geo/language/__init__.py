"""Messages, sentences, numbers, dates and lists in English and Spanish (of Colombia)."""

from geo.language.numbers import (
    date,
    join_list,
    minutes,
    model_hours,
    model_minutes,
    money,
    number,
    percent,
)
from geo.language.sentences import UNITS, Range, Sentence, fill, one_stop, say, tell
from geo.language.texts import LANGUAGES, LOCALES, both, messages, place_text, publisher_text
