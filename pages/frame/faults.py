"""What nobody foresaw: told to readers in their language, logged without its words."""

import logging
import traceback

import streamlit as st

from geo.errors import LayerFault
from pages.frame.language import t


def tell_fault(error: Exception) -> bool:
    """Says that something failed, on a page or in what a click on it does.

    A reader never sees a traceback. The log does, without the error's words: they may quote a
    reader's file. True: Streamlit need say nothing.
    """
    if isinstance(error, LayerFault):
        st.error(t(error.key, **error.values))
        return True
    where = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger("corredor").error("%s:\n%s", type(error).__name__, where)
    st.error(t("frame.unexpected"))
    return True


def _without_words(record: logging.LogRecord) -> bool:
    record.exc_info = None
    return True


# Streamlit logs the same fault, and would quote it.
logging.getLogger("streamlit.error_util").addFilter(_without_words)
