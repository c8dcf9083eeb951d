"""An operator's colours: refused where they could not be read; the dark ones are made from the light."""

import pytest

from fuldmagt.web.look.colours import READABLE, WHITE, colour, contrast, faults, schemes, stylesheet

OURS = ["#6b2456", "#4b163b", "#f7edf3", "#d9b6cc", "#6b2456", "#4b163b"]
BLUE = ["#1f5fa8", "#123c6d", "#e9f1fa", "#b5cfec", "#1f5fa8", "#123c6d"]


def test_no_colours_leave_the_theme_as_it_is() -> None:
    assert faults([]) == []
    assert stylesheet([]) == ""


@pytest.mark.parametrize("colours", [OURS, BLUE])
def test_the_dark_scheme_is_made_from_the_light(colours: list[str]) -> None:
    assert faults(colours) == []
    light, dark = schemes(colours)
    assert all(contrast(scheme["fill"], WHITE) >= READABLE for scheme in (light, dark))
    assert contrast(dark["accent"], (24, 20, 23)) > contrast(light["accent"], (24, 20, 23))


def test_an_operator_may_give_the_dark_colours_too() -> None:
    sheet = stylesheet([*BLUE, *OURS])
    light, dark = sheet.split("prefers-color-scheme: dark")
    assert "--fm-accent: #1f5fa8;" in light
    assert "--fm-accent: #6b2456;" in dark


@pytest.mark.parametrize(
    ("colours", "said"),
    [
        (["#6b2456"], "holds six colours"),
        (["purple", *OURS[1:]], "'purple' is not a colour"),
        (["url(x)", *OURS[1:]], "'url(x)' is not a colour"),
        ([*OURS[:4], "#e6abd2", OURS[5]], "white cannot be read on the light --fm-fill"),
        (["#f1e5ee", *OURS[1:]], "the light --fm-accent cannot be read"),
        ([*BLUE, *BLUE], "the dark --fm-accent cannot be read"),
    ],
)
def test_colours_that_cannot_be_read_are_refused_in_a_sentence(colours: list[str], said: str) -> None:
    assert any(said in fault for fault in faults(colours))


def test_contrast_is_reckoned_as_wcag_does() -> None:
    black, grey = colour("#000000"), colour("#767676")
    assert black is not None
    assert grey is not None
    assert contrast(black, WHITE) == pytest.approx(21)
    assert contrast(grey, WHITE) == pytest.approx(4.54, abs=0.01)  # the lightest grey that passes AA
