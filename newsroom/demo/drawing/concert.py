"""The concert: a kora, a voice, a drum, and the crowd in the beams."""

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, mix
from newsroom.demo.drawing.gatherings import NIGHTS, crowd
from newsroom.demo.drawing.people import Look, any_look, robed, unladen

LIGHTS = (("#e8963f", "#6f5aa8"), ("#e0653f", "#3f7f98"), ("#e8b04a", "#a84a6a"))
WOOD, HIDE = "#8a5632", "#e0caa4"


def concert(canvas):
    chance = canvas.chance
    top, low = chance.choice(NIGHTS)
    warm, cool = chance.choice(LIGHTS)
    canvas.sky([(0, mix(top, "#000000", 0.3)), (640, mix(low, cool, 0.2)), (HEIGHT, top)])
    canvas.glow(800, 560, 860, mix(cool, top, 0.1), 0.7)
    _beams(canvas, warm, cool)
    with canvas.layer(
        [(690, mix(top, warm, 0.55)), (812, mix(top, "#000000", 0.3))], rough=5
    ) as pen:
        pen.rect(-10, 690, 1610, 812)
    with canvas.layer([(812, mix(top, "#050406", 0.5)), (960, "#050406")]) as pen:
        pen.rect(-10, 812, 1610, HEIGHT)
    canvas.glow(800, 640, 520, warm, 0.65)
    dark = mix(top, "#050406", 0.7)
    _loudspeakers(canvas, dark, cool)
    _musicians(canvas, dark, mix(warm, "#fff2d4", 0.4))
    canvas.haze(600, 800, mix(warm, cool, 0.5), 0.15)
    crowd(canvas, mix(dark, "#000000", 0.4), mix(warm, cool, 0.25), 880, arms=0.75)


def _beams(canvas, warm, cool):
    chance = canvas.chance
    lamps = [(150 + index * 163, cool if index % 2 else warm) for index in range(9)]
    for x, colour in lamps:
        foot = 800 + (x - 800) * chance.uniform(-0.2, 0.9)
        fill = [(40, mix(colour, "#ffffff", 0.5)), (700, colour)]
        with canvas.layer(fill, opacity=0.24, blur=7) as pen:
            pen.polygon([(x - 7, 60), (x + 7, 60), (foot + 120, 800), (foot - 120, 800)])
    with canvas.layer("#0a0a10") as pen:
        for y in (40, 74):
            pen.line([(0, y), (WIDTH, y)], 10)
        for x in range(0, 1640, 40):
            pen.line([(x, 40), (x + 20, 74), (x + 40, 40)], 3)
    for x, colour in lamps:
        canvas.glow(x, 66, 80, mix(colour, "#ffffff", 0.4), 0.9)


def _loudspeakers(canvas, dark, cool):
    for x, inwards in ((150, 3), (1450, -3)):
        with canvas.layer(dark, light=(cool, inwards, -3, 0.5)) as pen:
            pen.rect(x - 76, 380, x + 76, 800)
        with canvas.layer(mix(dark, cool, 0.3)) as pen:
            for y in (440, 540, 640, 740):
                pen.ellipse(x, y, 38)


def _musicians(canvas, dark, rim):
    """Drawn nearly against the light: their colours show, their faces do not."""
    for part, x, tall, edge in (
        (_kora, 500, 300, 2.5),
        (_singer, 800, 330, 2.5),
        (_drum, 1110, 300, -2.5),
    ):
        look = any_look(canvas.chance)
        look = Look(*(mix(colour, dark, 0.36) for colour in (look.skin, look.robe, look.second)))
        box = (x - 260, 340, x + 260, 800)
        with canvas.sprite(*box, light=(rim, edge, -2.5, 0.85)) as pen:
            part(pen.at(x, 778, tall), look, dark)


def _singer(pen, look, dark):
    pen.line("-0.09,0.77 -0.21,0.88 -0.25,1.07", 0.05, look.skin)
    unladen(pen, look)
    pen.line("0.1,0.77 0.19,0.68 0.09,0.82", 0.048, look.skin)
    pen.line("0.11,0.8 0.045,0.87", 0.03, dark)


def _kora(pen, look, dark):
    """A harp of twenty-one strings on half a calabash."""
    robed(pen, look)
    pen.line("0,0.42 0.1,1.16", 0.028, mix(WOOD, dark, 0.2))
    pen.ellipse(0, 0.44, 0.19, 0.18, mix(WOOD, dark, 0.25))
    pen.ellipse(-0.01, 0.45, 0.155, 0.145, mix(HIDE, dark, 0.25))
    for string in range(5):
        foot, head = -0.03 + 0.015 * string, 0.06 + 0.008 * string
        pen.line([(foot, 0.4), (head, 0.78 + 0.06 * string)], 0.004, HIDE)
    for side in (-1, 1):
        pen.line([(side * 0.11, 0.74), (side * 0.2, 0.55), (side * 0.05, 0.56)], 0.05, look.robe)
        pen.ellipse(side * 0.04, 0.57, 0.03, fill=look.skin)


def _drum(pen, look, dark):
    robed(pen, look)
    pen.polygon("-0.17,0.52 0.17,0.52 0.06,0.26 0.1,0 -0.1,0 -0.06,0.26", mix(WOOD, dark, 0.15))
    pen.ellipse(0, 0.52, 0.175, 0.045, mix(HIDE, dark, 0.15))
    for cord in range(-3, 4):
        pen.line([(cord * 0.05, 0.49), (cord * 0.02, 0.28)], 0.005, mix(HIDE, dark, 0.4))
    pen.line("-0.11,0.75 -0.23,0.64 -0.1,0.56", 0.055, look.robe)
    pen.line("0.11,0.75 0.27,0.8 0.22,0.97", 0.055, look.robe)
    pen.ellipse(-0.08, 0.555, 0.034, fill=look.skin)
    pen.ellipse(0.22, 0.99, 0.034, fill=look.skin)
