"""The market in the morning: awnings, heaps of fruit, and everybody."""

from newsroom.demo.drawing.canvas import WIDTH, mix
from newsroom.demo.drawing.land import (
    HARMATTAN,
    MORNING,
    NOON,
    SHADOW,
    ground,
    heaven,
    shade_tree,
    stand,
)
from newsroom.demo.drawing.people import any_look, robed, unladen, wrapped

AWNINGS = (
    *(("#a84e32", "#e2cfa4"), ("#3b5a80", "#d9d0b8"), ("#c2963f", "#8a4a2c")),
    *(("#5d7a5f", "#e0d3ae"), ("#8b5568", "#dcc7a0"), ("#4c7f88", "#e6d9b8")),
)
GOODS = (
    *("#d07f2c", "#b0412a", "#6f8a43", "#dcc38a"),
    *("#8d4a63", "#c9a23f", "#a8532f", "#4f6b3a"),
)
ROWS = (  # the foot of the row, its size, where its stalls stand, where people walk
    (600, 0.56, (90, 360, 640, 930, 1210, 1490), (60, 1540)),
    (735, 0.82, (60, 470, 1110, 1530), (60, 1540)),
    (960, 1.32, (110, 1500), (330, 1270)),
)


def market(canvas):
    """Three rows of stalls with an alley between them."""
    chance = canvas.chance
    hour = chance.choice((MORNING, NOON, HARMATTAN))
    heaven(canvas, hour, 470, sun=(-80, 200), clouds=0.5)
    _backdrop(canvas, hour)
    ground(canvas, 500, mix(hour.earth, hour.air, 0.6), mix(hour.earth, hour.dark, 0.3))
    for y, size, places, alley in ROWS:
        for x in places:
            _stall(canvas, x + chance.uniform(-25, 25), y + chance.uniform(-8, 8), size, hour)
        for _ in range(3 if size > 1 else 5):
            _passer(
                canvas, chance.uniform(*alley), y + 24 + chance.uniform(0, 46) * size, size, hour
            )
    _foreground(canvas, hour)


def _backdrop(canvas, hour):
    chance, wall = canvas.chance, mix(hour.earth, hour.air, 0.55)
    with canvas.layer([(360, wall), (510, mix(wall, hour.dark, 0.25))], rough=8) as pen:
        x = -40
        while x < WIDTH:
            wide = chance.uniform(150, 330)
            pen.rect(x, chance.uniform(360, 440), x + wide, 520)
            x += wide
    with canvas.layer(mix(wall, hour.dark, 0.45)) as pen:
        for _ in range(16):
            pen.at(chance.uniform(0, WIDTH), chance.uniform(466, 491)).rect(0, 0, 18, 26)
    green, lit = mix("#44552c", hour.air, 0.32), mix("#8c9a58", hour.air, 0.3)
    for x, tall in ((chance.randint(180, 420), 330), (chance.randint(1150, 1420), 400)):
        shade_tree(canvas, x, 520, tall, green, lit, mix("#4a3626", hour.air, 0.25))


def _stall(canvas, x, y, size, hour):
    chance = canvas.chance
    cloth, stripe = chance.choice(AWNINGS)
    if chance.random() < 0.4:
        stripe = mix(cloth, stripe, 0.14)
    cloth, stripe = mix(cloth, hour.air, 0.32 - 0.2 * size), mix(stripe, hour.air, 0.25)
    with canvas.layer(SHADOW, opacity=0.45, blur=7 * size) as pen:
        pen.at(x, y, size).polygon("-170,14 190,14 260,-26 -150,-26")
    box = (x - 230 * size, y - 320 * size, x + 230 * size, y + 20 * size)
    with canvas.sprite(*box, light=(hour.sun, -2 * size, -2 * size, 0.45)) as pen:
        stall = pen.at(x, y, size)
        _posts(stall, hour)
        seller = pen.at(x + chance.uniform(-70, 70) * size, y - 18 * size, 176 * size)
        unladen(seller, any_look(chance, hour.air))
        _table(stall, chance, hour)
        _awning(stall, cloth, stripe, hour)


def _posts(pen, hour):
    wood = mix("#5b3d28", hour.air, 0.1)
    for post in ("-160,6 -160,240", "158,4 158,240", "-140,30 -140,240", "140,30 140,240"):
        pen.line(post, 9, wood)
    pen.rect(-165, 110, 165, 232, mix(hour.dark, hour.earth, 0.22))


def _table(pen, chance, hour):
    cover = mix(chance.choice(GOODS), hour.earth, 0.55)
    pen.polygon("-172,84 172,84 164,0 -164,0", cover)
    for fold in range(-5, 6):
        pen.line([(fold * 31, 80), (fold * 30, 0)], 5, mix(cover, hour.dark, 0.22))
    pen.rect(-178, 94, 178, 82, mix("#7d5a38", hour.air, 0.15))
    for place in range(-2, 3):
        _heap(pen, chance, place * 68, 92, 30, mix(chance.choice(GOODS), hour.air, 0.12), 4)


def _heap(pen, chance, x, y, wide, colour, rows):
    """A pyramid of round things on a tray, lit from the left."""
    pen.ellipse(x, y, wide * 1.12, wide * 0.2, mix(colour, "#1c120c", 0.55))
    radius = wide / (rows + 0.6)
    for row in range(rows):
        up = y + radius * (0.8 + row * 1.5)
        for place in range(rows - row):
            left = x - (rows - row - 1) * radius + place * 2 * radius
            tone = mix(colour, "#fff0c8", chance.uniform(0.0, 0.22) + 0.05 * row)
            pen.ellipse(left, up, radius * 1.08, radius, mix(tone, SHADOW, 0.35))
            lit = radius * 0.15
            pen.ellipse(left - lit, up + lit, radius * 0.84, radius * 0.78, tone)


def _awning(pen, cloth, stripe, hour):
    count = 9
    for index in range(count):
        left, right = index / count * 2 - 1, (index + 1) / count * 2 - 1
        colour = stripe if index % 2 else cloth
        top = [(left * 172, 296), (right * 172, 296), (right * 212, 226), (left * 212, 226)]
        pen.polygon(top, mix(colour, hour.sun, 0.28 - 0.12 * (left + 1)))
        hem = [(right * 212, 200), ((left + right) * 106, 191), (left * 212, 200)]
        pen.polygon([(left * 212, 226), (right * 212, 226), *hem], mix(colour, hour.dark, 0.32))


def _passer(canvas, x, y, size, hour):
    with canvas.layer(SHADOW, opacity=0.4, blur=3 * size) as pen:
        pen.ellipse(x + 34 * size, y, 52 * size, 8 * size)
    stand(canvas, hour, canvas.chance.choice((wrapped, wrapped, robed)), x, y, 176 * size)


def _foreground(canvas, hour):
    """What is for sale at our feet."""
    chance = canvas.chance
    with canvas.layer(SHADOW, opacity=0.5, blur=10) as pen:
        pen.ellipse(800, 1062, 560, 40)
    rim = mix("#a88350", hour.earth, 0.3)
    with canvas.sprite(180, 820, 1420, 1090, light=(hour.sun, -3, -3, 0.35)) as pen:
        for index in range(7):
            basket = pen.at(330 + index * 158 + chance.uniform(-12, 12), 1050)
            basket.ellipse(0, -2, 86, 26, mix(rim, hour.dark, 0.45))
            _heap(basket, chance, 0, 4, 66, mix(chance.choice(GOODS), hour.air, 0.08), 5)
            basket.polygon("-88,2 88,2 66,-38 -66,-38", rim)
            for weave in range(-3, 4):
                basket.line([(weave * 24, 0), (weave * 18, -38)], 3, mix(rim, hour.dark, 0.3))
