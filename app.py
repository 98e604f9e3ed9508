"""Corredor: run with `streamlit run app.py`."""

import sys
from pathlib import Path

sys.path[:0] = [root for root in [str(Path(__file__).resolve().parent)] if root not in sys.path]

from pages.parts import frame  # noqa: E402

frame.run()
