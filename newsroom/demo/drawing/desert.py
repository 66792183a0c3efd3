"""A caravan on the crest of the dunes."""

import math

from newsroom.demo.drawing.canvas import HEIGHT, mix, place
from newsroom.demo.drawing.land import EVENING, HARMATTAN, MORNING, heaven, ridge, rounded
from newsroom.demo.drawing.people import silhouette, unladen

FAR = "-60,520 300,440 640,505 1000,470 1700,520"
CREST = "-60,640 250,590 620,520 900,560 1250,640 1700,610"
NEAR = "-60,700 320,740 760,690 1130,640 1400,690 1700,780"
NEAREST = "-60,800 200,790 560,850 900,935 1300,990 1700,960"


def desert(canvas):
    chance = canvas.chance
    hour = chance.choice((EVENING, MORNING, HARMATTAN))
    heaven(canvas, hour, 470, sun=(chance.randint(180, 560), 330), clouds=0.35)
    sand, far = mix("#cf8f4f", hour.earth, 0.2), hour.air
    ridge(canvas, 470, 60, mix(sand, far, 0.75))
    _dune(canvas, _wind(chance, FAR), mix(sand, far, 0.5), hour)
    crest = _wind(chance, CREST)
    _dune(canvas, crest, mix(sand, far, 0.25), hour)
    _caravan(canvas, crest, hour)
    _dune(canvas, _wind(chance, NEAR), mix(sand, far, 0.1), hour)
    _dune(canvas, _wind(chance, NEAREST), mix(sand, hour.dark, 0.08), hour)
    _ripples(canvas, hour)


def _wind(chance, crest):
    """Return the line of a crest, never twice the same."""
    moved = [(x + chance.uniform(-90, 90), y + chance.uniform(-22, 22)) for x, y in place(crest)]
    return rounded([(-150, moved[0][1]), *moved[1:-1], (1750, moved[-1][1])], 3)


def _dune(canvas, line, sand, hour):
    """Lit on the sun's side, and in shade where the crest falls away from it."""
    highest, lowest = min(y for _, y in line), max(y for _, y in line) + 240
    fill = [(highest, mix(sand, hour.sun, 0.45)), (lowest, mix(sand, hour.dark, 0.15))]
    with canvas.layer(fill, rough=5, light=(hour.sun, -3, -4, 0.5)) as pen:
        pen.polygon([(-150, HEIGHT + 9), *line, (1750, HEIGHT + 9)])
    peak = next(index for index, point in enumerate(line) if point[1] == highest)
    falling, start = line[peak:], line[peak][0]
    foot = [
        (x - 60 - 0.42 * (x - start) + 40 * math.sin(x / 90), y + 26 + 0.3 * (x - start))
        for x, y in reversed(falling)
    ]
    shade = [(highest, mix(sand, hour.dark, 0.48)), (lowest + 150, mix(sand, hour.dark, 0.25))]
    with canvas.layer(shade, opacity=0.8, blur=1.5) as pen:
        pen.polygon([*falling, (1750, HEIGHT), *foot])


def _caravan(canvas, line, hour):
    chance, dark = canvas.chance, mix(hour.dark, hour.air, 0.12)
    start = chance.randint(180, 420)
    with canvas.layer(dark, light=(hour.sun, -2, -2, 0.7)) as pen:
        for index in range(chance.randint(4, 7)):
            x = start + index * 88 + chance.uniform(-8, 8)
            y = next(up for across, up in line if across >= x) + 3
            _camel(pen.at(x, y, 62))
            if index in (0, 3):
                unladen(pen.at(x - 48, y + 2, 46), silhouette())


def _camel(pen):
    """A loaded camel going left; the unit is its height."""
    for leg in (-0.3, -0.22, 0.24, 0.33):
        pen.line([(leg, 0.55), (leg + 0.03, 0.3), (leg - 0.02, 0)], 0.055)
    pen.curve(
        "-0.42,0.66 -0.3,0.8 -0.1,0.86 0.02,1.04 0.14,0.88 0.34,0.78 0.42,0.6 0.3,0.48 -0.3,0.47"
    )
    pen.line("-0.36,0.66 -0.56,0.62 -0.62,0.86 -0.66,1.02", 0.09)
    pen.polygon("-0.62,1.09 -0.86,1 -0.84,0.93 -0.62,0.95")
    pen.polygon("-0.16,0.98 0.2,0.98 0.26,0.6 -0.2,0.6")
    pen.line("0.42,0.66 0.5,0.42", 0.03)


def _ripples(canvas, hour):
    chance = canvas.chance
    with canvas.layer(mix(hour.earth, hour.dark, 0.5), opacity=0.3, blur=1.2) as pen:
        for index in range(34):
            start, y = chance.uniform(-40, 300), 880 + index * index * 0.19 + index * 2
            steps = range(chance.randint(8, 22))
            wave = [(step * 40, -7 * math.sin(step / 2.3 + index) - step * 1.6) for step in steps]
            pen.at(start, y).line(wave, 1.6 + index * 0.07)
