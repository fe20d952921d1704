"""The tones of the demo page: colour-blind readers too can tell them apart, and letters on them can be read."""

import re
from itertools import combinations
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[3] / "service" / "pages" / "demo" / "tones.css").read_text(encoding="utf-8")
DAY, NIGHT = CSS.split("@media (prefers-color-scheme: dark)")
N_TONES = 7
Colour = tuple[float, ...]

# How the three colours look to those who lack one kind of cone (Viénot, Brettel and Mollon 1999, in linear light).
VISION = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no long-wave cones": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "no middle-wave cones": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}
# Distance in OKLab; 0.02 is about what can just be seen side by side.
LEAST_DISTANCE = 0.05
LEAST_CONTRAST = 4.5


def read(name: str, css: str) -> Colour:
    found = re.search(rf"--{name}: #([0-9a-f]{{6}});", css) or re.search(rf"--{name}: #([0-9a-f]{{6}});", DAY)
    assert found, name
    return tuple(linear(int(found[1][i : i + 2], 16) / 255) for i in (0, 2, 4))


def linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def seen(colour: Colour, rows: tuple[tuple[float, ...], ...]) -> Colour:
    return tuple(max(0.0, sum(w * c for w, c in zip(row, colour, strict=True))) for row in rows)


def oklab(colour: Colour) -> Colour:
    to_cones = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    roots = [cone ** (1 / 3) for cone in seen(colour, to_cones)]
    to_lab = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return tuple(sum(w * r for w, r in zip(row, roots, strict=True)) for row in to_lab)


def distance(one: Colour, other: Colour) -> float:
    return sum((a - b) ** 2 for a, b in zip(oklab(one), oklab(other), strict=True)) ** 0.5


def contrast(one: Colour, other: Colour) -> float:
    light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


by_day_and_night = pytest.mark.parametrize("css", [DAY, NIGHT], ids=["day", "night"])


@by_day_and_night
@pytest.mark.parametrize("kind", VISION)
def test_tones_can_be_told_apart(css: str, kind: str):
    tones = {number: seen(read(f"tone-{number}", css), VISION[kind]) for number in range(1, N_TONES + 1)}
    apart = {(a, b): distance(tones[a], tones[b]) for a, b in combinations(tones, 2)}

    assert {pair: far for pair, far in apart.items() if far < LEAST_DISTANCE} == {}


@by_day_and_night
def test_letter_can_be_read_on_its_tone(css: str):
    on = {number: read("on-tone-1" if number == 1 else "on-tone", css) for number in range(1, N_TONES + 1)}
    contrasts = {number: contrast(read(f"tone-{number}", css), ink) for number, ink in on.items()}

    assert {number: found for number, found in contrasts.items() if found < LEAST_CONTRAST} == {}
