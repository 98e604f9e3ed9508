"""Tooltips are text; whoever puts them on a page escapes them."""

from geo.cartography.tooltip import FIELD, TEMPLATE, as_html, tooltip


def test_a_head_and_one_line_each_without_the_empty_ones():
    assert tooltip("Ñame", ["a  b", "", None, float("nan"), "c\nd"]) == "Ñame\na b\nc d"


def test_as_html_no_sign_of_markup_or_script_survives():
    html = as_html(tooltip("<img src=x onerror=alert(1)>", ["</script>", "`${alert(1)}` \\"]))
    assert html.startswith("<b>&lt;img src=x onerror=alert(1)&gt;</b><br>&lt;/script&gt;<br>")
    assert not set(html) & set("`$\\{}")


def test_the_template_has_one_field_that_the_browser_fills_with_escaped_text():
    assert TEMPLATE.count(f"{{{FIELD}}}") == 1
