"""What several scenes share: the hour's light, the ground, trees, people on their way."""

import math
from dataclasses import dataclass
from itertools import pairwise

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, mix, place
from newsroom.demo.drawing.people import any_look

SHADOW = "#2a1712"


@dataclass(frozen=True)
class Hour:
    """The colours of one hour: sky from the top down, sun, air far away, earth, and shade."""

    sky: tuple[str, str, str, str]
    sun: str
    air: str
    earth: str
    dark: str


MORNING = Hour(
    ("#7fa3ad", "#a9bfb8", "#dccfae", "#f1dfb6"), "#fff3d2", "#e6d6b3", "#c08a55", "#4a2f22"
)
NOON = Hour(
    ("#4f8299", "#7fa7ae", "#b9c8bb", "#e6dcbd"), "#fff7e0", "#d9d3b8", "#c48f5a", "#4a3023"
)
EVENING = Hour(
    ("#38476c", "#86748a", "#d99a72", "#f6cf8e"), "#ffe9b8", "#e0a878", "#a8683f", "#2e1c20"
)
HARMATTAN = Hour(
    ("#b59a7a", "#cdb08a", "#dfc59c", "#ecd7b0"), "#fff0d0", "#dcc197", "#b98553", "#53382a"
)


def heaven(canvas, hour, horizon, *, sun, clouds=0.45):
    """Paint the sky down to the horizon, with streaks of cloud and the glare of the sun."""
    first, second, third, last = hour.sky
    canvas.sky([(0, first), (horizon * 0.45, second), (horizon * 0.8, third), (horizon, last)])
    canvas.clouds(mix(third, hour.sun, 0.6), horizon * 0.08, horizon * 0.95, clouds)
    canvas.glow(*sun, 520, mix(third, hour.sun, 0.4), 0.55)
    canvas.glow(*sun, 170, hour.sun, 0.9)


def ground(canvas, top, far, near, rough=14):
    """Lay bare earth from `top` to the lower edge, uneven as trodden earth is."""
    with canvas.layer([(top, far), (HEIGHT, near)], rough=rough) as pen:
        pen.rect(-2, top, WIDTH + 2, HEIGHT + 2)


def ridge(canvas, base, height, colour, steps=14):
    """Draw a line of low hills across the sheet."""
    chance = canvas.chance
    gap = 1760 / steps
    tops = [(-80 + i * gap, base - height * chance.uniform(0.25, 1)) for i in range(steps + 1)]
    with canvas.layer(colour) as pen:
        pen.polygon([(-80, HEIGHT), *rounded(tops), (1680, HEIGHT)])


def rounded(points, times=2):
    """Cut the corners of an open line (Chaikin)."""
    for _ in range(times):
        cut = [points[0]]
        for (x0, y0), (x1, y1) in pairwise(points):
            cut.append((0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1))
            cut.append((0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1))
        points = [*cut, points[-1]]
    return points


def cable(start, end, drop):
    """Points of a line that hangs between two poles, `drop` units deep in its middle."""
    shares = [step / 10 for step in range(11)]
    return [
        (
            start[0] + (end[0] - start[0]) * s,
            start[1] + (end[1] - start[1]) * s + drop * 4 * s * (1 - s),
        )
        for s in shares
    ]


def thicket(pen, chance, left, right, base, height):
    """Fill a stretch of horizon with bushes and low crowns, as many small rounds."""
    x = left
    while x < right:
        bush = height * chance.uniform(0.35, 1)
        for _ in range(16):
            out, wide = chance.gauss(0, 0.42), bush * chance.uniform(0.1, 0.24)
            up = max(0.0, (1 - 1.3 * abs(out))) * bush * chance.uniform(0.1, 0.75)
            pen.ellipse(x + out * bush * 1.5, base - up - wide * 0.5, wide, wide * 0.75)
        pen.rect(x - bush * 0.9, base - bush * 0.1, x + bush * 0.9, base)
        x += bush * chance.uniform(0.6, 2.6)


def palm(pen, chance):
    """A rônier palm: a slightly leaning trunk and a round head of stiff fans."""
    lean = chance.uniform(-0.1, 0.1)
    pen.line([(0, 0), (lean * 0.35, 0.5), (lean, 1)], 0.034)
    for index in range(13):
        turn, reach = -0.46 + index * 0.34, chance.uniform(0.22, 0.31)
        tip = (lean + reach * math.cos(turn), 1 + reach * (0.85 * math.sin(turn) - 0.12))
        bend = ((lean + tip[0]) / 2, (1 + tip[1]) / 2 + reach * 0.2)
        pen.polygon([(lean, 1), (bend[0], bend[1] + 0.02), tip, (bend[0], bend[1] - 0.02)])


def acacia(pen, chance):
    """A flat-topped thorn tree, for the distance."""
    _branches(pen, 0.86, 0.5, 0.03)
    for _ in range(26):
        out, wide = chance.uniform(-1, 1), chance.uniform(0.1, 0.2)
        up = 0.98 - 0.1 * out * out + chance.uniform(-0.05, 0.04)
        pen.ellipse(out * 0.58, up, wide, wide * 0.3)


def _branches(pen, tall, spread, width):
    """A trunk that opens into branches under a crown."""
    pen.polygon([(-width, 0), (-width * 0.55, tall * 0.5), (width * 0.55, tall * 0.5), (width, 0)])
    for out in (-1, -0.5, 0, 0.5, 1):
        tip = (out * spread, tall * (1.05 - 0.12 * abs(out)))
        bend = (out * spread * 0.35, tall * 0.68)
        pen.line([(0, tall * 0.42), bend, tip], width * (0.75 - 0.25 * abs(out)))


def baobab(pen, chance):
    """The old tree: a bottle for a trunk, and few, short, thick branches."""
    pen.curve("-0.2,0 -0.13,0.14 -0.137,0.36 -0.09,0.52 0.09,0.52 0.137,0.36 0.13,0.14 0.195,0")
    for turn in (-1.15, -0.72, -0.3, 0.1, 0.5, 0.95, 1.3):
        start, long = (turn * 0.07, 0.47), chance.uniform(0.2, 0.27)
        _limb(pen, chance, start, turn + chance.uniform(-0.15, 0.15), long, 0.05, 4)


def _limb(pen, chance, start, turn, long, wide, forks):
    """A branch that forks; `turn` is its angle from the vertical, in radians."""
    end = (start[0] + math.sin(turn) * long, start[1] + math.cos(turn) * long)
    pen.line([start, end], wide)
    if not forks:
        pen.ellipse(*end, long * 0.55, long * 0.32)
        return
    for side in (-1, 1):
        fork, part = turn + side * chance.uniform(0.25, 0.6), chance.uniform(0.5, 0.7)
        _limb(pen, chance, end, fork, long * part, wide * 0.55, forks - 1)


def crown(pen, chance, dark, light, dabs, flat=0.62):
    """A leafy crown of brush dabs around (0, 0), one unit in radius, lit from the upper left."""
    spots = []
    for _ in range(dabs):
        turn, reach = chance.uniform(0, math.tau), math.sqrt(chance.random())
        x, y = math.cos(turn) * reach, math.sin(turn) * reach
        lit = 0.45 - 0.3 * x + 0.4 * y + chance.gauss(0, 0.16)
        spots.append((min(1, max(0, lit)), x, y * flat))
    size = 2.1 * math.sqrt(flat / dabs)
    for lit, x, y in sorted(spots):
        wide = size * chance.uniform(0.6, 1.25)
        pen.ellipse(x, y, wide, wide * 0.62, mix(dark, light, lit))


def shade_tree(canvas, x, y, tall, dark, light, bark):
    """A mango or a néré: round, thick, wider than it is high."""
    with canvas.layer(bark) as pen:
        _branches(pen.at(x, y, tall), 0.62, 0.37, 0.05)
    with canvas.sprite(x - tall, y - tall * 1.3, x + tall, y) as pen:
        for out, up, part in ((-0.31, 0.56, 0.7), (0.31, 0.58, 0.68), (0, 0.78, 0.85)):
            leaves = pen.at(x + out * tall, y - up * tall, 0.62 * tall * part)
            crown(leaves, canvas.chance, dark, light, 620)


def cast(canvas, x, y, long, wide, strength=0.42):
    """The shadow somebody throws on the ground, to the right of a low sun."""
    outline = place(
        "0,-1 0.45,-1.25 0.78,-0.7 0.86,-0.4 1,-0.5 1.04,0 1,0.5 0.86,0.4 0.78,0.7 0.45,1.25 0,1"
    )
    with canvas.layer(SHADOW, opacity=strength, blur=1.5) as pen:
        pen.curve([(x + long * out, y + wide * 0.45 * off) for out, off in outline])


def stand(canvas, hour, figure, x, y, tall, look=None):
    """Put somebody on the ground, lit by the hour's sun, facing either way."""
    look = look or any_look(canvas.chance, hour.air)
    side = canvas.chance.choice((-1, 1))
    box = (x - tall, y - tall * 1.3, x + tall, y + 10)
    with canvas.sprite(*box, light=(hour.sun, -tall / 80, -tall / 160, 0.55)) as pen:
        figure(pen.at(x, y, tall, side), look)


def birds(canvas, colour, count, top, bottom):
    chance = canvas.chance
    with canvas.layer(colour) as pen:
        for _ in range(count):
            x, y = chance.uniform(150, 1450), chance.uniform(top, bottom)
            bird = pen.at(x, y, chance.uniform(7, 14))
            bird.line("-1,0.2 -0.5,0.45 0,0 0.5,0.45 1,0.2", 0.18)
