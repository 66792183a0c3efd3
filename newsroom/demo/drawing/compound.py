"""Public buildings with their yard: the school, the clinic."""

from newsroom.demo.drawing.canvas import WIDTH, mix
from newsroom.demo.drawing.land import (
    EVENING,
    MORNING,
    NOON,
    SHADOW,
    cast,
    crown,
    ground,
    heaven,
    palm,
    ridge,
    shade_tree,
    stand,
    thicket,
)
from newsroom.demo.drawing.people import Look, any_look, child, robed, seated, unladen

WALLS, TRIMS = ("#d8b483", "#d9c6a0", "#c99a6a"), ("#3f6a86", "#8f4a33", "#5d7a5f")
UNIFORMS = (("#c9a878", "#8a6a44"), ("#7fa0b8", "#39526e"), ("#d9d3c8", "#55705a"))
LEAVES, LIT_LEAVES, BARK = "#34471f", "#94a25c", "#4a3626"


def school(canvas):
    """Pupils on the way to class, early."""
    chance = canvas.chance
    hour = chance.choice((MORNING, NOON))
    _yard(canvas, hour)
    wall, trim = (
        mix(chance.choice(WALLS), hour.air, 0.15),
        mix(chance.choice(TRIMS), hour.air, 0.12),
    )
    _building(canvas, (520, 1510, 480, 748), wall, trim, hour)
    _iron_roof(canvas, (520, 1510, 480, 748), hour)
    _veranda(canvas, (520, 1510, 480, 748), wall, hour)
    tree = chance.randint(190, 250)
    with canvas.layer(SHADOW, opacity=0.42, blur=12) as pen:
        pen.ellipse(tree + 150, 800, 400, 40)
    shade_tree(canvas, tree, 800, 520, LEAVES, LIT_LEAVES, BARK)
    _flag(canvas, 690, 850, hour)
    shirt, shorts = (mix(colour, hour.air, 0.1) for colour in chance.choice(UNIFORMS))
    for y in sorted(chance.uniform(830, 1010) for _ in range(8)):
        x, tall, dressed = chance.uniform(300, 1480), 96 + (y - 830) * 0.55, any_look(chance)
        cast(canvas, x, y, tall, tall * 0.13)
        stand(canvas, hour, child, x, y, tall, Look(dressed.skin, shirt, shorts, dressed.robe))


def _yard(canvas, hour):
    chance = canvas.chance
    heaven(canvas, hour, 700, sun=(-60, 240), clouds=0.6)
    ridge(canvas, 700, 50, mix("#8b8a5e", hour.air, 0.6))
    with canvas.layer(mix("#66743f", hour.air, 0.4)) as pen:
        thicket(pen, chance, -40, 1640, 720, 60)
        for _ in range(3):
            palm(pen.at(chance.uniform(60, 1540), 722, chance.uniform(190, 300)), chance)
    canvas.haze(560, 722, hour.air, 0.35)
    ground(canvas, 715, mix(hour.earth, hour.air, 0.4), mix(hour.earth, hour.dark, 0.28))


def _building(canvas, box, wall, trim, hour):
    """A long low front of four rooms: `box` is its left, right, top and base."""
    left, right, top, base = box
    with canvas.layer(SHADOW, opacity=0.42, blur=8) as pen:
        pen.polygon([(left, base), (right, base), (right + 130, base + 34), (left + 60, base + 34)])
    with canvas.layer([(top, mix(wall, hour.sun, 0.3)), (base, wall)], rough=8) as pen:
        pen.rect(left, top, right, base)
    with canvas.layer(trim, rough=5) as pen:
        pen.rect(left, base - 62, right, base)
    with canvas.layer(mix(wall, hour.dark, 0.4), opacity=0.62, blur=2) as pen:
        pen.polygon([(left, top), (right, top), (right, top + 88), (left + 34, top + 88)])
    step = (right - left) / 4
    with canvas.sprite(left, top, right, base + 4) as pen:
        for index in range(4):
            _room(pen.at(left + step * (index + 0.5), base), base - top, trim, hour)


def _room(pen, tall, trim, hour):
    """One door and one window with its shutters."""
    dark, slats = mix("#2b1d17", hour.earth, 0.12), mix(trim, hour.dark, 0.35)
    pen.rect(-78, 0, -16, tall - 78, dark)
    pen.rect(-78, 0, -52, tall - 78, mix(trim, hour.dark, 0.15))
    pen.rect(6, tall - 164, 74, tall - 92, dark)
    for left in (-28, 74):
        pen.rect(left, tall - 166, left + 34, tall - 90, trim)
        for slat in range(6):
            up = tall - 100 - slat * 11
            pen.rect(left + 4, up - 3, left + 30, up, slats)


def _iron_roof(canvas, box, hour):
    left, right, top, _ = box
    iron, chance = mix("#9a8f84", hour.air, 0.2), canvas.chance
    fill = [(top - 120, mix(iron, hour.sun, 0.4)), (top + 10, mix(iron, hour.dark, 0.2))]
    eaves, crest = (left - 60, right + 60), (left + 30, right - 30)
    with canvas.layer(fill) as pen:
        pen.polygon(
            [(crest[0], top - 118), (crest[1], top - 118), (eaves[1], top + 8), (eaves[0], top + 8)]
        )
    with canvas.layer(mix(iron, hour.dark, 0.35), opacity=0.55) as pen:
        for index in range(47):
            high, low = (ends[0] + index / 46 * (ends[1] - ends[0]) for ends in (crest, eaves))
            pen.line([(high, top - 118), (low, top + 6)], 2)
    with canvas.layer(mix("#8a4a2c", iron, 0.35), opacity=0.4, blur=4) as pen:
        for _ in range(9):
            rust = pen.at(chance.uniform(left + 40, right - 100), top)
            rust.polygon("0,100 40,100 60,0 -10,0")


def _veranda(canvas, box, wall, hour):
    left, right, top, base = box
    shaded = mix(wall, hour.dark, 0.4)
    light, shade = (hour.sun, -2, 0, 0.6), (shaded, 5, 0, 0.9)
    with canvas.layer(mix(wall, hour.sun, 0.4), light=light, shade=shade) as pen:
        for index in range(5):
            pen.at(left - 14 + index * (right - left + 28) / 4, base).rect(
                -9, -14, 9, base - top + 6
            )
    with canvas.layer(mix(shaded, wall, 0.45), rough=8) as pen:
        pen.rect(left - 40, base + 2, right + 40, base + 20)


def _flag(canvas, x, base, hour):
    box = (x - 10, base - 420, x + 150, base + 6)
    with canvas.sprite(*box, light=(hour.sun, -1, 0, 0.5)) as pen:
        mast = pen.at(x, base)
        mast.rect(-4, 0, 4, 412, mix("#d8d3c8", hour.dark, 0.3))
        mast.polygon("4,405 44,403 44,328 4,326", mix("#3f7a4d", hour.air, 0.12))
        mast.polygon("44,403 84,395 84,319 44,328", mix("#d8b24a", hour.air, 0.12))
        mast.polygon("84,395 124,388 124,304 84,319", mix("#a8432f", hour.air, 0.12))


def clinic(canvas):
    """The health centre on the morning of consultations."""
    chance = canvas.chance
    hour = chance.choice((MORNING, NOON, EVENING))
    _yard(canvas, hour)
    box, white = (330, 1290, 470, 760), mix("#e8e2d2", hour.air, 0.2)
    trim = mix(chance.choice(("#5f8f7f", "#4f7f98", "#6f9a72")), hour.air, 0.1)
    _building(canvas, box, white, trim, hour)
    with canvas.layer(mix(trim, hour.air, 0.2), light=(hour.sun, 0, -4, 0.6)) as pen:
        pen.rect(290, 444, 1330, 476)
    _veranda(canvas, box, white, hour)
    _cross(canvas, 810, 404, trim, hour)
    for x in range(480, 1200, 84):
        if chance.random() < 0.75:
            stand(canvas, hour, seated, x + chance.uniform(-12, 12), 782, 150)
    shade_tree(canvas, chance.randint(1420, 1480), 830, 480, LEAVES, LIT_LEAVES, BARK)
    _ambulance(canvas, chance.randint(195, 235), 880, hour)
    _callers(canvas, hour)
    _hedge(canvas, hour)


def _cross(canvas, x, y, green, hour):
    white = mix("#f2eee2", hour.air, 0.1)
    shade = (mix(white, hour.dark, 0.4), 5, 3, 0.8)
    with canvas.layer(white, light=(hour.sun, -3, -3, 0.6), shade=shade) as pen:
        pen.at(x, y).rect(-62, -62, 62, 62)
    with canvas.layer(mix(green, "#1f5a45", 0.5)) as pen:
        pen.at(x, y).rect(-14, -44, 14, 44)
        pen.at(x, y).rect(-44, -14, 44, 14)


def _ambulance(canvas, x, y, hour):
    body, glass = mix("#efeadd", hour.air, 0.12), mix("#2c414a", hour.air, 0.1)
    with canvas.layer(SHADOW, opacity=0.45, blur=7) as pen:
        pen.at(x, y).polygon("-150,8 170,8 290,-26 -120,-26")
    with canvas.sprite(x - 180, y - 220, x + 200, y + 12, light=(hour.sun, -2, -3, 0.5)) as pen:
        car = pen.at(x, y)
        car.polygon("-160,24 -160,176 -146,190 60,190 104,112 164,98 172,24", body)
        car.rect(-160, 24, 172, 58, mix(body, hour.dark, 0.25))
        car.polygon("8,172 52,172 86,116 8,116", glass)
        car.rect(-140, 122, -12, 170, glass)
        car.rect(-160, 90, 166, 104, "#3f7f68")
        car.rect(-36, 190, 6, 206, "#b0412f")
        for wheel in (-98, 108):
            car.ellipse(wheel, 24, 34, fill="#1d1816")
            car.ellipse(wheel, 24, 15, fill=mix(body, hour.dark, 0.3))


def _callers(canvas, hour):
    """A nurse in white and those who have come."""
    chance = canvas.chance
    gown = mix("#f1ecdf", hour.air, 0.08)
    nurse = Look(any_look(chance).skin, gown, mix("#a9c3b8", hour.air, 0.1))
    x = chance.uniform(640, 720)
    people = [(900, x, robed, nurse), (908, x + 84, unladen, None)]
    for _ in range(3):
        people.append((chance.uniform(850, 960), chance.uniform(880, 1250), unladen, None))
    for y, x, figure, look in sorted(people, key=lambda person: person[0]):
        tall = 150 + (y - 850) * 0.5
        cast(canvas, x, y, tall, tall * 0.1)
        stand(canvas, hour, figure, x, y, tall, look)


def _hedge(canvas, hour):
    """Leaves close to us along the lower edge, out of the sun."""
    dark, lit = mix("#25331a", hour.dark, 0.3), mix("#5f6f38", hour.dark, 0.1)
    with canvas.sprite(-40, 960, WIDTH + 40, 1110) as pen:
        for x in range(-20, 1660, 110):
            edge = abs(x - 800) / 800
            bush = pen.at(x, 1085 - 40 * edge, 90)
            crown(bush, canvas.chance, dark, lit, 90, 0.38 + 0.44 * edge)
