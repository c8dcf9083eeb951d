"""An operator's colours: what may be set, the dark scheme made from the light, and whether white can be read.

Contrast is reckoned as WCAG 2.2 does (relative luminance); white on a filled control needs 4.5:1.
"""

import colorsys
import re
from collections.abc import Sequence

TOKENS = ("accent", "accent-strong", "accent-soft", "accent-line", "fill", "fill-strong")
READABLE = 4.5
WHITE = (255, 255, 255)
PAPER = {"light": (250, 249, 247), "dark": (24, 20, 23)}  # --fm-paper
MOST_SATURATED = 0.66  # no neon on a dark ground
# The dark twin of each token: whose hue it keeps, how much of its saturation, and the lightness.
DARK = {
    "accent": ("accent", 1.1, 0.785),
    "accent-strong": ("accent", 1.3, 0.886),
    "accent-soft": ("accent", 0.42, 0.182),
    "accent-line": ("accent", 0.43, 0.357),
    "fill": ("fill", 0.71, 0.48),
    "fill-strong": ("fill", 0.69, 0.512),
}

Colour = tuple[int, int, int]


def colour(text: str) -> Colour | None:
    """A colour written as #rrggbb."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return None
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def luminance(one: Colour) -> float:
    channels = [value / 255 for value in one]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def toned(one: Colour, saturation: float, lightness: float) -> Colour:
    """The same hue with a share of its saturation, at another lightness."""
    hue, _, own = colorsys.rgb_to_hls(*(value / 255 for value in one))
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, min(MOST_SATURATED, own * saturation))
    return round(red * 255), round(green * 255), round(blue * 255)


def faults(colours: Sequence[str]) -> list[str]:
    """What is wrong with an operator's colours, in sentences; none set is fine."""
    if not colours:
        return []
    if len(colours) not in (len(TOKENS), 2 * len(TOKENS)):
        return [
            f"FULDMAGT_BRAND_COLOURS holds six colours, or twelve (light, dark); here are {len(colours)}."
        ]
    wrong = [
        f"FULDMAGT_BRAND_COLOURS: {text!r} is not a colour like #6b2456."
        for text in colours
        if not colour(text)
    ]
    if wrong:
        return wrong
    light, dark = schemes(colours)
    for name, scheme in (("light", light), ("dark", dark)):
        for token in ("fill", "fill-strong"):
            if contrast(scheme[token], WHITE) < READABLE:
                wrong.append(f"FULDMAGT_BRAND_COLOURS: white cannot be read on the {name} --fm-{token}.")
        for token in ("accent", "accent-strong"):
            if contrast(scheme[token], PAPER[name]) < READABLE:
                wrong.append(f"FULDMAGT_BRAND_COLOURS: the {name} --fm-{token} cannot be read on the page.")
    return wrong


def schemes(colours: Sequence[str]) -> tuple[dict[str, Colour], dict[str, Colour]]:
    """The light and the dark scheme; the dark one is made where only the light one was given."""
    parsed = [value for text in colours if (value := colour(text))]
    light = dict(zip(TOKENS, parsed, strict=False))
    if len(parsed) > len(TOKENS):
        return light, dict(zip(TOKENS, parsed[len(TOKENS) :], strict=False))
    return light, {token: dark_twin(light[base], token, *tone) for token, (base, *tone) in DARK.items()}


def dark_twin(base: Colour, token: str, saturation: float, lightness: float) -> Colour:
    """A filled control is made darker until white can be read on it."""
    twin = toned(base, saturation, lightness)
    while token.startswith("fill") and contrast(twin, WHITE) < READABLE:
        lightness -= 0.01
        twin = toned(base, saturation, lightness)
    return twin


def stylesheet(colours: Sequence[str]) -> str:
    """The operator's tokens as CSS; empty where none are set."""
    if not colours:
        return ""
    light, dark = (f":root {{ {declared(scheme)} }}" for scheme in schemes(colours))
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n  {dark}\n}}\n"


def declared(scheme: dict[str, Colour]) -> str:
    return " ".join(f"--fm-{token}: {written(one)};" for token, one in scheme.items())


def written(one: Colour) -> str:
    red, green, blue = one
    return f"#{red:02x}{green:02x}{blue:02x}"
