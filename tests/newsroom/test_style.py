"""The inlined style sheet: shortened without changing its meaning, allowed by its own hash."""

import base64
import hashlib

import pytest

from newsroom.style import FOLDER, shorten, style


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("/* why */ a {\n  color: red;\n}\n", "a{color:red}"),
        ("a > b,\nc { margin: 0.5rem 0 10.05px; }", "a>b,c{margin:.5rem 0 10.05px}"),
        ("nav :last-child { top: 0 }", "nav :last-child{top:0}"),
        ("@media (min-width: 60em) { a { top: 0; } }", "@media (min-width:60em){a{top:0}}"),
        ('p::after { content: " · "; }', 'p::after{content:" · "}'),
        ("a { width: calc(1rem + 2vw); }", "a{width:calc(1rem + 2vw)}"),
    ],
)
def test_only_blanks_that_mean_nothing_go(css, short):
    assert shorten(css) == short
    assert shorten(short) == short


def test_the_source_is_the_hash_of_exactly_what_is_inlined():
    sheet = style("base", "article")
    digest = hashlib.sha256(sheet.text.encode()).digest()
    assert sheet.source == f"'sha256-{base64.b64encode(digest).decode()}'"


def test_sheets_come_in_the_order_asked_for():
    assert style("base").text == shorten((FOLDER / "base.css").read_text("utf-8"))
    assert style("base", "page").text.startswith(style("base").text)


def test_while_developing_a_change_shows_at_once(settings, tmp_path, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr("newsroom.style.FOLDER", tmp_path)
    sheet = tmp_path / "new.css"
    sheet.write_text("a { top: 0; }", "utf-8")
    assert style("new").text == "a{top:0}"
    sheet.write_text("a { top: 1px; }", "utf-8")
    assert style("new").text == "a{top:1px}"


def contrast(one, other):
    """Return the contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    lights = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_ink_and_accent_read_well_on_paper_by_day_and_by_night():
    css = (FOLDER / "base.css").read_text("utf-8")
    for palette in css.split(":root {")[1:3]:
        lines = [line.strip(" ;").split(": ") for line in palette.split("}")[0].splitlines()]
        colours = {name: value for name, *rest in lines for value in rest if value[0] == "#"}
        assert contrast(colours["--ink"], colours["--paper"]) >= 12
        assert contrast(colours["--accent"], colours["--paper"]) >= 7 - 0.2
        assert contrast(colours["--soft"], colours["--paper"]) >= 4.5
