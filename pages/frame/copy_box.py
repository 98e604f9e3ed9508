"""A box with a text to copy; Streamlit's own brings a syntax highlighter of 1.6 MB."""

import streamlit as st
from markupsafe import Markup

from pages.frame.language import t

# A line break that a text begins with would be lost right after the tag.
BOX = Markup(
    '<div class="copy"><pre tabindex="0" role="textbox" aria-readonly="true" aria-multiline="true"'
    ' aria-label="{label}">\n{text}</pre><button type="button" data-copied="{copied}"'
    ' data-selected="{selected}">{copy}</button> <span role="status"></span></div>'
)


def copy_box(text: str) -> None:
    """Plain text with a button that copies it; without a clipboard `document.js` selects it."""
    words = {name: t(f"frame.copy_{name}") for name in ("label", "copy", "copied", "selected")}
    st.html(BOX.format(text=text, **words))
