"""House rules of the look, read from the source: icons that exist, no style or script inside a page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fuldmagt.web.look.sprite import sprite

WEB = Path(__file__).resolve().parents[2] / "src" / "fuldmagt" / "web"
TEMPLATES = [file for file in (WEB / "templates").rglob("*.html") if "mail" not in file.parent.parts]
NAMED = re.compile(r"""\{%\s*icon\s+["']([^"']+)["']|\bicon=["']([^"']+)["']""")
INLINE = re.compile(r"""<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=["']|javascript:""")


def named_icons(text: str) -> Iterator[str]:
    for in_tag, as_argument in NAMED.findall(text):
        yield in_tag or as_argument


def test_every_icon_named_is_in_the_sprite() -> None:
    files = [*TEMPLATES, *WEB.rglob("*.py")]
    named = {(file.name, name) for file in files for name in named_icons(file.read_text())}
    assert {(file, name) for file, name in named if name not in sprite()} == set()


def test_an_icon_that_is_missing_is_noticed() -> None:
    assert [*named_icons('{% icon "unicorn" css="x" %}{% menu icon="dragon" %}')] == ["unicorn", "dragon"]


def test_no_template_holds_a_style_or_a_script() -> None:
    assert [file for file in TEMPLATES if INLINE.search(file.read_text())] == []


@pytest.mark.parametrize(
    "text",
    ['<p style="x">', "<style>", "<script>x</script>", '<a onclick="x">', "<script type='module'>x</script>"],
)
def test_a_style_or_a_script_is_noticed(text: str) -> None:
    assert INLINE.search(text)


def test_the_theme_names_each_colour_once() -> None:
    """Colours are tokens: outside tokens.css only what is always light (paper, mail) or laid over a page."""
    for file in (WEB / "static" / "look" / "css").glob("*.css"):
        if file.name not in ("tokens.css", "letter.css"):
            colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", file.read_text()))
            assert colours <= {"#fff"}, file.name
