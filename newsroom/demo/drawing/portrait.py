"""A head and shoulders that could be any of us: for authors who have sent no portrait."""

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, mix, place, rgb
from newsroom.demo.drawing.people import CLOTHS

GROUNDS = (
    *(("#c9a06a", "#8c5f38"), ("#7f94a3", "#45596a"), ("#a7a07c", "#6a6748")),
    *(("#c08468", "#7d4a38"), ("#8d8296", "#55485f"), ("#d3bd94", "#9a7d54")),
)
SKINS = ("#4f3222", "#66422c", "#7d5438", "#8f6444", "#5a3a28")
NIGHT, GLARE = "#160d0a", "#fff0d0"
MIDDLE = WIDTH / 2
TURBAN_FOLDS = (
    *("-176,322 -20,244 150,190 -12,258", "-176,276 -60,203 90,158 -54,216"),
    *("-40,284 80,262 182,268 80,276", "50,290 120,304 174,336 112,318"),
)
SCARF_FOLDS = (
    *("-160,350 -70,262 70,214 -62,274", "-164,300 -90,226 60,196 -84,238"),
    *("80,236 120,280 158,350 112,290", "70,190 110,130 160,90 116,138"),
)


def portrait(canvas):
    """Light from the left, a plain ground; face, neck and clothes in flat planes."""
    chance = canvas.chance
    light, dark = chance.choice(GROUNDS)
    canvas.sky([(0, light), (HEIGHT, dark)])
    canvas.glow(560, 380, 900, light, 0.25)
    with canvas.layer(mix(dark, NIGHT, 0.4), opacity=0.35, blur=60) as pen:
        pen.ellipse(MIDDLE + 150, 560, 300, 420)
    cloths = sorted(CLOTHS, key=lambda cloth: _distance(cloth, light) + _distance(cloth, dark))
    robe, second = chance.sample(cloths[4:], 2)
    skin = chance.choice(SKINS)
    _shoulders(canvas, robe, mix(second, "#f3e6c8", 0.35))
    _neck(canvas, skin)
    _face(canvas, skin)
    chance.choice((_hair, _cap, _turban, _scarf))(canvas, skin, second)
    if chance.random() < 0.35:
        _glasses(canvas)


def _distance(first, second):
    """How unlike two colours are: what stands before a ground must part from it."""
    return sum(abs(one - other) for one, other in zip(rgb(first), rgb(second), strict=True))


def _whole(half):
    """Turn the right half of an outline, from the top down, into the whole."""
    right = place(half)
    return [(MIDDLE + x, y) for x, y in right] + [(MIDDLE - x, y) for x, y in reversed(right)]


def _both(half):
    """The same outline at the right and, mirrored, at the left."""
    return [[(MIDDLE + side * x, y) for x, y in place(half)] for side in (-1, 1)]


def _middle(outline):
    return [(MIDDLE + x, y) for x, y in place(outline)]


def _shoulders(canvas, robe, thread):
    folds = mix(robe, NIGHT, 0.42)
    fill = [(640, mix(robe, GLARE, 0.12)), (HEIGHT, mix(robe, NIGHT, 0.28))]
    light, shade = (mix(robe, GLARE, 0.6), -12, -8, 0.55), (folds, 70, 6, 0.7)
    with canvas.layer(fill, rough=7, light=light, shade=shade) as pen:
        pen.curve(_whole("84,668 150,706 330,770 430,900 480,1150"))
    with canvas.layer(folds, opacity=0.5, blur=4) as pen:
        for fold in (
            "190,760 256,1100 228,1100",
            "280,800 366,1100 338,1100",
            "110,840 146,1100 118,1100",
        ):
            for outline in _both(fold):
                pen.polygon(outline)
    # The plastron of a boubou: needlework around the neck opening and down the chest.
    with canvas.layer(mix(robe, NIGHT, 0.2), opacity=0.75) as pen:
        pen.curve(_whole("70,684 128,724 112,830 64,960 20,1010"))
    with canvas.layer(thread, opacity=0.8) as pen:
        for row in range(9):
            steps, wide = 10 - row, 92 - row * 8.5
            points = [
                (wide * (2 * step / steps - 1), 770 + row * 27 - 9 * (-1) ** step)
                for step in range(steps + 1)
            ]
            pen.line(_middle(points), 3.4)
        for edge in _both("70,690 122,726 106,828 60,952 18,1000 0,1006"):
            pen.line(edge, 5)


def _neck(canvas, skin):
    shaded = mix(skin, NIGHT, 0.42)
    with canvas.layer([(560, shaded), (700, skin)], shade=(shaded, 36, 0, 0.8)) as pen:
        pen.curve(_whole("74,540 70,620 92,690 40,742 10,756"))
    with canvas.layer(shaded, opacity=0.75, blur=9) as pen:
        pen.curve(_whole("70,560 74,610 30,650"))


def _face(canvas, skin):
    lit, shaded = mix(skin, "#f0c090", 0.26), mix(skin, NIGHT, 0.4)
    with canvas.layer(skin, shade=(shaded, 8, 0, 0.8)) as pen:
        for side in (-1, 1):
            pen.ellipse(MIDDLE + side * 139, 452, 20, 36)
    fill = [(260, mix(skin, lit, 0.6)), (620, skin)]
    with canvas.layer(fill, light=(lit, -60, -16, 0.8), shade=(shaded, 84, 14, 0.85)) as pen:
        pen.curve(_whole("60,258 118,306 138,400 132,490 104,566 52,616 18,626"))
    _eyes(canvas, skin, shaded)
    _nose(canvas, lit, shaded)
    lip = mix(skin, "#7d3a32", 0.35)
    with canvas.layer(mix(lip, NIGHT, 0.3)) as pen:
        pen.curve(_middle("-48,556 -18,550 0,554 18,550 48,556 0,567"))
    with canvas.layer(mix(lip, "#f0c090", 0.12), shade=(shaded, 4, 6, 0.6)) as pen:
        pen.curve(_middle("-46,558 0,567 46,558 21,580 -21,580"))


def _nose(canvas, lit, shaded):
    with canvas.layer(shaded, opacity=0.6, blur=3) as pen:
        pen.curve(_middle("8,410 17,470 36,503 28,518 2,520 6,480"))
        pen.ellipse(MIDDLE, 602, 34, 7)
    with canvas.layer(lit, opacity=0.5, blur=4) as pen:
        pen.curve(_middle("-4,400 3,460 2,500 -14,506 -9,450"))
    with canvas.layer(mix(shaded, NIGHT, 0.25), opacity=0.85, blur=1) as pen:
        for side in (-1, 1):
            pen.ellipse(MIDDLE + side * 15, 517, 8, 4)


def _eyes(canvas, skin, shaded):
    ink = mix(skin, "#0c0706", 0.8)
    with canvas.layer(shaded, opacity=0.4, blur=8) as pen:
        for side in (-1, 1):
            pen.ellipse(MIDDLE + side * 56, 424, 38, 22)
    parts = (
        ("24,386 56,372 94,386 58,381", mix(ink, skin, 0.15)),  # brow
        ("33,428 48,419 68,418 83,427 68,435 48,436", mix("#e2d6c4", skin, 0.12)),  # white
        ("30,428 48,413 70,411 88,427 69,419 48,420", ink),  # lid
    )
    for index, (outline, colour) in enumerate(parts):
        with canvas.layer(colour, blur=0.7) as pen:
            for half in _both(outline):
                pen.curve(half)
        if index == 1:
            with canvas.layer("#1c100c") as pen:
                for side in (-1, 1):
                    pen.ellipse(MIDDLE + side * 58, 426, 12.5, 10)
    with canvas.layer("#ffffff", opacity=0.7) as pen:
        for side in (-1, 1):
            pen.ellipse(MIDDLE + side * 58 - 4, 423, 2.4)


def _hair(canvas, skin, second):
    colour = mix("#17110f", skin, 0.12)
    with canvas.layer(colour, rough=26, light=(mix(colour, "#d0a070", 0.35), -14, -10, 0.6)) as pen:
        pen.curve(_whole("40,212 112,246 150,330 147,408 130,380 116,326 60,296 20,292"))


def _cap(canvas, skin, second):
    _hair(canvas, skin, second)
    fill = [(190, mix(second, GLARE, 0.2)), (330, second)]
    light, shade = (mix(second, GLARE, 0.6), -14, -6, 0.6), (mix(second, NIGHT, 0.45), 50, 0, 0.8)
    with canvas.layer(fill, rough=6, light=light, shade=shade) as pen:
        pen.curve(_whole("60,186 126,210 148,300 142,336 80,316 20,310"))
    with canvas.layer(mix(second, "#f3e6c8", 0.5), opacity=0.8) as pen:
        for x in range(-120, 121, 24):
            pen.at(MIDDLE + x, 281 + 0.0011 * x * x).line("-9,-9 0,9 9,-9", 4)


def _turban(canvas, skin, second):
    """A cloth wound around the head, as men and women wear it, each in his way."""
    _wound(canvas, second, _whole("50,142 150,176 188,270 166,372 142,410 118,330 50,292 16,290"))
    with canvas.layer(mix(second, NIGHT, 0.5), opacity=0.55, blur=2.5) as pen:
        for fold in TURBAN_FOLDS:
            pen.curve(_middle(fold))


def _scarf(canvas, skin, second):
    """A headscarf tied high, its ends standing up beside the knot."""
    for end in (
        "40,190 70,96 150,60 186,104 130,170 84,204",
        "60,200 150,150 230,160 236,206 150,222",
    ):
        _wound(canvas, second, _middle(end))
    _wound(canvas, second, _whole("60,166 140,204 172,290 158,372 146,408 122,330 56,290 16,286"))
    _wound(canvas, second, _middle("44,176 96,164 128,200 100,232 54,222"))
    with canvas.layer(mix(second, NIGHT, 0.5), opacity=0.55, blur=2.5) as pen:
        for fold in SCARF_FOLDS:
            pen.curve(_middle(fold))


def _wound(canvas, cloth, outline):
    lit = mix(cloth, GLARE, 0.35)
    fill = [(150, mix(cloth, lit, 0.5)), (400, cloth)]
    light, shade = (lit, -16, -10, 0.7), (mix(cloth, NIGHT, 0.5), 50, 0, 0.8)
    with canvas.layer(fill, rough=6, light=light, shade=shade) as pen:
        pen.curve(outline)


def _glasses(canvas):
    with canvas.layer("#241a16") as pen:
        for side in (-1, 1):
            lens = pen.at(MIDDLE + side * 58, 428)
            lens.line("-44,24 0,30 44,24 44,-14 24,-34 -24,-34 -44,-14 -44,24", 6)
            pen.line([(MIDDLE + side * 102, 416), (MIDDLE + side * 140, 420)], 6)
        pen.line(_middle("-15,416 0,410 15,416"), 6)
