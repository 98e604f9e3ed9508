"""Each page stands alone in its folder, on the frame that all share."""

import re

import pytest

from geo.views import PAGES
from pages.frame.navigation import ROOT

IMPORT = re.compile(r"^\s*(?:from|import) pages\.(\w+)", re.MULTILINE)


@pytest.mark.parametrize("folder", [*PAGES, "frame"])
def test_no_page_imports_another(folder):
    files = list((ROOT / "pages" / folder).glob("*.py"))
    assert len(files) > 1
    used = {name for file in files for name in IMPORT.findall(file.read_text())}
    assert used <= {folder, "frame"}
