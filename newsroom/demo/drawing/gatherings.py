"""Scenes with an audience: the stadium and the conference hall."""

import math

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, mix
from newsroom.demo.drawing.people import CLOTHS, SKINS, Look, any_look, bust

NIGHTS = (("#10162b", "#27335a"), ("#16122a", "#3d2d55"), ("#0d1b26", "#1f4452"))
SHIRTS = ("#e6dabd", "#b0412f", "#c9a23f", "#3b5a80", "#4f8a5d")
BOARDS = ("#8c3b1f", "#c9a23f", "#2f5a78", "#e6dabd", "#3f6a4d")
LAMPS = ((170, 120), (560, 150), (1040, 150), (1430, 120))
FAR_LINE, VANISH = 515, -900  # where the pitch begins, where its stripes would meet
ROOMS = (("#6b4428", "#27406b"), ("#574636", "#7a3b2a"), ("#5d4a3c", "#3f5f50"))
INK = "#1c1714"


def stadium(canvas):
    """A match under the floodlights, seen from the stands."""
    chance = canvas.chance
    top, low = chance.choice(NIGHTS)
    canvas.sky([(0, top), (420, low)])
    _stands(canvas, top)
    _floodlights(canvas)
    _pitch(canvas)
    with canvas.layer("#f5f3ea", shade=("#6a6a66", 3, 3, 0.8)) as pen:
        pen.ellipse(chance.uniform(500, 1100), chance.uniform(640, 860), 8)
    teams = chance.sample(SHIRTS, 2)
    for y in sorted(chance.uniform(560, 880) for _ in range(15)):
        _player(canvas, chance.uniform(220, 1380), y, 38 + (y - 560) * 0.19, chance.choice(teams))
    for x, y in LAMPS:
        canvas.glow(x, y, 330, "#cfe0e8", 0.5)
    canvas.haze(250, 560, "#8fa6b8", 0.2)
    crowd(canvas, mix(top, "#050507", 0.5), "#9fb6c4", 930, arms=0.35)


def _stands(canvas, dark):
    chance = canvas.chance
    for top, low, tone in ((205, 330, 0.16), (345, 500, 0.26)):
        fill = [(top, mix(dark, "#8d8a86", tone)), (low, mix(dark, "#6d6a68", tone))]
        with canvas.layer(fill) as pen:
            pen.polygon(
                [(-10, top + 26), (800, top - 10), (1610, top + 26), (1610, low), (-10, low)]
            )
        with canvas.sprite(0, top, WIDTH, low + 20) as pen:
            for _ in range(1650):
                colour = mix(chance.choice(CLOTHS + SKINS), dark, 0.42 - tone * 0.6)
                pen.ellipse(
                    chance.uniform(0, WIDTH), chance.uniform(top + 30, low - 6), 3.4, 4.4, colour
                )
    with canvas.layer(mix(dark, "#000000", 0.35)) as pen:
        pen.polygon("-10,150 800,176 1610,150 1610,216 800,196 -10,216")
        for x in range(40, 1600, 190):
            pen.line([(x, 190), (x, 350)], 5)
    with canvas.sprite(0, 490, WIDTH, 530) as pen:
        for index in range(10):
            board = mix(BOARDS[index % 5], dark, 0.35)
            pen.rect(index * 160, 498, index * 160 + 156, 524, board)


def _floodlights(canvas):
    with canvas.layer("#5b6470") as pen:
        for x, y in LAMPS:
            pen.line([(x, y), (x, 360)], 7)
    with canvas.layer("#f5f8f4") as pen:
        for x, y in LAMPS:
            for spot in range(15):
                pen.ellipse(x - 36 + spot % 5 * 18, y - 18 + spot // 5 * 16, 6.5)


def _pitch(canvas):
    with canvas.layer([(FAR_LINE, "#5a7d50"), (HEIGHT, "#355a3a")], rough=6) as pen:
        pen.rect(-2, FAR_LINE, WIDTH + 2, HEIGHT)
    with canvas.layer("#7fa85c", opacity=0.3) as pen:
        for index in range(0, 12, 2):
            corners = ((index, 0), (index + 1, 0), (index + 1, 1), (index, 1))
            pen.polygon([_on_pitch(*corner) for corner in corners])
    with canvas.layer("#e9efe0", opacity=0.8) as pen:
        pen.line([(-10, 540), (WIDTH + 10, 540)], 3)
        pen.line([(-10, 905), (WIDTH + 10, 905)], 6)
        pen.line([_on_pitch(6, 0.04), _on_pitch(6, 0.72)], 4.5)
        turns = [step / 12 for step in range(77)]
        pen.line([(800 + 210 * math.cos(t), 690 + 68 * math.sin(t)) for t in turns], 4)
        pen.ellipse(800, 690, 5, 3)


def _on_pitch(stripe, depth):
    """A point of the pitch: 12 stripes across, depth 0 at the far line, 1 at our feet."""
    y = FAR_LINE + depth * (HEIGHT - FAR_LINE)
    return 800 + (stripe - 6) * 175 * (y - VANISH) / (FAR_LINE - VANISH), y


def _player(canvas, x, y, tall, shirt):
    """Somebody running, with the four shadows that floodlights give."""
    chance = canvas.chance
    with canvas.layer("#0f1a12", opacity=0.34, blur=2) as pen:
        for turn in (-0.7, 0.7, 2.5, 3.8):
            pen.at(x, y, tall).line([(0, 0), (math.cos(turn) * 0.8, -math.sin(turn) * 0.24)], 0.13)
    skin, stride = chance.choice(SKINS), chance.uniform(0.1, 0.3)
    box = (x - tall, y - tall * 1.2, x + tall, y + 6)
    with canvas.sprite(*box, light=("#e6f0f2", -1.4, -1.4, 0.7)) as pen:
        runner = pen.at(x, y, tall, chance.choice((-1, 1)))
        runner.line([(0, 0.46), (stride * 0.9, 0.25), (stride, 0.02)], 0.09, skin)
        runner.line([(0, 0.46), (-0.02, 0.25), (-stride, 0.02)], 0.09, skin)
        runner.polygon("-0.11,0.54 0.11,0.54 0.15,0.33 -0.15,0.33", mix(shirt, "#16161c", 0.55))
        for arm in ("0.1,0.78 0.2,0.64 0.24,0.5", "-0.1,0.78 -0.2,0.64 -0.04,0.5"):
            runner.line(arm, 0.07, skin)
        runner.curve("-0.12,0.83 0.12,0.83 0.12,0.5 -0.12,0.5", shirt)
        runner.ellipse(0.02, 0.92, 0.07, 0.08, skin)


def crowd(canvas, dark, rim, base, *, arms):
    """Heads and shoulders in front of us, a part of them with arms up, against the light."""
    chance = canvas.chance
    for row, tone in enumerate((0.12, 0.0)):
        with canvas.layer(mix(dark, rim, tone), light=(rim, 0, -3.5, 0.55)) as pen:
            x = -20.0
            while x < WIDTH + 40:
                size = chance.uniform(38, 50) + 12 * row
                one = pen.at(
                    x, base + 62 * row + chance.uniform(-18, 18), size, chance.choice((-1, 1))
                )
                one.ellipse(0, 0, 0.5, 0.62)
                one.curve("-1.15,-4 -1,-0.95 -0.4,-0.55 0.4,-0.55 1,-0.95 1.15,-4")
                if chance.random() < arms:
                    _raised_arm(one, (chance.uniform(0.7, 1.5), chance.uniform(1.0, 2.1)))
                x += size * chance.uniform(1.7, 2.5)


def _raised_arm(pen, hand):
    pen.line("0.8,-1 1.2,0.05", 0.28)
    pen.line([(1.2, 0.05), hand], 0.2)
    pen.ellipse(1.2, 0.05, 0.12)
    pen.ellipse(*hand, 0.15, 0.21)


def hall(canvas):
    """A conference: the table, one who speaks, and the audience from behind."""
    chance = canvas.chance
    wood, cloth = chance.choice(ROOMS)
    canvas.sky([(0, mix(wood, "#140d0a", 0.5)), (520, wood), (760, mix(wood, "#140d0a", 0.3))])
    with canvas.layer(mix(wood, "#140d0a", 0.4), opacity=0.6) as pen:
        for x in range(0, 1640, 80):
            pen.rect(x, 0, x + 4, 700)
    _banner(canvas, cloth)
    with canvas.layer(mix(wood, "#140d0a", 0.7)) as pen:
        pen.rect(0, 0, WIDTH, 36)
    for x in range(200, 1500, 300):
        canvas.glow(x, 62, 260, "#ffd9a0", 0.6)
        with canvas.layer("#fff2d4") as pen:
            pen.ellipse(x, 52, 34, 7)
    boards = [(690, mix(wood, "#e0b47a", 0.35)), (800, mix(wood, "#140d0a", 0.4))]
    with canvas.layer(boards, rough=6) as pen:
        pen.polygon("90,690 1510,690 1610,800 -10,800")
    canvas.glow(800, 500, 900, "#e8b878", 0.5)
    _table(canvas, cloth)
    _lectern(canvas, 215, wood)
    _plant(canvas, 1440)
    for y, size, tone in ((812, 46, 0.6), (890, 62, 0.4), (1000, 84, 0.15)):
        _listeners(canvas, y, size, tone, wood)


def _banner(canvas, cloth):
    """A hanging with the signs of bogolan: lines, lozenges, dots."""
    with canvas.layer("#0e0906", opacity=0.5, blur=16) as pen:
        pen.rect(414, 168, 1214, 578)
    fill = [(150, mix(cloth, "#ffffff", 0.08)), (560, mix(cloth, "#0b0a10", 0.25))]
    with canvas.layer(fill, rough=7) as pen:
        pen.rect(400, 150, 1200, 560)
    with canvas.layer(mix(cloth, "#f0e2c2", 0.78), opacity=0.85) as pen:
        for y in (172, 534):
            pen.rect(420, y, 1180, y + 4)
        for y in (224, 486):
            for x in range(460, 1170, 60):
                pen.at(x, y).line("0,24 24,0 0,-24 -24,0 0,24", 4)
                pen.ellipse(x, y, 5)
        for x in range(640, 1000, 24):
            pen.at(x, 330).line("0,12 12,-24 24,12", 4)
            pen.ellipse(x + 12, 382, 4)


def _table(canvas, cloth):
    chance = canvas.chance
    seats = range(440, 1200, 144)
    with canvas.sprite(330, 420, 1270, 745, light=("#ffe2b4", 0, -2.5, 0.5)) as pen:
        for index, x in enumerate(seats):
            bust(pen.at(x + chance.uniform(-14, 14), 690, 250), any_look(chance), scarf=index % 2)
        pen.polygon("350,642 1250,642 1262,664 338,664", "#d9c6a0")
        pen.rect(345, 664, 1255, 742, mix(cloth, "#e8dcc0", 0.12))
        for fold in range(360, 1255, 34):
            pen.line([(fold, 666), (fold - 4, 742)], 5, mix(cloth, "#0b0a10", 0.3))
        for x in seats:
            place = pen.at(x, 648)
            place.rect(-34, 0, 34, 22, "#efe6d2")
            place.line("48,0 44,36 26,52", 3, INK)
            place.ellipse(24, 54, 6, 8, INK)
            place.rect(-62, 0, -50, 36, "#9cc0c4")


def _lectern(canvas, x, wood):
    with canvas.sprite(x - 150, 380, x + 150, 800, light=("#ffe2b4", 3, -2, 0.55)) as pen:
        bust(pen.at(x, 640, 290), any_look(canvas.chance), scarf=False)
        desk = pen.at(x, 790)
        desk.polygon("-88,190 88,190 66,0 -66,0", mix(wood, "#d9a868", 0.3))
        desk.polygon("-100,202 100,202 92,184 -92,184", mix(wood, "#f0cf98", 0.5))
        desk.line("40,200 30,240 8,254", 4, INK)
        desk.ellipse(5, 256, 7, 9, INK)


def _plant(canvas, x):
    chance = canvas.chance
    with canvas.layer("#3c5a32", light=("#c8c07a", -2, -3, 0.5)) as pen:
        for index in range(13):
            turn, reach = 0.5 + index * 0.178, chance.uniform(110, 190)
            tip, bend = (
                (reach * part * math.cos(turn), reach * part * math.sin(turn)) for part in (1, 0.5)
            )
            bend = (bend[0], bend[1] + 20)
            pen.at(x, 706).polygon([(0, 0), (bend[0] - 13, bend[1]), tip, (bend[0] + 13, bend[1])])
    with canvas.layer("#8c5a3a", shade=("#3f2617", 12, 0, 0.7)) as pen:
        pen.at(x, 770).polygon("-34,74 34,74 24,0 -24,0")


def _listeners(canvas, y, size, tone, wood):
    """A row of those who listen, seen from behind, darker towards us."""
    chance, dark = canvas.chance, "#120c0a"
    seat = mix(dark, wood, 0.25 + tone * 0.5)
    box = (0, y - size * 2, WIDTH, HEIGHT + 60)
    with canvas.sprite(*box, light=("#f0c890", 0, -2.5, 0.55)) as pen:
        x = -size * chance.uniform(0, 1)
        while x < WIDTH + size:
            dressed = any_look(chance)
            skin = mix(dark, dressed.skin, 0.3 + tone)
            look = Look(skin, *(mix(dark, cloth, tone) for cloth in (dressed.robe, dressed.second)))
            _listener(pen.at(x, y, size), look, seat, scarf=chance.random() < 0.6)
            x += size * chance.uniform(2.3, 2.8)


def _listener(pen, look, seat, *, scarf):
    pen.curve("-1.1,-3 -1,-0.95 -0.3,-0.55 0.3,-0.55 1,-0.95 1.1,-3", look.robe)
    pen.ellipse(0, 0, 0.5, 0.64, look.skin)
    if scarf:
        pen.curve("-0.54,-0.1 -0.5,0.6 0,0.8 0.5,0.6 0.54,-0.1 0,-0.3", look.second)
    pen.curve("-1,-6 -0.95,-1.5 0,-1.38 0.95,-1.5 1,-6", seat)
