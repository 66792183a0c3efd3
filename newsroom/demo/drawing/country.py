"""The millet field and the laterite road."""

from itertools import pairwise

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, mix
from newsroom.demo.drawing.land import (
    EVENING,
    HARMATTAN,
    MORNING,
    NOON,
    SHADOW,
    acacia,
    baobab,
    cable,
    cast,
    ground,
    heaven,
    palm,
    ridge,
    stand,
    thicket,
)
from newsroom.demo.drawing.people import CLOTHS, farmer, wrapped

LORRIES = ("#2f5a78", "#a8432c", "#b98a3c", "#50705a")


def field(canvas):
    """Young millet, and those who weed it; ripe ears close to us."""
    chance = canvas.chance
    hour = chance.choice((NOON, MORNING, EVENING))
    horizon = 470
    heaven(canvas, hour, horizon, sun=(chance.choice((180, 1420)), 330), clouds=0.7)
    ridge(canvas, horizon, 46, mix("#7d8a63", hour.air, 0.65))
    with canvas.layer(mix("#5f6b3c", hour.air, 0.4)) as pen:
        thicket(pen, chance, -30, 1640, horizon + 4, 34)
        baobab(pen.at(chance.randint(950, 1350), horizon + 12, 210), chance)
        palm(pen.at(chance.randint(180, 420), horizon + 8, 130), chance)
    _granaries(canvas, chance.randint(520, 760), horizon + 18, hour)
    ground(canvas, horizon + 4, mix("#a9834c", hour.air, 0.35), mix("#7a4a2a", hour.dark, 0.2))
    canvas.haze(horizon - 120, horizon + 6, hour.air, 0.4)
    _furrows(canvas, horizon, chance.randint(620, 980), hour)
    dark = mix("#2f3a1c", hour.dark, 0.3)
    for colour, spread in ((mix(dark, "#7d8450", 0.55), 165), (dark, 110)):
        _framing_millet(canvas, colour, spread, hour)


def _granaries(canvas, x, y, hour):
    """Round earth granaries under straw."""
    wall, straw = mix("#a8703f", hour.air, 0.35), mix("#c9a35c", hour.air, 0.3)
    with canvas.sprite(x - 30, y - 120, x + 260, y + 4) as pen:
        for shift, size in ((30, 1.0), (110, 0.8), (185, 1.1)):
            granary = pen.at(x + shift, y, size)
            granary.rect(-26, 0, 26, 46, wall)
            granary.rect(8, 0, 26, 46, mix(wall, hour.dark, 0.35))
            granary.polygon("-36,41 0,92 36,41", straw)
            granary.polygon("4,41 0,92 36,41", mix(straw, hour.dark, 0.35))


def _furrows(canvas, horizon, vanish, hour):
    """Rows that meet at the horizon, drawn band by band towards us."""
    chance, bands = canvas.chance, 9
    workers = [(chance.uniform(0.22, 0.7), chance.uniform(260, 1340)) for _ in range(5)]
    for band in range(bands):
        depths = ((band / bands) ** 1.8, ((band + 1) / bands) ** 1.8)
        green = mix(mix("#a2a860", hour.air, 0.45), "#47552a", 0.15 + 0.75 * depths[0])
        with canvas.layer(
            mix(hour.dark, "#5a3a1c", 0.5), opacity=0.3, blur=2 + 5 * depths[0]
        ) as pen:
            _tufts(pen, chance, horizon, vanish, depths, 0.25)
        with canvas.layer(green, light=(mix(green, hour.sun, 0.6), -1.5, -2, 0.6)) as pen:
            _tufts(pen, chance, horizon, vanish, depths, 1)
        for depth, x in sorted(workers):
            if depths[0] <= depth < depths[1]:
                y, tall = horizon + 20 + depth * 600, 50 + depth * 300
                cast(canvas, x, y, tall * 0.8, tall * 0.12, 0.35)
                stand(canvas, hour, chance.choice((farmer, farmer, wrapped)), x, y, tall)


def _tufts(pen, chance, horizon, vanish, depths, height):
    steps = 5 if depths[1] < 0.3 else 3
    for step in range(steps):
        depth = depths[0] + (depths[1] - depths[0]) * step / steps
        y, tall = horizon + 12 + depth * 600, (8 + depth * 105) * height
        for row in range(-16, 17):
            x = vanish + row * (16 + depth * 200) + chance.uniform(-0.1, 0.1) * tall
            if -40 < x < WIDTH + 40:
                _tuft(pen.at(x, y, tall), chance)


def _tuft(pen, chance):
    for leaf in (-0.8, -0.3, 0.25, 0.75):
        tip = ((leaf + chance.uniform(-0.2, 0.2)) * 0.62, chance.uniform(0.7, 1.1))
        pen.polygon([(-0.05, 0), (leaf * 0.12, 0.6), tip, (0.06, 0)])


def _framing_millet(canvas, colour, spread, hour):
    """Ears on both sides, so near that they stand before the sky."""
    chance = canvas.chance
    with canvas.layer(colour, light=(mix(colour, hour.sun, 0.55), -3, -3, 0.5)) as pen:
        for _ in range(20):
            side, out = chance.choice((-1, 1)), abs(chance.gauss(0, spread))
            x, tall = 800 + side * (830 - out), chance.uniform(420, 720) - out * 0.55
            _stalk(pen.at(x, HEIGHT + 20, 1, -side), chance, tall)


def _stalk(pen, chance, tall):
    top = chance.uniform(10, 60)
    pen.line([(0, 0), (top / 2 - 8, tall * 0.5), (top, tall)], 7)
    ear = [(-13, -60), (-15, 20), (0, 96), (15, 20), (13, -60)]
    pen.curve([(top + across, tall + up) for across, up in ear])
    for part in (0.25, 0.45, 0.65):
        foot, reach = tall * part, chance.choice((-1, 1)) * chance.uniform(110, 190)
        leaf = [(0, 0), (0.35, 88), (0.75, 60), (1, -30), (0.7, 36), (0.35, 58)]
        pen.curve([(across * reach, foot + up) for across, up in leaf])


def road(canvas):
    """A lorry loaded beyond reason on the laterite road."""
    chance = canvas.chance
    hour = chance.choice((NOON, HARMATTAN, EVENING, MORNING))
    horizon, vanish = 480, chance.randint(740, 860)
    heaven(canvas, hour, horizon, sun=(-40, 260), clouds=0.65)
    ridge(canvas, horizon, 40, mix("#8b7a52", hour.air, 0.65))
    ground(canvas, horizon - 2, mix("#b3a062", hour.air, 0.5), mix("#8a7238", hour.dark, 0.25))
    _bush(canvas, horizon, hour)
    _laterite(canvas, horizon, vanish, hour)
    _poles(canvas, horizon, vanish, hour)
    _dust(canvas, vanish - 120, hour)
    x, y = vanish - chance.randint(60, 110), 880
    with canvas.layer(SHADOW, opacity=0.45, blur=6) as pen:
        pen.at(x, y).polygon("-150,-4 150,-4 560,70 420,120 140,80")
    with canvas.sprite(x - 230, y - 580, x + 230, y + 20, light=(hour.sun, -3, -2, 0.4)) as pen:
        paint = mix(chance.choice(LORRIES), hour.air, 0.15)
        _load(pen.at(x, y), chance, mix("#8f7c58", paint, 0.15))
        _lorry(pen.at(x, y), paint)
    _verge(canvas, hour)


def _bush(canvas, horizon, hour):
    chance = canvas.chance
    for step in range(4):
        near = step / 4
        y = horizon + 6 + 130 * near * near
        with canvas.layer(mix("#56602f", hour.air, 0.62 - 0.42 * near)) as pen:
            thicket(pen, chance, -60, 560 - 130 * step, y, 26 + 40 * near)
            thicket(pen, chance, 1050 + 130 * step, 1680, y, 26 + 40 * near)
            for left, right in ((-20, 480 - 100 * step), (1120 + 100 * step, 1620)):
                acacia(pen.at(chance.uniform(left, right), y + 4, 90 + 130 * near), chance)
    canvas.haze(horizon - 100, horizon + 2, hour.air, 0.5)
    dark = mix("#4a4030", hour.air, 0.2)
    with canvas.layer(dark, light=(mix(dark, hour.sun, 0.5), -5, -2, 0.7)) as pen:
        baobab(pen.at(chance.choice((190, 1440)), horizon + 130, 360), chance)


def _laterite(canvas, horizon, vanish, hour):
    red, far = mix("#a9502f", hour.earth, 0.4), mix("#c47a4a", hour.air, 0.45)
    fill = [(horizon, far), (HEIGHT, mix(red, hour.dark, 0.12))]
    edge = (mix(red, hour.dark, 0.5), 14, 0, 0.6)
    foot = HEIGHT + 5
    with canvas.layer(fill, rough=13, shade=edge) as pen:
        pen.polygon([(vanish - 7, horizon), (vanish + 7, horizon), (1330, foot), (190, foot)])
    with canvas.layer(mix(red, hour.dark, 0.45), opacity=0.38, blur=5) as pen:
        for left, right in ((430, 500), (640, 690), (880, 930), (1060, 1130)):
            pen.polygon([(vanish, horizon), (right, foot), (left, foot)])
    with canvas.layer(mix(far, hour.sun, 0.4), opacity=0.28, blur=4) as pen:
        for left, right in ((545, 610), (960, 1030)):
            pen.polygon([(vanish, horizon), (right, foot), (left, foot)])


def _poles(canvas, horizon, vanish, hour):
    places = [(vanish - 700 * 0.62**i, horizon + 420 * 0.62**i, 0.62**i) for i in range(9)]
    with canvas.layer(mix(hour.dark, hour.air, 0.2)) as pen:
        for x, y, size in places:
            pole = pen.at(x, y, size)
            pole.line("0,0 0,640", 15)
            pole.line("-55,602 55,602", 9)
        for (x0, y0, n0), (x1, y1, n1) in pairwise(places):
            for side in (-50, 50):
                start = (x0 + side * n0, y0 - 608 * n0)
                end = (x1 + side * n1, y1 - 608 * n1)
                pen.line(cable(start, end, 30 * n0), 1.3)


def _dust(canvas, x, hour):
    chance, colour = canvas.chance, mix("#cf8a58", hour.air, 0.45)
    for blur, count, spread in ((26, 26, 1.0), (12, 26, 0.7)):
        with canvas.layer(colour, opacity=0.5, blur=blur) as pen:
            for _ in range(count):
                near = chance.random()
                out = near * 60 + chance.gauss(0, 150) * spread * (0.1 + near)
                up = 520 + near * 320 - abs(chance.gauss(0, 60))
                pen.ellipse(x + out, up, 34 + 70 * near, 20 + 44 * near)


def _load(pen, chance, cloth):
    """Twice the lorry's height: sacks under a cover, bundles on it, cans at its sides."""
    pen.polygon("-160,200 160,200 176,420 120,496 20,520 -90,508 -172,440", cloth)
    pen.polygon("40,200 160,200 176,420 120,496 60,514", mix(cloth, "#241a14", 0.28))
    for rope in ("-120,205 -125,350 -100,505", "-50,205 -45,350 -36,515", "20,205 42,350 34,516",
                 "95,205 120,350 96,500"):  # fmt: skip
        pen.line(rope, 3, mix(cloth, "#241a14", 0.5))
    for x, up, wide in ((-110, 474, 44), (-30, 520, 52), (60, 514, 40), (118, 470, 36)):
        pen.ellipse(x, up, wide, 28, mix(cloth, chance.choice(CLOTHS), 0.55))
    for x in (-172, 172):
        pen.ellipse(x, 300, 15, 26, mix("#b98a3c", cloth, 0.3))


def _lorry(pen, paint):
    """The front: cab, windscreen, grille, lamps, mirrors."""
    dark, rubber = mix(paint, "#140f0d", 0.6), "#1d1816"
    for x in (-118, 118):
        pen.rect(x - 26, 0, x + 26, 84, rubber)
    pen.polygon("-150,60 150,60 150,215 132,300 -132,300 -150,215", paint)
    pen.polygon("-122,205 122,205 112,284 -112,284", "#20313a")
    pen.polygon("-122,205 -30,205 -62,284 -112,284", "#5d7a80")
    pen.rect(-96, 96, 96, 170, dark)
    for up in (104, 121, 138, 155):
        pen.rect(-92, up, 92, up + 7, mix(paint, "#ddd0b0", 0.45))
    for side in (-1, 1):
        pen.ellipse(side * 122, 118, 19, fill="#f6e7b4")
        pen.line([(side * 150, 250), (side * 182, 262), (side * 182, 215)], 6, dark)
    pen.rect(-156, 50, 156, 78, dark)
    pen.rect(-34, 55, 34, 72, "#d9cfae")


def _verge(canvas, hour):
    chance, colour = canvas.chance, mix("#6f5f2c", hour.dark, 0.45)
    with canvas.layer([(820, mix(colour, hour.sun, 0.3)), (HEIGHT, colour)]) as pen:
        for _ in range(210):
            side, y = chance.choice((-1, 1)), chance.uniform(860, HEIGHT + 40)
            edge = 760 + side * (570 - (HEIGHT - y) * 0.9)
            x = edge + side * abs(chance.gauss(20, 130))
            blade = [(-3, 0), (chance.uniform(-26, 26), chance.uniform(26, 85)), (3, 0)]
            pen.at(x, y).polygon(blade)
