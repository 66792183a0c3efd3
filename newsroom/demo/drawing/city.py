"""The old city of earth, its mosque above the roofs."""

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, mix
from newsroom.demo.drawing.land import (
    EVENING,
    HARMATTAN,
    MORNING,
    birds,
    cast,
    ground,
    heaven,
    stand,
)
from newsroom.demo.drawing.people import robed, wrapped

TOWERS = ((-300, 350), (0, 430), (300, 350))  # from the middle of the wall, and height
HOUSES = ((-60, 250, 640, 905), (1180, 1360, 705, 872), (1340, 1680, 600, 930))


def city(canvas):
    """The hour when earth walls take colour."""
    chance = canvas.chance
    hour = chance.choice((EVENING, MORNING, HARMATTAN))
    heaven(canvas, hour, 780, sun=(-60, 520))
    birds(canvas, mix(hour.dark, hour.air, 0.3), 7, 110, 330)
    _roofs(canvas, 700, 46, mix(hour.earth, hour.air, 0.75))
    _roofs(canvas, 735, 60, mix(hour.earth, hour.air, 0.5))
    canvas.haze(560, 740, hour.air, 0.4)
    lit = mix(mix(hour.earth, "#f7c98c", 0.5), hour.air, 0.15)
    shaded = mix(hour.earth, hour.dark, 0.42)
    _mosque(canvas, chance.randint(740, 860), 830, lit, shaded, hour)
    ground(canvas, 826, mix(hour.earth, hour.air, 0.45), mix(hour.earth, hour.dark, 0.4))
    with canvas.layer(mix(shaded, "#1c1018", 0.45), opacity=0.5, blur=9) as pen:
        # What stands left of the picture darkens the foot of the square, and frames it.
        pen.polygon("-50,905 250,905 620,960 560,1000 1080,1040 1300,1100 -50,1100")
    for box in HOUSES:
        _house(canvas, box, lit, shaded, hour)
    for y in sorted(chance.uniform(885, 1020) for _ in range(7)):
        x, tall = chance.uniform(120, 1480), 100 + (y - 885) * 0.62
        cast(canvas, x, y, tall * 1.15, tall * 0.1)
        stand(canvas, hour, chance.choice((robed, wrapped)), x, y, tall)


def _roofs(canvas, base, height, colour):
    chance, x = canvas.chance, -40
    with canvas.layer(colour) as pen:
        while x < WIDTH:
            wide, tall = chance.uniform(60, 170), chance.uniform(0.3, 1) * height
            pen.rect(x, base - tall, x + wide, HEIGHT)
            for post in (x, x + wide):
                pen.ellipse(post, base - tall, 5, 9)
            x += wide * chance.uniform(0.8, 1.1)


def _mosque(canvas, x, base, lit, shaded, hour):
    fill = [(base - 480, lit), (base, mix(lit, shaded, 0.45))]
    light = (mix(lit, hour.sun, 0.7), -8, -3, 0.8)
    with canvas.layer(fill, rough=12, light=light, shade=(shaded, 20, 2, 0.9)) as pen:
        pen.at(x, base).polygon("-520,0 -500,225 500,225 520,0")
    with canvas.layer(fill, rough=12, light=light, shade=(shaded, 15, 0, 1)) as pen:
        for step in range(-9, 10):
            _pillar(pen.at(x + step * 54, base), 248 if step % 3 else 262)
    with canvas.layer(shaded, opacity=0.62, blur=3) as pen:
        for shift, tall in TOWERS:
            thrown = [(60, 0), (60, tall * 0.6), (190, tall * 0.28), (210, 0)]
            pen.at(x + shift, base).polygon(thrown)
    with canvas.layer(fill, rough=14, light=light, shade=(shaded, 46, 2, 1)) as pen:
        for shift, tall in TOWERS:
            _tower(pen.at(x + shift, base), tall)
    _openings(canvas, x, base, mix(shaded, hour.dark, 0.75), shaded)
    _beams(canvas, x, base, mix(shaded, hour.dark, 0.6))


def _pillar(pen, tall):
    pen.polygon([(-17, 0), (-12, tall), (12, tall), (17, 0)])
    pen.ellipse(0, tall, 12.5, 26)


def _tower(pen, tall):
    for wide, low, high in ((92, 0, 0.62), (74, 0.6, 0.82), (54, 0.8, 0.95)):
        low, high = low * tall, high * tall
        pen.polygon([(-wide, low), (-wide * 0.9, high), (wide * 0.9, high), (wide, low)])
        for side in (-0.86, 0.86):
            pen.ellipse(side * wide, high, 9, 22)
    pen.polygon([(-40, tall * 0.94), (-10, tall * 1.1), (10, tall * 1.1), (40, tall * 0.94)])
    pen.ellipse(0, tall * 1.115, 12, 15)


def _openings(canvas, x, base, dark, shaded):
    with canvas.layer([(base - 240, mix(dark, shaded, 0.4)), (base, dark)]) as pen:
        for shift, _ in TOWERS:
            door = pen.at(x + shift, base)
            door.rect(-20, 0, 20, 120)
            door.ellipse(0, 120, 20, 24)
            for up in (168, 198):
                door.rect(-8, up, 8, up + 14)
        for step in range(-8, 9, 2):
            pen.at(x + step * 54, base).rect(19, 140, 35, 165)


def _beams(canvas, x, base, dark):
    """The toron: bundles of palm wood that stay in the wall as a scaffold."""
    rows = (
        *((row, (-56, -28, 28, 56)) for row in (0.36, 0.5)),
        *((row, (-44, -15, 15, 44)) for row in (0.68, 0.77)),
        (0.88, (-26, 0, 26)),
    )
    spots = [
        (x + shift + out, base - tall * row)
        for shift, tall in TOWERS
        for row, outs in rows
        for out in outs
    ]
    with canvas.layer(dark, opacity=0.5, blur=1) as pen:
        for spot in spots:
            pen.at(*spot).line("0,0 22,-17", 5)
    with canvas.layer(dark) as pen:
        for spot in spots:
            pen.at(*spot).line("-9,3 3,-2", 6)


def _house(canvas, box, lit, shaded, hour):
    left, right, top, base = box
    fill = [(top, mix(lit, shaded, 0.2)), (base, mix(lit, shaded, 0.75))]
    light, shade = (hour.sun, -6, -5, 0.5), (shaded, 24, 0, 0.8)
    with canvas.layer(fill, rough=14, light=light, shade=shade) as pen:
        pen.polygon([(left, base), (left + 6, top), (right - 6, top), (right, base)])
        for step in range(6):
            pen.ellipse(left + 10 + step * (right - left - 20) / 5, top, 10, 17)
    middle = (left + right) / 2 + canvas.chance.uniform(-30, 30)
    with canvas.layer(mix(shaded, hour.dark, 0.7)) as pen:
        pen.rect(middle - 24, base - 104, middle + 24, base)
        for window in (middle - 78, middle + 78):
            pen.rect(window - 12, top + 62, window + 12, top + 96)
    with canvas.layer(canvas.chance.choice(("#3a5f78", "#4d6b55", "#6b4a35"))) as pen:
        pen.rect(middle - 18, base - 96, middle + 1, base)
