"""One question, one answer: the unit that pages, downloads and sentences render."""

from geo.answers.answer import Answer, Sentence
