"""Works at the water: the port and its cranes, the dam and its gates."""

from itertools import pairwise

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, mix
from newsroom.demo.drawing.land import (
    EVENING,
    HARMATTAN,
    MORNING,
    NOON,
    birds,
    cable,
    crown,
    heaven,
    ridge,
)
from newsroom.demo.drawing.people import boatman, silhouette
from newsroom.demo.drawing.water import pinasse, shadow_on_water

BOXES = (
    *("#9a4a30", "#3f5f7c", "#b98a3c", "#5d7a66"),
    *("#7d4a52", "#c9b48a", "#4c7480", "#8a6a4a"),
)
QUAY = 720
GATES, FIRST, STEP = 9, 250, 122  # spillway bays: how many, where they start, how wide
CREST, FOOT = 430, 800  # upper and lower edge of the dam


def port(canvas):
    """Containers and cranes on the quay, a fishing boat between us and all that iron."""
    chance = canvas.chance
    hour = chance.choice((EVENING, HARMATTAN, MORNING))
    heaven(canvas, hour, QUAY, sun=(chance.randint(180, 420), 470), clouds=0.6)
    ridge(canvas, QUAY - 30, 50, mix(hour.earth, hour.air, 0.75))
    for x, size, far in ((330, 0.72, 0.42), (760, 0.86, 0.28), (1270, 1.0, 0.12)):
        iron = mix(mix("#7a3426", hour.dark, 0.3), hour.air, far)
        with canvas.layer(iron, light=(hour.sun, -2.5, -2, 0.55)) as pen:
            _crane(pen.at(x + chance.uniform(-40, 40), QUAY, size))
    _stacks(canvas, hour)
    _ship(canvas, chance.randint(760, 860), hour)
    stone = [(QUAY, mix("#8a7a66", hour.air, 0.3)), (QUAY + 26, mix("#5a4a3e", hour.dark, 0.3))]
    with canvas.layer(stone) as pen:
        pen.rect(-10, QUAY - 6, 1610, QUAY + 24)
    canvas.haze(430, QUAY - 10, hour.air, 0.25)
    canvas.mirror(QUAY + 24, mix("#27404a", hour.air, 0.25), 0.42, depth=0.9, ripple=9)
    birds(canvas, mix(hour.dark, hour.air, 0.2), 8, 120, 420)
    x, dark = chance.randint(330, 560), mix(hour.dark, "#0c0a0e", 0.4)
    shadow_on_water(canvas, x, 930, 1.05, dark)
    with canvas.layer(dark, light=(hour.sun, -4, -4, 0.8)) as pen:
        pinasse(pen.at(x, 930, 1.05), roof=False)
        boatman(pen.at(x - 210, 912, 165), silhouette())
        for seat in (-40, 30, 96):
            pen.ellipse(x + seat, 908, 19, 34)
            pen.ellipse(x + seat + 2, 868, 10, 12.5)


def _crane(pen):
    """A quay crane: a portal, a mast, a boom over the water, and a box on its way."""
    for leg in ("-92,0 -74,330", "92,0 74,330"):
        pen.line(leg, 17)
    for brace in (
        "-88,60 88,60",
        "-76,330 76,330",
        "-84,170 84,170",
        "-84,60 80,170",
        "-80,170 76,330",
    ):
        pen.line(brace, 9)
    pen.line("-330,346 300,346", 15)
    pen.line("0,346 14,500", 13)
    for end in (-320, -170, 160, 290):
        pen.line([(14, 496), (end, 350)], 3.6)
    for truss in range(-320, 290, 30):
        pen.line([(truss, 352), (truss + 15, 366), (truss + 30, 352)], 3)
    pen.polygon("-120,338 -60,338 -66,300 -114,300")
    for rope in ("-106,300 -106,190", "-74,300 -74,190"):
        pen.line(rope, 2.2)
    pen.rect(-150, 146, -30, 190)


def _stacks(canvas, hour):
    chance = canvas.chance
    box = (0, QUAY - 330, WIDTH, QUAY)
    with canvas.sprite(*box, light=(hour.sun, -2, -2, 0.35)) as pen:
        for left in range(-20, 1640, 128):
            for level in range(chance.randint(1, 4) if left < 700 else chance.randint(1, 2)):
                colour = mix(chance.choice(BOXES), hour.air, 0.24)
                _container(pen.at(left, QUAY - 6 - level * 52), 124, 50, colour, hour)


def _container(pen, wide, tall, colour, hour):
    pen.rect(0, 0, wide, tall, colour)
    for rib in range(1, 16):
        x = rib * wide / 16
        pen.rect(x, 5, x + 2.4, tall - 5, mix(colour, hour.dark, 0.3))
    pen.rect(0, 0, wide, 4, mix(colour, hour.dark, 0.45))
    pen.rect(0, tall - 3, wide, tall, mix(colour, hour.sun, 0.35))


def _ship(canvas, x, hour):
    """A freighter whose stern lies outside the picture."""
    chance, stern = canvas.chance, WIDTH + 60
    hull, white = mix("#2b3a48", hour.air, 0.14), mix("#e8e0cc", hour.air, 0.2)
    box = (x - 40, QUAY - 330, stern, QUAY + 30)
    with canvas.sprite(*box, light=(hour.sun, -3, -3, 0.45)) as pen:
        for row in range(6):
            for level in range(chance.randint(1, 3)):
                colour = mix(chance.choice(BOXES), hour.air, 0.18)
                _container(pen.at(x + 90 + row * 92, QUAY - 106 - level * 44), 88, 42, colour, hour)
        bridge = pen.at(WIDTH - 20, QUAY)
        for wide, low, high in ((190, 106, 190), (160, 190, 246), (120, 246, 296)):
            bridge.rect(-wide, low, 0, high, white)
            bridge.rect(8 - wide, high - 28, 0, high - 14, mix("#2c414a", hour.air, 0.1))
        side = pen.at(x, QUAY)
        long = stern - x
        side.polygon([(-20, 124), (60, 106), (long, 106), (long, -26), (60, -26)], hull)
        red = mix("#7d3426", hour.air, 0.14)
        side.polygon([(46, 8), (long, 8), (long, -26), (60, -26)], red)
        side.line([(-10, 110), (long, 94)], 3, mix(hull, hour.sun, 0.45))


def dam(canvas):
    """The dam from below, some gates open."""
    chance = canvas.chance
    hour = chance.choice((MORNING, NOON, EVENING))
    heaven(canvas, hour, 430, sun=(-40, 180), clouds=0.6)
    ridge(canvas, 430, 150, mix("#8a8a6a", hour.air, 0.72))
    ridge(canvas, 450, 90, mix("#7a8058", hour.air, 0.5))
    _pylons(canvas, mix(hour.dark, hour.air, 0.4))
    lit, shaded = mix("#cbbfa8", hour.air, 0.25), mix("#7d7268", hour.dark, 0.25)
    _wall(canvas, lit, shaded, hour)
    _gates(canvas, hour)
    _piers(canvas, lit, shaded, hour)
    _water(canvas, hour)
    for side in (-1, 1):
        _bank(canvas, side, hour)


def _pylons(canvas, colour):
    places = ((1480, 400, 310), (1180, 395, 190), (1010, 390, 110))
    with canvas.layer(colour) as pen:
        for x, base, tall in places:
            pylon = pen.at(x, base, tall)
            for leg in ("-0.13,0 -0.03,1", "0.13,0 0.03,1"):
                pylon.line(leg, 0.016)
            for step in range(6):
                low, high = step / 6, (step + 1) / 6
                pylon.line([(0.1 * low - 0.13, low), (0.13 - 0.1 * high, high)], 0.008)
            for arm in ("-0.2,0.78 0.2,0.78", "-0.16,0.92 0.16,0.92"):
                pylon.line(arm, 0.013)
        for (x0, y0, t0), (x1, y1, t1) in pairwise(places):
            for side in (-0.2, 0.2):
                start, end = (x0 + side * t0, y0 - 0.78 * t0), (x1 + side * t1, y1 - 0.78 * t1)
                pen.line(cable(start, end, 0.12 * t0), 1.3)


def _wall(canvas, lit, shaded, hour):
    with canvas.layer([(CREST, lit), (FOOT, mix(lit, shaded, 0.6))], rough=9) as pen:
        pen.rect(-20, CREST - 30, 1620, FOOT)
    with canvas.layer(shaded, opacity=0.6) as pen:
        for line in range(CREST + 60, FOOT, 62):
            pen.rect(-20, line, 1620, line + 2)
    with canvas.layer(mix(shaded, hour.dark, 0.45)) as pen:
        for index in range(GATES):
            left = FIRST + index * STEP
            pen.rect(left, CREST + 20, left + STEP - 34, FOOT)


def _gates(canvas, hour):
    """Closed gates are steel; from the open ones the river falls."""
    chance = canvas.chance
    steel, white = mix("#4f6a74", hour.air, 0.15), mix("#f3f1e6", hour.air, 0.15)
    lefts = [FIRST + index * STEP for index in range(GATES)]
    wide = STEP - 34
    running = [x for index, x in enumerate(lefts) if index % 3 == 1 or chance.random() < 0.35]
    fall = [(CREST + 70, mix(white, steel, 0.35)), (CREST + 190, white), (FOOT, white)]
    with canvas.layer(fall, opacity=0.96) as pen:
        for x in running:
            low, high = FOOT + 20, CREST + 84
            pen.polygon([(x, high), (x + wide, high), (x + wide + 16, low), (x - 16, low)])
    with canvas.layer(mix(steel, white, 0.35), opacity=0.55, blur=2) as pen:
        for x in (x for x in running for _ in range(13)):
            out, start = chance.uniform(4, wide - 4), chance.uniform(CREST + 90, FOOT - 60)
            thread = [(0, 0), ((out - wide / 2) * 0.25, -chance.uniform(60, 220))]
            pen.at(x + out, start).line(thread, chance.uniform(2, 5))
    leaf = [(CREST + 20, mix(steel, hour.sun, 0.2)), (CREST + 96, mix(steel, hour.dark, 0.3))]
    with canvas.layer(leaf) as pen:
        for x in lefts:
            pen.rect(x, CREST + 22, x + wide, CREST + 92)


def _piers(canvas, lit, shaded, hour):
    """The piers between the gates, and the road on top with its lamps."""
    fill = [(CREST - 30, lit), (FOOT, mix(lit, shaded, 0.4))]
    light, shade = (hour.sun, -6, -2, 0.6), (shaded, 12, 0, 0.9)
    with canvas.layer(fill, rough=8, light=light, shade=shade) as pen:
        for index in range(GATES + 1):
            pier = pen.at(FIRST - 34 + index * STEP, FOOT)
            pier.polygon("0,404 34,404 42,0 -8,0")
    with canvas.layer(mix(lit, hour.sun, 0.3), shade=(shaded, 0, 9, 0.9)) as pen:
        pen.rect(-20, CREST - 44, 1620, CREST - 14)
    with canvas.layer(mix(shaded, hour.dark, 0.3)) as pen:
        for x in range(20, 1600, 74):
            pen.at(x, CREST - 44).line("0,0 0,52 16,56", 2.6)
        pen.line([(-20, CREST - 58), (1620, CREST - 58)], 2)


def _water(canvas, hour):
    chance = canvas.chance
    deep, foam = mix("#3f6a70", hour.air, 0.2), mix("#f3f1e6", hour.air, 0.15)
    fill = [(FOOT, mix(deep, foam, 0.55)), (HEIGHT, mix(deep, hour.dark, 0.35))]
    with canvas.layer(fill, rough=7) as pen:
        pen.rect(-20, FOOT, 1620, HEIGHT + 10)
    left, right = FIRST - 60, FIRST + GATES * STEP + 30
    for blur, count, low in ((14, 90, 60), (5, 150, 170)):
        with canvas.layer(foam, opacity=0.62, blur=blur) as pen:
            for _ in range(count):
                y = FOOT - 6 + chance.random() ** 2 * low
                pen.ellipse(
                    chance.uniform(left, right), y, chance.uniform(14, 60), chance.uniform(4, 13)
                )
    with canvas.layer(mix(foam, deep, 0.3), opacity=0.5, blur=1.4) as pen:
        for _ in range(120):
            depth = chance.random()
            x, y = 800 + chance.gauss(0, 420), FOOT + 40 + depth * 240
            pen.ellipse(x, y, 12 + 50 * depth, 1.4 + 2.4 * depth)
    canvas.glow(800, FOOT - 10, 520, foam, 0.35, squash=0.35)


def _bank(canvas, side, hour):
    """Rocks and bushes that close the picture on one side."""
    chance, edge = canvas.chance, 800 + side * 820
    rock = mix("#7d6248", hour.air, 0.12)
    fill = [(640, mix(rock, hour.sun, 0.25)), (HEIGHT, mix(rock, hour.dark, 0.5))]
    with canvas.layer(fill, rough=20, light=(hour.sun, -5, -5, 0.4)) as pen:
        rocks = pen.at(edge, HEIGHT, 1, -side)
        rocks.polygon("0,420 120,410 210,330 270,300 300,190 400,130 430,70 530,-10 0,-20")
    dark, lit = mix("#2f4020", hour.dark, 0.15), mix("#8a9656", hour.air, 0.1)
    with canvas.sprite(edge - 420, 520, edge + 420, HEIGHT + 40) as pen:
        for out, y, wide in (
            (60, 690, 120),
            (190, 770, 90),
            (340, 940, 80),
            (140, 1000, 130),
            (0, 860, 130),
        ):
            crown(pen.at(edge - side * out, y, wide), chance, dark, lit, 260, 0.6)
