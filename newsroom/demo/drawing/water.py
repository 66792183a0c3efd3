"""The river at dusk, and the boats that others than we borrow."""

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, mix
from newsroom.demo.drawing.land import palm, rounded, thicket
from newsroom.demo.drawing.people import boatman, silhouette

DUSKS = (
    ("#232a4d", "#6a4a63", "#c8694a", "#f2b765", "#ffe2a6"),
    ("#2c3f5f", "#7d6a7c", "#d8926a", "#f3c987", "#fdeab8"),
    ("#1d2440", "#4b3a5e", "#a34b4a", "#e58d4d", "#ffd28a"),
    ("#3a5568", "#8d8a8c", "#d9ab84", "#f1d3a0", "#fbecc6"),
)


def river(canvas):
    """Pinasses on the river when the sun goes down."""
    chance = canvas.chance
    top, high, middle, low, light = chance.choice(DUSKS)
    horizon, sun = chance.randint(510, 590), chance.randint(420, 1180)
    canvas.sky([(0, top), (250, high), (430, middle), (horizon - 30, low), (horizon, light)])
    canvas.clouds(mix(middle, light, 0.4), 120, horizon - 40, 0.55)
    canvas.glow(sun, horizon - 60, 620, middle, 0.75)
    canvas.glow(sun, horizon - 60, 240, light, 0.8)
    with canvas.layer(mix(light, "#fff6df", 0.6)) as pen:
        pen.ellipse(sun, horizon - 60, 46)
    _far_bank(canvas, horizon, mix(high, middle, 0.35), mix(top, high, 0.3))
    canvas.mirror(horizon, mix(top, "#0f1424", 0.4), 0.28, depth=1.05)
    canvas.haze(horizon - 60, horizon + 1, light, 0.25)
    _glitter(canvas, sun, horizon, light)
    dark = mix(top, "#120d12", 0.75)
    _boats(canvas, sun, horizon, light, dark)
    _reeds(canvas, mix(dark, "#000000", 0.25))


def _far_bank(canvas, horizon, far, near):
    chance = canvas.chance
    with canvas.layer(far) as pen:
        tops = [(x, horizon - 14 - chance.uniform(0, 26)) for x in range(-100, 1800, 90)]
        pen.polygon([(-100, horizon), *rounded(tops), (1700, horizon)])
    with canvas.layer(near) as pen:
        pen.rect(0, horizon - 7, WIDTH, horizon + 1)
        thicket(pen, chance, -40, 1640, horizon - 4, 44)
        for _ in range(chance.randint(4, 8)):
            palm(pen.at(chance.uniform(30, 1570), horizon, chance.uniform(60, 105)), chance)


def _glitter(canvas, sun, horizon, light):
    chance = canvas.chance
    with canvas.layer(mix(light, "#ffffff", 0.35), opacity=0.75, blur=0.8) as pen:
        for _ in range(230):
            depth = chance.random() ** 1.6
            x = sun + chance.gauss(0, 16 + depth * 90)
            wide = (6 + depth * 34) * chance.uniform(0.3, 1.2)
            pen.ellipse(x, horizon + 6 + depth * 470, wide, 0.8 + depth * 1.7)


def _boats(canvas, sun, horizon, light, dark):
    chance = canvas.chance
    side = 1 if sun > 800 else -1
    places = [(sun - side * 330, horizon + 95, 0.42), (sun + side * 190, horizon + 140, 0.62)]
    near = chance.uniform(1.1, 1.45)
    places.append((800 - side * chance.randint(150, 330), horizon + 300, near))
    for index, (x, y, size) in enumerate(places[chance.randint(0, 1) :]):
        shadow_on_water(canvas, x, y, size, dark)
        rim = (light, (4 if sun > x else -4) * size, -4 * size, 0.9)
        with canvas.layer(mix(dark, light, 0.24 - 0.1 * index), light=rim) as pen:
            roof = chance.random() < 0.6
            pinasse(pen.at(x, y, size, side), roof=roof)
            for place in (-205, 190) if size > 1 else (-200,):
                boatman(
                    pen.at(x + side * place * size, y - 20 * size, 150 * size, side), silhouette()
                )
            _passengers(pen.at(x, y, size, side), chance)


def pinasse(pen, *, roof):
    """The long river boat: a hull lifted at both ends; a roof of mats on hoops."""
    pen.curve("-330,58 -250,22 -120,4 60,2 220,18 345,74 335,52 235,-14 90,-30 -90,-30 -240,-12")
    if roof:
        pen.polygon("-120,14 -112,70 -60,96 60,98 118,74 128,14 118,14 108,60 -100,58 -108,14")
        for post in (-60, 0, 60):
            pen.line([(post, 0), (post, 70)], 4)


def _passengers(pen, chance):
    for seat in (-70, -25, 25, 72):
        if chance.random() < 0.8:
            middle = seat + chance.uniform(-8, 8)
            pen.ellipse(middle, 14, 17, 32)
            pen.ellipse(middle + 2, 48, 9, 11)


def shadow_on_water(canvas, x, y, size, dark):
    with canvas.layer(dark, opacity=0.55, blur=5 * size) as pen:
        boat = pen.at(x, y, size)
        boat.ellipse(0, -36, 300, 17)
        for index in range(5):
            boat.ellipse((index - 2) * 14, -60 - index * 17, 210 - index * 34, 4)


def _reeds(canvas, colour):
    chance = canvas.chance
    side = chance.choice((-1, 1))
    with canvas.layer(colour) as pen:
        for _ in range(70):
            out = chance.betavariate(1, 3.2) * 620 - 30
            tall = chance.uniform(90, 300) * (1 - abs(out) / 900)
            reed = pen.at(800 - side * (800 - out), HEIGHT + 10, 1, side)
            lean = chance.uniform(-45, 60)
            bend = lean * 0.3
            reed.polygon(
                [(-4, 0), (bend, tall * 0.55), (lean, tall), (bend + 5, tall * 0.5), (5, 0)]
            )
            if chance.random() < 0.3:
                reed.ellipse(lean, tall, 5, 22)
